/**
 * A sketch as the rows of a table, ready for JSON or CSV. Every border is one of the sketch's own,
 * so no count is split or guessed.
 */
import { badArgument } from './errors.ts';
import { exp, log } from './math.ts';
import { edgeOf, type Sketch } from './sketch.ts';

/** Whole numbers from `from` up to, and not including, `below`. */
export interface HistogramRow {
  readonly from: number;
  readonly below: number;
  readonly count: number;
  /** Share of all values that lie under `below`; 1 in the last row. */
  readonly shareBelow: number;
}

/** Buckets of about equal width, or of about equal ratio. */
export type Spacing = 'linear' | 'logarithmic';

/** The cells that hold something, lowest first; none for an empty sketch. */
export function cellRows(sketch: Sketch): HistogramRow[] {
  const rows: HistogramRow[] = [];
  let seen = 0;
  for (let cell = 0; cell < sketch.cells.length; cell++) {
    const count = sketch.cells[cell];
    if (count === 0) continue;
    seen += count;
    const [from, below] = [edgeOf(cell), edgeOf(cell + 1)];
    rows.push({ from, below, count, shareBelow: seen / sketch.count });
  }
  return rows;
}

/**
 * The same in at most this many adjoining buckets, empty ones between others included. A wanted
 * border moves up to the next border of a cell, and buckets that fall together become one; with
 * logarithmic spacing values of 0 stand in a bucket of their own besides.
 *
 * @throws EngineError `bad-argument` for buckets that are not a whole number from 1.
 */
export function bucketRows(sketch: Sketch, buckets: number, spacing: Spacing): HistogramRow[] {
  if (!(Number.isSafeInteger(buckets) && buckets >= 1)) {
    throw badArgument('buckets', buckets, 'a whole number, at least 1');
  }
  if (sketch.count === 0) return [];
  const first = sketch.cells.findIndex((count) => count > 0);
  const last = sketch.cells.findLastIndex((count) => count > 0);
  const range = { from: edgeOf(first), below: edgeOf(last + 1), buckets };
  const borders = spacing === 'linear' ? linearBorders(range) : logarithmicBorders(range);
  return closeRows(sketch, first, last, borders);
}

/** What is to be divided, and into how many parts. */
interface Range {
  readonly from: number;
  readonly below: number;
  readonly buckets: number;
}

function linearBorders({ from, below, buckets }: Range): number[] {
  const width = (below - from) / buckets;
  return Array.from({ length: buckets }, (_, i) => from + (i + 1) * width);
}

function logarithmicBorders({ from, below, buckets }: Range): number[] {
  // Nothing is a multiple of 0: its bucket ends at 1, and the rest begins there.
  if (from === 0) return [1, ...logarithmicBorders({ from: 1, below, buckets })];
  const step = log(below / from) / buckets;
  return Array.from({ length: buckets }, (_, i) => from * exp((i + 1) * step));
}

/** One row for each wanted border, closed at the first cell that reaches it. */
function closeRows(
  sketch: Sketch,
  first: number,
  last: number,
  borders: readonly number[],
): HistogramRow[] {
  const rows: HistogramRow[] = [];
  let [from, count, seen, next] = [edgeOf(first), 0, 0, 0];
  for (let cell = first; cell <= last; cell++) {
    count += sketch.cells[cell];
    const below = edgeOf(cell + 1);
    if (below < borders[next] && cell < last) continue;
    seen += count;
    rows.push({ from, below, count, shareBelow: seen / sketch.count });
    [from, count] = [below, 0];
    while (borders[next] <= below) next++;
  }
  return rows;
}
