import { refuse, type TraceText } from '../problem.ts';
import { readSlices } from './netlatency.ts';

/** What one device read of one other, sweep by sweep, in the order of time. */
export interface LinkReadings {
  readonly from: number;
  readonly to: number;
  /** Round trips, seconds, above 0. */
  readonly readings: readonly number[];
  /** Slice in which each of them was first seen, counted from 0. */
  readonly slices: readonly number[];
}

/** Every link of the Seattle devices with what was read of it. */
export interface SeattleReadings {
  readonly devices: number;
  readonly slices: number;
  /** Mean number of slices from one sweep of a device to its next. */
  readonly slicesPerSweep: number;
  readonly links: readonly LinkReadings[];
  readonly notes: readonly string[];
}

const numbered = /SeattleData_(\d+)(\.gz)?$/;

/**
 * Seattle slices as readings. A device reads all others in one sweep, every fifth slice or so; in
 * between the files repeat its row. A row that differs from the slice before is a sweep, all others
 * are repeats and are left out: counted as readings they would look like memory.
 */
export function importSeattleReadings(files: readonly TraceText[]): SeattleReadings {
  const ordered = inOrder(files);
  const slices = readSlices(ordered);
  const devices = slices[0].length;
  const sweeps = Array.from({ length: devices }, (_, from) => sweepsOf(slices, from));
  const links = sweeps.flatMap((times, from) =>
    slices[0].flatMap((_, to) => (to === from ? [] : [readingsOf(slices, times, { from, to })])),
  );
  const count = sweeps.reduce((sum, times) => sum + times.length, 0);
  const rows = devices * slices.length;
  const notes = [
    `${count} sweeps in ${rows} rows of ${slices.length} slices; ${rows - count} repeat the row ` +
      'before and are left out',
    ...missingNote(ordered),
  ];
  return { devices, slices: slices.length, slicesPerSweep: rows / count, links, notes };
}

// A folder lists slice 10 before slice 2; sweeps are told by what came before.
function inOrder(files: readonly TraceText[]): readonly TraceText[] {
  const sorted = [...files].sort((a, b) => numberOf(a) - numberOf(b));
  const twice = sorted.find((file, i) => i > 0 && numberOf(file) === numberOf(sorted[i - 1]));
  if (twice === undefined) return sorted;
  const found = `slice ${numberOf(twice)} a second time`;
  return refuse({ file: twice.name, row: 0, found, wanted: 'each slice once' });
}

function numberOf(file: TraceText): number {
  const match = numbered.exec(file.name);
  if (match !== null) return Number(match[1]);
  const wanted = 'SeattleData_<n>: the numbers tell the order of time';
  return refuse({ file: file.name, row: 0, found: 'a name without number', wanted });
}

/** How many slices are missing between the first and the last by number; nothing when none is. */
export function missingNote(files: readonly TraceText[]): readonly string[] {
  const ordered = inOrder(files);
  const first = numberOf(ordered[0]);
  const last = numberOf(ordered[ordered.length - 1]);
  const missing = last - first + 1 - ordered.length;
  return missing === 0 ? [] : [`${missing} slices missing between ${first} and ${last}`];
}

function sweepsOf(slices: readonly Matrix[], from: number): readonly number[] {
  return slices.flatMap((slice, at) => {
    const isRepeat = at > 0 && slice[from].every((cell, to) => cell === slices[at - 1][from][to]);
    return isRepeat ? [] : [at];
  });
}

type Matrix = readonly (readonly number[])[];

function readingsOf(
  slices: readonly Matrix[],
  times: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): LinkReadings {
  const seen = times.filter((at) => slices[at][from][to] > 0);
  return { from, to, readings: seen.map((at) => slices[at][from][to]), slices: seen };
}
