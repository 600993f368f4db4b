import { SECOND, type SimTime } from '../../engine/units.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { TokenSample } from '../series.ts';
import { parseUtc } from '../utc.ts';
import { paceNote } from './pace.ts';
import { parseTable, type Row, textIn, wholeIn } from './table.ts';

/** Recorded inference requests: when they came and how big they were, row by row. */
export interface RequestTrace {
  /** Unix seconds of the first request. */
  readonly startsAt: number;
  /** Microseconds after the first request, ascending. */
  readonly arrivals: readonly SimTime[];
  readonly sample: TokenSample;
}

const mostTokens = 10_000_000;

/**
 * The Azure conversation or code trace of 2023; its 100 ns digits are rounded to microseconds. A
 * row that repeats the one above in all of them is left out with a note: the published files have
 * none.
 */
export function importAzureLlm2023(file: TraceText): Imported<RequestTrace> {
  const all = parseTable(file, ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens']);
  const rows = withoutTwins(all);
  const startsAt = secondsOf(rows[0]).whole;
  const first = microsecondsSince(rows[0], startsAt);
  const arrivals: number[] = [];
  for (const row of rows) {
    const arrival = microsecondsSince(row, startsAt) - first;
    if (arrival < (arrivals.at(-1) ?? 0)) return refuseOrder(row);
    arrivals.push(arrival);
  }
  const sample = {
    context: rows.map((row) => wholeIn(row, 'ContextTokens', 0, mostTokens)),
    generated: rows.map((row) => wholeIn(row, 'GeneratedTokens', 0, mostTokens)),
  };
  const value = { startsAt: startsAt + first / SECOND, arrivals, sample };
  const pace = paceNote(file.name, arrivals, 'UTC with seven decimals of the second');
  return { value, notes: [`${rows.length} requests`, pace, ...twinNote(all, rows)] };
}

/** Rows that differ from the row above in a wanted column. */
export function withoutTwins(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ cells }, i) => {
    return i === 0 || cells.some((cell, place) => cell !== rows[i - 1].cells[place]);
  });
}

/** How many rows repeated the one above, in words; nothing when none did. */
export function twinNote(all: readonly Row[], kept: readonly Row[]): readonly string[] {
  const twins = all.length - kept.length;
  return twins === 0 ? [] : [`${twins} rows repeat the row above in every digit: left out`];
}

// Unix seconds with seven decimals do not fit a float, so whole and fraction stay apart.
function secondsOf(row: Row): { readonly whole: number; readonly microseconds: number } {
  const text = textIn(row, 'TIMESTAMP');
  const [clock, digits] = text.split('.');
  const whole = parseUtc(clock);
  if (whole !== undefined && parseUtc(text) !== undefined) {
    return { whole, microseconds: Math.round(Number(`0.${digits ?? 0}`) * SECOND) };
  }
  const wanted = 'a UTC time such as 2023-11-16 18:15:46.6805900';
  return refuse({ file: row.file, row: row.line, found: `TIMESTAMP ${shown(text)}`, wanted });
}

function microsecondsSince(row: Row, start: number): number {
  const { whole, microseconds } = secondsOf(row);
  return (whole - start) * SECOND + microseconds;
}

function refuseOrder(row: Row): never {
  const found = `TIMESTAMP ${shown(textIn(row, 'TIMESTAMP'))}`;
  const wanted = 'a time not before the row above';
  return refuse({ file: row.file, row: row.line, found, wanted });
}
