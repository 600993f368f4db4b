import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One text file of the project; `tree` is its syntax where it is TypeScript or JavaScript. */
export interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile | undefined;
}

/** One broken rule at one place, in words that say what to do. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Folder of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** The folders whose code is the product; house rules hold in all of them. */
export const PRODUCT = [
  'engine',
  'policies',
  'traces',
  'models',
  'reports',
  'scenarios',
  'runner',
  'cli',
];

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.cache']);
const TEXT = /\.(ts|mjs|js|json|md|ya?ml|sh|css|html|txt)$|(^|\/)(playtwin|LICENSE|run|\.npmrc)$/;

/** Every text file of the project in the order of its path; works without git. */
export function readProject(): readonly Source[] {
  return listFiles('')
    .filter((path) => TEXT.test(path))
    .map((path) => {
      return asSource(path, readFileSync(join(ROOT, path), 'utf8'));
    });
}

/** A source from its text: what the project has on disk and what a fixture plants look the same. */
export function asSource(path: string, text: string): Source {
  const isCode = /\.(ts|mjs)$/.test(path);
  const kind = path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const tree = isCode
    ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kind)
    : undefined;
  return { path, text, tree };
}

/** First folder of a path: `engine/math.ts` lives in `engine`. */
export function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** Whether house rules hold for this file. */
export function isProduct(source: Source): boolean {
  return source.tree !== undefined && PRODUCT.includes(folderOf(source.path));
}

/** Line of a node, counted from 1, not of the comment above it. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Calls `visit` with the node and everything below it, in the order of the text. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** A finding as one line: `file:line what, why, instead: ...`. */
export function describeFinding(finding: Finding): string {
  const { path, line, what, why, instead } = finding;
  return `${path}:${line} ${what}, ${why}, instead: ${instead}`;
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}
