import { openStream, uniform } from '../../engine/random.ts';
import { MILLISECOND } from '../../engine/units.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { RequestTrace } from './azure-llm-2023.ts';

const MOST_TOKENS = 10_000_000;
const MOST_MS = 1e10;

interface Request {
  readonly atMs: number;
  readonly context: number;
  readonly generated: number;
}

/**
 * A Mooncake request trace: one JSON object a line. Times were written in batches some seconds
 * apart; each batch is smeared evenly over the time up to the next, which a note tells: gaps
 * shorter than a batch are made up.
 */
export function importMooncake(file: TraceText): Imported<RequestTrace> {
  const lines = file.text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  if (lines.length === 0) {
    return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: 'JSON lines' });
  }
  const requests = lines.map((line, i) => requestOf(file.name, i + 1, line));
  checkOrder(file.name, requests);
  const { arrivals, step } = smear(requests.map(({ atMs }) => atMs));
  const sample = {
    context: requests.map(({ context }) => context),
    generated: requests.map(({ generated }) => generated),
  };
  const smeared =
    step === 0
      ? []
      : [`times in batches ${step / 1000} s apart: smeared; gaps below that are made up`];
  return {
    value: { startsAt: 0, arrivals, sample },
    notes: [`${requests.length} requests`, ...smeared],
  };
}

function requestOf(file: string, row: number, line: string): Request {
  const read = (value: unknown, key: string, most: number): number => {
    const entry = Object.entries(Object(value)).find(([name]) => name === key)?.[1];
    if (typeof entry === 'number' && entry >= 0 && entry <= most) return entry;
    const found = `${key} ${shown(String(entry))}`;
    return refuse({ file, row, found, wanted: `a number from 0 to ${most}` });
  };
  const value = objectOf(file, row, line);
  return {
    atMs: read(value, 'timestamp', MOST_MS),
    context: read(value, 'input_length', MOST_TOKENS),
    generated: read(value, 'output_length', MOST_TOKENS),
  };
}

function objectOf(file: string, row: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const wanted = 'one JSON object a line';
    return refuse({ file, row, found: shown(line), wanted });
  }
}

function checkOrder(file: string, requests: readonly Request[]): void {
  const wrong = requests.findIndex((one, i) => i > 0 && one.atMs < requests[i - 1].atMs);
  if (wrong < 0) return;
  const found = `timestamp ${requests[wrong].atMs}`;
  refuse({ file, row: wrong + 1, found, wanted: 'a time not before the row above' });
}

/** Microseconds after the first; `step` in ms is the usual distance of batches, 0 for none. */
function smear(times: readonly number[]): { arrivals: readonly number[]; step: number } {
  const batches = [...new Set(times)];
  const step = batches.length * 2 > times.length ? 0 : medianGap(batches);
  const stream = openStream(1, 'import/mooncake');
  const moved = times.map((time) => Math.round((time + step * uniform(stream, 0)) * MILLISECOND));
  const sorted = moved.sort((one, other) => one - other);
  return { arrivals: sorted.map((time) => time - sorted[0]), step };
}

function medianGap(batches: readonly number[]): number {
  const gaps = batches.slice(1).map((time, i) => time - batches[i]);
  return gaps.sort((one, other) => one - other)[gaps.length >> 1] ?? 0;
}
