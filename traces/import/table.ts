import { parse } from 'csv-parse/sync';
import { problemOf, refuse, shown, type TraceText } from '../problem.ts';

/** One data row of a CSV file: its line in the file and the cells of the wanted columns. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly columns: ReadonlyMap<string, number>;
  readonly cells: readonly string[];
}

/** Rows of a CSV file with a header that has at least the wanted columns; refuses anything else. */
export function parseTable(file: TraceText, wanted: readonly string[]): readonly Row[] {
  const table: Table = {
    file: file.name,
    columns: new Map(wanted.map((name, i) => [name, i])),
    header: [],
    places: [],
    rows: [],
  };
  readRecords(file, table);
  if (table.header.length === 0) {
    return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: columns(wanted) });
  }
  if (table.rows.length === 0) {
    return refuse({ file: file.name, row: 2, found: 'no data row', wanted: 'at least one' });
  }
  return table.rows;
}

// Only the wanted cells of a record are kept: a file holds many more.
interface Table {
  readonly file: string;
  readonly columns: ReadonlyMap<string, number>;
  header: readonly string[];
  /** Where the wanted columns stand in a record. */
  places: readonly number[];
  readonly rows: Row[];
}

function readRecords(file: TraceText, table: Table): void {
  const keep = (record: readonly string[], { lines }: { readonly lines: number }): null => {
    if (table.header.length === 0) openTable(table, record);
    else table.rows.push(rowOf(table, record, lines));
    return null;
  };
  try {
    parse(file.text, { ...options, on_record: keep });
  } catch (error) {
    if (problemOf(error) !== undefined) throw error;
    refuseBroken(file, error);
  }
}

function refuseBroken(file: TraceText, error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const found = 'a quote that is never closed';
    return refuse({
      file: file.name,
      row: lineOfOpenQuote(file.text),
      found,
      wanted: 'a CSV file',
    });
  }
  const found = error instanceof Error ? error.message : String(error);
  return refuse({ file: file.name, row: lineOf(error), found: shown(found), wanted: 'a CSV file' });
}

// A doubled quote closes and opens again; the last one to open is the one left open.
function lineOfOpenQuote(text: string): number {
  const quotes = [...text.matchAll(/"/g)];
  const at = quotes[quotes.length - 1]?.index ?? 0;
  return text.slice(0, at).split(/\r\n?|\n/).length;
}

/** Cell of a column as it stands; the column must be among those the table was parsed with. */
export function textIn(row: Row, column: string): string {
  return row.cells[row.columns.get(column) ?? -1] ?? '';
}

/** Cell of a column as a number within bounds; refuses words, blanks, NaN and what is outside. */
export function numberIn(row: Row, column: string, least: number, most: number): number {
  const text = textIn(row, column).trim();
  const value = parseNumber(text);
  if (value !== undefined && value >= least && value <= most) return value;
  const wanted = `a number from ${least} to ${most}`;
  return refuse({ file: row.file, row: row.line, found: `${column} ${shown(text)}`, wanted });
}

/** Cell of a column as a whole number within bounds; refuses all others. */
export function wholeIn(row: Row, column: string, least: number, most: number): number {
  const value = numberIn(row, column, least, most);
  if (Number.isInteger(value)) return value;
  const found = `${column} ${value}`;
  return refuse({ file: row.file, row: row.line, found, wanted: 'a whole number' });
}

/** A plain decimal number with an optional exponent; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

const options = {
  bom: true,
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  skip_empty_lines: true,
};

function lineOf(error: unknown): number {
  if (!(error instanceof Error) || !('lines' in error)) return 0;
  return typeof error.lines === 'number' ? error.lines : 0;
}

function openTable(table: Table, header: readonly string[]): void {
  const wanted = [...table.columns.keys()];
  if (wanted.some((name) => !header.includes(name))) {
    const found = `the header ${shown(header.join(','))}${lookOf(header)}`;
    refuse({ file: table.file, row: 1, found, wanted: columns(wanted) });
  }
  const twice = wanted.find((name) => header.indexOf(name) !== header.lastIndexOf(name));
  if (twice !== undefined) {
    const found = `the column ${shown(twice)} twice`;
    refuse({ file: table.file, row: 1, found, wanted: 'each wanted column once' });
  }
  table.header = header;
  table.places = wanted.map((name) => header.indexOf(name));
}

function rowOf(table: Table, record: readonly string[], line: number): Row {
  const { file, header, places } = table;
  if (record.length !== header.length) {
    const found = countOf(record.length);
    return refuse({ file, row: line, found, wanted: countOf(header.length) });
  }
  if (record[places[0]] === header[places[0]] && record.every((cell, i) => cell === header[i])) {
    const wanted = 'a row of data (are these several files in one?)';
    refuse({ file, row: line, found: 'the header again', wanted });
  }
  return { file, line, columns: table.columns, cells: places.map((place) => record[place]) };
}

function countOf(columns: number): string {
  return columns === 1 ? '1 column' : `${columns} columns`;
}

function columns(wanted: readonly string[]): string {
  return `a header with ${wanted.join(',')}`;
}

// One column of each format's header that no other format has.
const tells: readonly (readonly [string, string])[] = [
  ['ContextTokens', 'azure-llm-2023'],
  ['zone_datetime', 'electricitymap-live'],
  ['Datetime (UTC)', 'electricitymaps-yearly'],
  ['UTC time', 'carboncast'],
  ['avg_CI', 'eia-mix'],
  ['sending_region', 'gcp-rtt'],
];

function lookOf(header: readonly string[]): string {
  const tell = tells.find(([column]) => header.includes(column));
  return tell === undefined ? '' : `, which looks like ${tell[1]}`;
}
