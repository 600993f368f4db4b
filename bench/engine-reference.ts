/**
 * docs/reference/engine.md from the engine's own words: every name of engine/index.ts, in its
 * order, with its declaration and its doc comment. Run by itself it writes the page:
 * `npm run docs:engine`.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { writeWhole } from '../reports/write-files.ts';

const ENGINE = fileURLToPath(new URL('../engine/', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/reference/engine.md', import.meta.url));
const START = `# Engine reference

What \`playtwin/engine\` exports, written from the doc comments by \`npm run docs:engine\`; the guide is
[engine.md](../engine.md). Times are whole microseconds. Every error is an [EngineError](#engineerror).
`;

/** One public name: its declarations without comments, what its comment says, what it throws. */
export interface Entry {
  readonly name: string;
  readonly code: string;
  readonly text: string;
  readonly throws: readonly string[];
}

/** One heading of engine/index.ts; `about` is what the files below it say of themselves. */
export interface Chapter {
  readonly title: string;
  readonly about: readonly string[];
  readonly entries: readonly Entry[];
}

/** Everything the engine makes public, in the order of engine/index.ts. */
export function engineChapters(): readonly Chapter[] {
  const declarations = declarationFiles();
  const index = readFileSync(join(ENGINE, 'index.ts'), 'utf8');
  const parts = index.split(/^\/\/ (.+)$/m).slice(1);
  return parts.flatMap((title, at) => {
    if (at % 2 === 1) return [];
    const exported = exportsOf(parts[at + 1], '.');
    const about = exported.map(({ file }) => openingOf(file)).filter((text) => text !== '');
    const entries = exported.flatMap((one) => entriesOf(one, declarations));
    return [{ title, about, entries }];
  });
}

/** The page, from the chapters. */
export function formatEngineReference(chapters: readonly Chapter[]): string {
  const contents = chapters.map(({ title, entries }) => {
    const links = entries.map(({ name }) => `[${name}](#${name.toLowerCase()})`);
    return `| ${title} | ${links.join(' · ')} |`;
  });
  const table = ['| about | names |', '|---|---|', ...contents].join('\n');
  return [START, table, '', ...chapters.map(formatChapter)].join('\n');
}

function formatChapter({ title, about, entries }: Chapter): string {
  return [`## ${title}`, ...about, ...entries.map(formatEntry)].join('\n\n').concat('\n');
}

function formatEntry({ name, code, text, throws }: Entry): string {
  const errors = throws.map((one) => `Throws ${one}`);
  return [`### ${name}`, `\`\`\`ts\n${code}\n\`\`\``, text, ...errors].join('\n\n');
}

interface Exported {
  readonly file: string;
  readonly names: ReadonlySet<string>;
}

const EXPORT = /export (?:type )?\{([^}]+)\} from '([^']+)'/g;

/** What a text passes on, by the file it comes from; `folder` is where the text stands. */
function exportsOf(text: string, folder: string): readonly Exported[] {
  return [...text.matchAll(EXPORT)].map(([, names, file]) => ({
    file: posix.join(folder, file),
    names: new Set([...names.matchAll(/(\w+)\s*(?:,|$)/g)].map(([, name]) => name)),
  }));
}

/** The comment a file opens with, where it is about the file and not about what follows it. */
function openingOf(file: string): string {
  const text = readFileSync(join(ENGINE, file), 'utf8');
  const opening = /^\/\*\*([\s\S]*?)\*\/\n(?=\n|import)/.exec(text)?.[1] ?? '';
  return opening.replace(/^ *\* ?/gm, '').trim();
}

/** The declarations as the package has them: `x.ts` to the tree of `x.d.ts`. */
function declarationFiles(): ReadonlyMap<string, ts.SourceFile> {
  const config = ts.readConfigFile(join(ENGINE, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ENGINE);
  const program = ts.createProgram([join(ENGINE, 'index.ts')], { ...options, outDir: '/' });
  const files = new Map<string, ts.SourceFile>();
  program.emit(undefined, (path, text) => {
    const name = path.slice(1).replace(/\.d\.ts$/, '.ts');
    files.set(name, ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true));
  });
  return files;
}

type Declarations = ReadonlyMap<string, ts.SourceFile>;

function entriesOf({ file, names }: Exported, declarations: Declarations): readonly Entry[] {
  const tree = declarations.get(file);
  if (tree === undefined) throw new Error(`engine/${file} has no declarations`);
  const nodes = tree.statements.filter((node) => names.has(nameOf(node)));
  const passedOn = exportsOf(tree.text, posix.dirname(file)).flatMap((one) => {
    const wanted = new Set([...one.names].filter((name) => names.has(name)));
    return wanted.size === 0 ? [] : entriesOf({ file: one.file, names: wanted }, declarations);
  });
  return [...nodes.map(entryOf), ...passedOn];
}

function entryOf(node: ts.Statement): Entry {
  const throws = ts.getJSDocTags(node).filter((tag) => tag.tagName.text === 'throws');
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment;
  return {
    name: nameOf(node),
    code: codeOf(node),
    text: ts.getTextOfJSDocComment(comment)?.trim() ?? '',
    throws: throws.map((tag) => ts.getTextOfJSDocComment(tag.comment)?.trim() ?? ''),
  };
}

function nameOf(node: ts.Statement): string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0].name.getText();
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return isNamed ? (node.name?.text ?? '') : '';
}

function codeOf(node: ts.Statement): string {
  const code = node.getText().replace(/^export (declare )?/, '');
  const lines = code.split('\n').filter((line) => !/^ *#private;$/.test(line));
  return lines
    .map((line) => line.replace(/^( {4})+/, (pad) => pad.slice(pad.length / 2)))
    .join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeWhole(PAGE, formatEngineReference(engineChapters()));
}
