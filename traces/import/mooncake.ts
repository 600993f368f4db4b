import { openStream, uniform } from '../../engine/random.ts';
import { MILLISECOND } from '../../engine/units.ts';
import { type Imported, problemOf, refuse, shown, type TraceText } from '../problem.ts';
import type { RequestTrace } from './azure-llm-2023.ts';
import { describeJson, fieldOf, parseJson } from './json.ts';
import { paceNote } from './pace.ts';

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
  const twins = lines.filter((line, i) => i > 0 && line === lines[i - 1]).length;
  const smeared =
    step === 0
      ? []
      : [`times in batches ${step / 1000} s apart: smeared; gaps below that are made up`];
  return {
    value: { startsAt: 0, arrivals, sample },
    notes: [
      `${requests.length} requests`,
      paceNote(file.name, arrivals, 'milliseconds'),
      ...smeared,
      ...(twins === 0 ? [] : [`${twins} rows repeat the row above: kept, times are batched`]),
    ],
  };
}

function requestOf(file: string, row: number, line: string): Request {
  const read = (value: unknown, key: string, most: number): number => {
    const entry = fieldOf(value, key);
    const isNumber = typeof entry === 'number' && entry >= 0 && entry <= most;
    if (isNumber && (key === 'timestamp' || Number.isInteger(entry))) return entry;
    const found = `${key} ${describeJson(entry)}`;
    const kind = key === 'timestamp' ? 'a number' : 'a whole number';
    return refuse({ file, row, found, wanted: `${kind} from 0 to ${most}` });
  };
  const value = objectOf(file, row, line);
  return {
    atMs: read(value, 'timestamp', MOST_MS),
    context: read(value, 'input_length', MOST_TOKENS),
    generated: read(value, 'output_length', MOST_TOKENS),
  };
}

function objectOf(file: string, row: number, line: string): unknown {
  const wanted = 'one JSON object a line';
  try {
    return parseJson({ name: file, text: line }, wanted);
  } catch (error) {
    // Told with the line's own number; a repeated key says so itself.
    const found = problemOf(error)?.wanted === wanted ? shown(line) : problemOf(error)?.found;
    return refuse({ file, row, found: found ?? shown(line), wanted });
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
