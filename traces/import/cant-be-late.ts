import { SECOND } from '../../engine/units.ts';
import { type Imported, refuse, type TraceText } from '../problem.ts';
import type { Series } from '../series.ts';
import { withoutRepeats } from '../series-ops.ts';
import { describeJson as describe, fieldOf, parseJson } from './json.ts';

// Published ticks are 600 s apart. An instance takes longer than 10 s to be had, and a quarter of a
// day is more than a usual run: what lies outside is minutes or milliseconds.
const leastGap = 10.5;
const mostGap = 21_600;

/** Ticks of one file as published. */
export interface TickFile {
  readonly gapSeconds: number;
  /** Share of the nodes asked for that could be had: 0 or 1 when it was one. */
  readonly ticks: readonly number[];
  /** The longer recording this is a window of, and the window's first tick in it. */
  readonly window?: { readonly of: string; readonly start: number };
}

/**
 * One file of ticks as a step series that starts again at its end. `nodes` is how many instances
 * were asked for at once: the file then counts how many of them could be had.
 */
export function importCantBeLate(file: TraceText, nodes = 1): Imported<Series> {
  const { gapSeconds, ticks } = readTickFile(file, nodes);
  const gap = Math.round(gapSeconds * SECOND);
  const series = withoutRepeats({
    name: baseName(file.name),
    unit: '1',
    times: ticks.map((_, i) => i * gap),
    values: ticks,
    span: ticks.length * gap,
    end: 'repeat',
  });
  const up = ticks.reduce((sum, tick) => sum + tick, 0);
  const share = (up / ticks.length).toFixed(3);
  const note = `${series.name}: ${ticks.length} ticks of ${gapSeconds} s, available ${share}`;
  return { value: series, notes: [note] };
}

/** Ticks of one file and which part of which recording they are. */
export function readTickFile(file: TraceText, nodes = 1): TickFile {
  const root = parseJson(file, 'a JSON object with metadata.gap_seconds and data');
  const read = readTicks(file, root, nodes);
  const of = fieldOf(root, 'original_trace');
  const start = fieldOf(fieldOf(root, 'metadata'), 'start_time');
  if (typeof of !== 'string' || typeof start !== 'number') return read;
  return { ...read, window: { of, start } };
}

function readTicks(file: TraceText, root: unknown, nodes: number): TickFile {
  const gapSeconds = fieldOf(fieldOf(root, 'metadata'), 'gap_seconds');
  const isGap = typeof gapSeconds === 'number' && gapSeconds >= leastGap && gapSeconds <= mostGap;
  if (!isGap) {
    const found = `metadata.gap_seconds ${describe(gapSeconds)}`;
    const wanted = `seconds between ticks, ${leastGap} to ${mostGap}`;
    return refuse({ file: file.name, row: 1, found, wanted });
  }
  const ticks = fieldOf(root, 'data');
  if (!Array.isArray(ticks) || ticks.length < 2) {
    const found = `data ${describe(ticks)}`;
    return refuse({ file: file.name, row: 1, found, wanted: 'an array of two or more numbers' });
  }
  checkCount(file, fieldOf(root, 'metadata'), ticks.length);
  return { gapSeconds, ticks: ticks.map((tick, i) => checkTick(file, tick, i, nodes)) };
}

// Both are counts of ticks from the start of the original recording.
function checkCount(file: TraceText, metadata: unknown, ticks: number): void {
  const [start, end] = ['start_time', 'end_time'].map((name) => fieldOf(metadata, name));
  if (start === undefined && end === undefined) return;
  const isSound = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (isSound && Number(end) - Number(start) === ticks) return;
  const found = `start_time ${describe(start)}, end_time ${describe(end)} for ${ticks} ticks`;
  const wanted = 'whole numbers, the second as far above the first as there are ticks';
  refuse({ file: file.name, row: 1, found, wanted });
}

function checkTick(file: TraceText, tick: unknown, at: number, nodes: number): number {
  const isCount = typeof tick === 'number' && Number.isInteger(tick) && tick >= 0;
  if (isCount && tick <= nodes) return tick / nodes;
  const found = `data[${at}] ${describe(tick)}`;
  const wanted =
    nodes === 1
      ? '0 or 1 (where several nodes were counted, select how many were asked for)'
      : `a whole number from 0 to ${nodes}`;
  return refuse({ file: file.name, row: 1, found, wanted });
}

function baseName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return file.replace(/\.gz$/, '').replace(/\.json$/, '');
}
