import { parse } from 'csv-parse/sync';
import { refuse, shown, type TraceText } from '../problem.ts';

/** One data row of a CSV file: its line in the file and its cells by column name. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Rows of a CSV file with a header that has at least the wanted columns; refuses anything else. */
export function parseTable(file: TraceText, wanted: readonly string[]): readonly Row[] {
  const [header, ...lines] = parseLines(file);
  if (header === undefined) {
    return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: columns(wanted) });
  }
  const missing = wanted.find((name) => !header.record.includes(name));
  if (missing !== undefined) {
    const found = `the header ${shown(header.record.join(','))}`;
    return refuse({ file: file.name, row: 1, found, wanted: columns(wanted) });
  }
  if (lines.length === 0) {
    return refuse({ file: file.name, row: 2, found: 'no data row', wanted: 'at least one' });
  }
  return lines.map((line) => rowOf(file.name, header.record, line));
}

/** Cell of a column as it stands; the column must be among those the table was parsed with. */
export function textIn(row: Row, column: string): string {
  return row.cells.get(column) ?? '';
}

/** Cell of a column as a number within bounds; refuses words, blanks, NaN and what is outside. */
export function numberIn(row: Row, column: string, least: number, most: number): number {
  const text = textIn(row, column).trim();
  const value = parseNumber(text);
  if (value !== undefined && value >= least && value <= most) return value;
  const wanted = `a number from ${least} to ${most}`;
  return refuse({ file: row.file, row: row.line, found: `${column} ${shown(text)}`, wanted });
}

/** A plain decimal number with an optional exponent; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function parseLines(file: TraceText): readonly Line[] {
  try {
    const lines: readonly unknown[] = parse(file.text, options);
    return lines.filter(isLine);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return refuse({ file: file.name, row: lineOf(error), found, wanted: 'a CSV file' });
  }
}

const options = {
  bom: true,
  info: true,
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  skip_empty_lines: true,
};

// The package types rows without the place that `info` adds to them.
function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 'record' in value && 'info' in value;
}

function lineOf(error: unknown): number {
  if (!(error instanceof Error) || !('lines' in error)) return 0;
  return typeof error.lines === 'number' ? error.lines : 0;
}

function rowOf(file: string, header: readonly string[], { record, info }: Line): Row {
  if (record.length !== header.length) {
    const found = `${record.length} columns`;
    return refuse({ file, row: info.lines, found, wanted: `${header.length} columns` });
  }
  return { file, line: info.lines, cells: new Map(header.map((name, i) => [name, record[i]])) };
}

function columns(wanted: readonly string[]): string {
  return `a header with ${wanted.join(',')}`;
}
