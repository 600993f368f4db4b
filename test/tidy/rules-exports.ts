import { posix } from 'node:path';
import ts from 'typescript';
import { isExported } from './rules-shape.ts';
import { type Finding, folderOf, isProduct, lineOf, type Source, walk } from './sources.ts';

/** Started or imported by name from outside, so nothing here imports them. */
const ENTRIES = new Set([
  'engine/index.ts',
  'cli/main.ts',
  'runner/worker.ts',
  'cli/launch.mjs',
  'cli/prepare.mjs',
  'cli/build.mjs',
]);

/** What one file takes from another: `*` for everything. */
interface Use {
  readonly from: string;
  readonly name: string;
}

/** Every exported name has a doc comment. */
export function checkDocs(source: Source): readonly Finding[] {
  const { path, tree } = source;
  if (tree === undefined) return [];
  const exported = tree.statements.filter(isExported);
  const told = new Set(exported.filter((node) => isDocumented(node, tree)).flatMap(namesOf));
  // The signatures of one function share the comment of the first.
  const bare = exported.filter((node) => namesOf(node).some((name) => !told.has(name)));
  return bare.map((node) => ({
    path,
    line: lineOf(tree, node),
    what: `${namesOf(node).join(', ')} is exported without a doc comment`,
    why: 'a reader of the import sees the name only',
    instead: '/** one to three sentences: meaning, unit, edge */',
  }));
}

/** Exports nobody imports and files nobody reaches; tests count as readers. */
export function checkDead(project: readonly Source[]): readonly Finding[] {
  const uses = project.flatMap(usesOf);
  const used = new Set(uses.map((use) => `${use.from} ${use.name}`));
  const reached = new Set(uses.map((use) => use.from));
  return project.filter(isProduct).flatMap((source) => {
    if (ENTRIES.has(source.path)) return [];
    if (!reached.has(source.path)) return [deadFile(source)];
    return used.has(`${source.path} *`) ? [] : deadExports(source, used);
  });
}

function deadFile({ path }: Source): Finding {
  const why = 'no file imports it';
  return { path, line: 1, what: 'the file is dead', why, instead: 'import it or delete it' };
}

function deadExports({ path, tree }: Source, used: ReadonlySet<string>): Finding[] {
  if (tree === undefined) return [];
  const exported = tree.statements.filter(isExported);
  return exported.flatMap((node) => {
    const idle = namesOf(node).filter((name) => !used.has(`${path} ${name}`));
    return idle
      .filter((name) => !isPartOfAnother(name, node, exported))
      .map((name) => ({
        path,
        line: lineOf(tree, node),
        what: `${name} is exported and imported nowhere`,
        why: 'a public name is a promise',
        instead: 'drop the export, or the declaration',
      }));
  });
}

/** A type that another exported declaration of the file mentions is part of that one's shape. */
function isPartOfAnother(name: string, node: ts.Node, exported: readonly ts.Node[]): boolean {
  const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return isType && exported.some((other) => other !== node && mentions(other, name));
}

function mentions(node: ts.Node, name: string): boolean {
  let isFound = false;
  walk(node, (one) => {
    isFound ||= ts.isIdentifier(one) && one.text === name;
  });
  return isFound;
}

function usesOf(source: Source): readonly Use[] {
  const { path, tree } = source;
  const uses: Use[] = [];
  if (tree === undefined) return uses;
  walk(tree, (node) => {
    const target = targetOf(node);
    if (target === undefined) return;
    const from = posix.join(posix.dirname(path), target);
    for (const name of takenNames(node)) uses.push({ from, name });
  });
  return uses;
}

/** The relative path a node refers to: import, re-export, import(), import type or a worker URL. */
function targetOf(node: ts.Node): string | undefined {
  if (!ts.isStringLiteral(node) && !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) {
    return undefined;
  }
  const literal = ts.isStringLiteral(node) ? node : node.moduleSpecifier;
  if (literal === undefined || !ts.isStringLiteral(literal)) return undefined;
  const isOwnPart =
    ts.isStringLiteral(node) &&
    (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent));
  return !isOwnPart && /^\.\.?\//.test(literal.text) ? literal.text : undefined;
}

function takenNames(node: ts.Node): readonly string[] {
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    if (clause === undefined || !ts.isNamedExports(clause)) return ['*'];
    return clause.elements.map((one) => (one.propertyName ?? one.name).text);
  }
  if (!ts.isImportDeclaration(node)) return ['*'];
  const bindings = node.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return ['*'];
  return bindings.elements.map((one) => (one.propertyName ?? one.name).text);
}

function isDocumented(node: ts.Statement, tree: ts.SourceFile): boolean {
  const comments = ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? [];
  const last = comments.at(-1);
  return last !== undefined && tree.text.startsWith('/**', last.pos);
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.map((one) => one.name.getText());
  }
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node);
  return isNamed && node.name !== undefined ? [node.name.text] : [];
}

const VAGUE = /(^|[a-z])(Manager|Helper|Utils?|Abstract|Impl)(?=[A-Z]|$)/;
const EMPTY = new Map([
  ['data', 'say which data: rows, series, text'],
  ['info', 'say what it tells'],
]);

/** Names that say nothing: no Manager, Helper, Util, Abstract, Impl, data, info, process, handle. */
export function checkNames({ path, tree }: Source): readonly Finding[] {
  const findings: Finding[] = [];
  if (tree === undefined) return findings;
  const why = 'it names no thing of the field';
  if (/(^|[/-])(utils?|helpers?|common|misc)[.-]/.test(path)) {
    findings.push({ path, line: 1, what: 'a vague file name', why, instead: 'a noun' });
  }
  walk(tree, (node) => {
    const instead = adviceOnName(node);
    if (instead === undefined) return;
    const what = `the name ${declaredName(node)}`;
    findings.push({ path, line: lineOf(tree, node), what, why, instead });
  });
  return findings;
}

function adviceOnName(node: ts.Node): string | undefined {
  const name = declaredName(node);
  if (name === undefined) return undefined;
  if (ts.isFunctionLike(node) && (name === 'process' || name === 'handle')) {
    return 'a verb that says what is done';
  }
  const isVariable = ts.isVariableDeclaration(node) || ts.isParameter(node);
  if (isVariable) return EMPTY.get(name);
  return VAGUE.test(name) ? 'a noun of docs/glossary.md' : undefined;
}

function declaredName(node: ts.Node): string | undefined {
  const isDeclared =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return isDeclared ? node.name?.getText() : undefined;
}

/** Files of the product by folder, to show that a rule looked at something. */
export function countByFolder(project: readonly Source[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of project.filter(isProduct)) {
    counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  }
  return counts;
}
