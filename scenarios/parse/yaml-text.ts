import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Problem } from '../problem.ts';

const LARGEST_TEXT = 1_048_576;
const MOST_ALIASES = 32;
const DEEPEST = 24;
const MOST_TROUBLES = 20;

/** A place in the text; both numbers start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A document as plain values, which still knows where each of them stands. */
export interface YamlText {
  readonly value: unknown;
  /** Where the value at a path begins, or the nearest part of the path that exists. */
  locate(path: readonly PropertyKey[]): Position;
  /** Where a key stands. */
  locateKey(path: readonly PropertyKey[]): Position;
  /** The scalar at a path as it is written, if one is there. */
  written(path: readonly PropertyKey[]): string | undefined;
}

/** Reads one YAML 1.2 document, or says everything that keeps it from being read. */
export function readYaml(
  text: string,
  file: string,
): { readonly yaml: YamlText } | { readonly problems: readonly Problem[] } {
  const refused = refuseText(text, file);
  if (refused !== undefined) return { problems: [refused] };
  const lines = new LineCounter();
  const at = (offset: number): Position => positionOf(lines, offset);
  try {
    const document = parseDocument(text, { ...OPTIONS, lineCounter: lines });
    const said = [...document.errors, ...document.warnings];
    const troubles = said.length > 0 ? said : forbiddenIn(document);
    const problems = troubles.slice(0, MOST_TROUBLES).map(({ message, pos }) => ({
      file,
      ...at(pos[0]),
      path: '',
      ...wordTrouble(message),
    }));
    if (problems.length > 0) return { problems };
    return { yaml: createYamlText(document, at) };
  } catch (trouble) {
    const message = trouble instanceof Error ? trouble.message : String(trouble);
    return { problems: [{ file, line: 1, column: 1, path: '', ...wordTrouble(message) }] };
  }
}

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  strict: true,
  uniqueKeys: true,
  stringKeys: true,
  merge: false,
  prettyErrors: false,
  // Silent would also drop the complaint about a second document.
  logLevel: 'error',
} as const;

function refuseText(text: string, file: string): Problem | undefined {
  const refuse = (offset: number, found: string, wanted: string): Problem => {
    const before = text.slice(0, offset).split('\n');
    const column = before[before.length - 1].length + 1;
    return { file, line: before.length, column, path: '', found, wanted };
  };
  if (text.length > LARGEST_TEXT) {
    return refuse(0, `${text.length} characters`, `at most ${LARGEST_TEXT} characters`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.exec(text);
  if (control === null) return undefined;
  const code = text.charCodeAt(control.index).toString(16).toUpperCase().padStart(4, '0');
  return refuse(control.index, `the character U+${code}`, 'a text file in UTF-8');
}

interface Trouble {
  readonly message: string;
  readonly pos: readonly [number, number];
}

function forbiddenIn(document: Document.Parsed): readonly Trouble[] {
  const troubles: Trouble[] = [];
  let aliases = 0;
  visit(document, (_, node, ancestors) => {
    const start = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    if (isAlias(node)) aliases += 1;
    if (isScalar(node) && node.value === '__proto__') {
      troubles.push({ message: 'reserved name', pos: [start, start] });
    }
    // The parser takes the standard tags in silence; a scenario needs none.
    if (isNode(node) && !isAlias(node) && node.tag !== undefined) {
      troubles.push({ message: 'Needless tag', pos: [start, start] });
    }
    const isTooMany = isAlias(node) && aliases === MOST_ALIASES + 1;
    if (isTooMany)
      troubles.push({ message: `more than ${MOST_ALIASES} aliases`, pos: [start, start] });
    if (ancestors.filter(isCollection).length <= DEEPEST) return undefined;
    troubles.push({ message: `nesting deeper than ${DEEPEST}`, pos: [start, start] });
    return visit.BREAK;
  });
  return troubles;
}

const WANTED: readonly (readonly [RegExp, string, string])[] = [
  [/^Map keys must be unique/, 'a key that stands here twice', 'each key once'],
  [/tab/i, 'a tab in the indentation', 'spaces'],
  [/^Source contains multiple documents/, 'a second document', 'one document per file'],
  [/^(Unresolved|Needless) tag/, 'a tag', 'plain values without tags'],
  [/^more than .* aliases/, `more than ${MOST_ALIASES} aliases`, 'values written out'],
  [/^Excessive alias/, 'aliases of aliases', 'values written out'],
  // The parser recurses: thousands of open brackets exhaust its stack.
  [/call stack/, 'values nested too deeply', `at most ${DEEPEST} levels`],
  [/^reserved name/, 'the name __proto__', 'another name'],
  [/^nesting deeper/, 'values nested too deeply', `at most ${DEEPEST} levels`],
  [/^Unresolved alias/, 'an alias of nothing', 'an anchor of that name before it'],
];

function wordTrouble(message: string): { readonly found: string; readonly wanted: string } {
  const known = WANTED.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return { found: known[1], wanted: known[2] };
  const [firstLine] = message.split('\n');
  return { found: 'text that is not YAML', wanted: `YAML (${firstLine})` };
}

function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function createYamlText(document: Document.Parsed, at: (offset: number) => Position): YamlText {
  return {
    value: document.toJS({ maxAliasCount: MOST_ALIASES * 4 }),
    locate: (path) => at(deepest(document, path).offset),
    locateKey: (path) => at(deepest(document, path).keyOffset),
    written: (path) => {
      const { node, isWhole } = deepest(document, path);
      return isWhole && isScalar(node) ? writtenOf(node) : undefined;
    },
  };
}

// Quotes are shown: "0.2" and 0.2 are different values.
function writtenOf({ source, type }: Scalar): string | undefined {
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? `"${source ?? ''}"` : source;
}

interface Found {
  readonly node: unknown;
  readonly offset: number;
  readonly keyOffset: number;
  /** Whether the whole path was found. */
  readonly isWhole: boolean;
}

function deepest(document: Document.Parsed, path: readonly PropertyKey[]): Found {
  const start = offsetOf(document.contents) ?? 0;
  const root: Found = { node: document.contents, offset: start, keyOffset: start, isWhole: true };
  return path.reduce(
    (found: Found, key) => (found.isWhole ? step(document, found, key) : found),
    root,
  );
}

function step(document: Document.Parsed, from: Found, key: PropertyKey): Found {
  const node = isAlias(from.node) ? from.node.resolve(document) : from.node;
  if (isSeq(node)) return enter(from, node.items[Number(key)], undefined);
  const pair = isMap(node) ? node.items.find((item) => keyOf(item) === key) : undefined;
  return pair === undefined ? { ...from, isWhole: false } : enter(from, pair.value, pair.key);
}

function enter(from: Found, value: unknown, key: unknown): Found {
  if (value === undefined) return { ...from, isWhole: false };
  const keyOffset = offsetOf(key) ?? offsetOf(value) ?? from.keyOffset;
  return { node: value, offset: offsetOf(value) ?? keyOffset, keyOffset, isWhole: true };
}

function keyOf(item: Pair): unknown {
  return isPair(item) && isScalar(item.key) ? item.key.value : undefined;
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
