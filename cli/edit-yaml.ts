import type { Node, Pair, YAMLMap } from 'yaml';
import { isCollection, isMap, isNode, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import { readYaml } from '../scenarios/parse/yaml-text.ts';

/** One `PATH=VALUE` of the command line, and what to call it in a message. */
export interface Edit {
  readonly label: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A text some of whose lines were changed, and where each line stood before (1 first). */
export interface EditedText {
  readonly text: string;
  readonly origins: readonly number[];
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Reads `players.session.weibull.shape=0.6`: dots part the keys, the value is YAML. */
export function parseEdit(given: string): Edit | { readonly wanted: string } {
  const at = given.indexOf('=');
  const path = given
    .slice(0, at)
    .split('.')
    .map((key) => key.trim());
  if (at < 1 || path.some((key) => key === '')) {
    return { wanted: 'PATH=VALUE, for example players.match.players=4' };
  }
  const read = readYaml(given.slice(at + 1), '--set');
  if ('yaml' in read) return { label: `--set ${cut(given)}`, path, value: read.yaml.value };
  const [{ found, wanted }] = read.problems;
  const example = 'a YAML value after "=", for example "60 s" or { mean: 60 s }';
  return { wanted: `${example}; found ${found}, wanted ${wanted}` };
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/**
 * Puts the edits into YAML text in place, so that comments and lines stay where they are. Text that
 * is no YAML mapping comes back untouched: the parser has better words for what is wrong with it.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  const origins = text.split('\n').map((_, index) => index + 1);
  return edits.reduce<EditedText>(applyEdit, { text, origins });
}

function applyEdit(edited: EditedText, edit: Edit): EditedText {
  const document = parseDocument(edited.text);
  if (document.errors.length > 0) return edited;
  const splice = spliceFor(edited.text, document.contents, edit);
  return splice === undefined ? edited : insert(edited, splice);
}

function insert({ text, origins }: EditedText, { start, end, text: added }: Splice): EditedText {
  const first = countLines(text.slice(0, start));
  const removed = countLines(text.slice(start, end));
  const lines = Array.from({ length: countLines(added) + 1 }, () => origins[first]);
  return {
    text: text.slice(0, start) + added + text.slice(end),
    origins: [...origins.slice(0, first), ...lines, ...origins.slice(first + removed + 1)],
  };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** Follows the path as far as it exists; what is missing is added to the last mapping found. */
function spliceFor(text: string, node: unknown, edit: Edit): Splice | undefined {
  const [key, ...rest] = edit.path;
  const child = childOf(node, key);
  if (child === undefined) {
    return isMap(node) ? addition(text, node, { key, value: nest(rest, edit.value) }) : undefined;
  }
  const goesOn = rest.length > 0 && isCollection(child) && child.items.length > 0;
  if (goesOn) return spliceFor(text, child, { ...edit, path: rest });
  return replacement(text, child, nest(rest, edit.value));
}

function childOf(node: unknown, key: string): Node | undefined {
  const child = isSeq(node) ? node.items[Number(key)] : pairOf(node, key)?.value;
  return isNode(child) ? child : undefined;
}

function pairOf(node: unknown, key: string): Pair | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
}

function replacement(text: string, node: Node, value: unknown): Splice | undefined {
  if (!node.range) return undefined;
  const [start, end] = node.range;
  const old = text.slice(start, end).trimEnd();
  // An absent value stands right behind its colon.
  const gap = old === '' && !/\s/.test(text[start - 1] ?? ' ') ? ' ' : '';
  return { start, end: start + old.length, text: gap + formatInline(value) };
}

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

function addition(text: string, map: YAMLMap, { key, value }: Entry): Splice | undefined {
  if (!map.range) return undefined;
  const entry = `${formatKey(key)}: ${formatInline(value)}`;
  const [start] = map.range;
  if (map.flow) {
    const at = start + 1;
    return { start: at, end: at, text: map.items.length > 0 ? ` ${entry},` : ` ${entry} ` };
  }
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  return { start, end: start, text: `${entry}\n${' '.repeat(indent)}` };
}

function formatKey(key: string): string {
  return /^[A-Za-z][\w -]*$/.test(key) ? key : JSON.stringify(key);
}

/** On one line and with every text quoted: fit for any place in a YAML document. */
function formatInline(value: unknown): string {
  const options = {
    collectionStyle: 'flow',
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  } as const;
  return stringify(value, options).trimEnd();
}
