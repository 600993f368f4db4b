import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import { parseNumber } from './table.ts';

/** A graph as its edges; vertices count from 0. */
export interface EdgeList {
  readonly vertices: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly weights: readonly number[];
}

const MOST_VERTICES = 100_000;
const HEADER = 'a first line "VERTICES EDGES"';

/**
 * Reads a graph of the G-set (first line `vertices edges`, then `from to weight`, counted from 1;
 * generator rudy, Helmberg and Rendl 2000) or of DIMACS colouring (`p edge vertices edges`, then
 * `e from to`). What is cut short, repeated, out of range or counted from 0 is refused.
 */
export function importGraph(file: TraceText): Imported<EdgeList> {
  const notes: string[] = [];
  const lines = linesOf(file, notes);
  const header = headerOf(file, lines[0], notes);
  const reading: Reading = { ...header, from: [], to: [], weights: [], seen: new Set() };
  for (const line of lines.slice(1)) readEdge(file, line, reading);
  if (reading.from.length !== header.edges) {
    const found = `${reading.from.length} edges`;
    const wanted = `${header.edges}, as line ${lines[0].row} says (is the file whole?)`;
    refuse({ file: file.name, row: 0, found, wanted });
  }
  const { vertices, from, to, weights } = reading;
  return { value: { vertices, from, to, weights }, notes };
}

interface Line {
  readonly row: number;
  readonly words: readonly string[];
}

interface Header {
  readonly vertices: number;
  readonly edges: number;
}

interface Reading extends Header {
  readonly from: number[];
  readonly to: number[];
  readonly weights: number[];
  readonly seen: Set<number>;
}

function linesOf(file: TraceText, notes: string[]): readonly Line[] {
  const hasMark = file.text.charCodeAt(0) === 0xfeff;
  if (hasMark) notes.push('a byte order mark was skipped');
  const text = hasMark ? file.text.slice(1) : file.text;
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, place) => ({ row: place + 1, words: line.trim().split(/\s+/) }))
    .filter(({ words }) => words[0] !== '' && words[0] !== 'c');
  if (lines.length > 0) return lines;
  return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: HEADER });
}

function headerOf(file: TraceText, { row, words }: Line, notes: string[]): Header {
  const isDimacs = words[0] === 'p';
  const [first, second, ...rest] = isDimacs ? words.slice(2) : words;
  const vertices = parseNumber(first ?? '');
  const edges = parseNumber(second ?? '');
  const isWhole = Number.isInteger(vertices) && Number.isInteger(edges);
  const hasEdge = rest.length === 1 && parseNumber(rest[0]) !== undefined;
  if (!isWhole || vertices === undefined || edges === undefined || hasEdge) {
    return refuse({ file: file.name, row, found: shown(words.join(' ')), wanted: HEADER });
  }
  if (vertices < 1 || vertices > MOST_VERTICES || edges < 0) {
    const wanted = `1 to ${MOST_VERTICES} vertices`;
    return refuse({ file: file.name, row, found: shown(words.join(' ')), wanted });
  }
  if (rest.length > 0) notes.push(`line ${row}: ${shown(rest.join(' '))} was skipped`);
  return { vertices, edges };
}

function readEdge(file: TraceText, { row, words }: Line, reading: Reading): void {
  const cells = words[0] === 'e' ? [...words.slice(1), '1'] : words;
  const fault = (found: string, wanted: string): never =>
    refuse({ file: file.name, row, found, wanted });
  if (cells.length !== 3) fault(shown(words.join(' ')), 'two vertices and a weight');
  const [from, to, weight] = cells.map(
    (cell) => parseNumber(cell) ?? fault(shown(cell), 'a number'),
  );
  for (const vertex of [from, to]) {
    if (Number.isInteger(vertex) && vertex >= 1 && vertex <= reading.vertices) continue;
    const hint = vertex === 0 ? ' (does the file count from 0?)' : '';
    fault(`vertex ${vertex}`, `1 to ${reading.vertices}${hint}`);
  }
  if (from === to) fault(`an edge from ${from} to itself`, 'two vertices');
  const key = Math.min(from, to) * (reading.vertices + 1) + Math.max(from, to);
  if (reading.seen.has(key)) fault(`the edge ${from} ${to} again`, 'each edge once');
  reading.seen.add(key);
  reading.from.push(from - 1);
  reading.to.push(to - 1);
  reading.weights.push(weight);
}
