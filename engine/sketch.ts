/**
 * Quantiles of whole numbers (microseconds, tokens) in constant memory: a histogram whose cells
 * are 1/1024 of a power of two wide. No logarithm is taken, so it has the same bits everywhere; two
 * sketches merge exactly by adding cells. After the HDR histogram's idea (Tene 2012).
 */
import { badArgument } from './errors.ts';

/** Quantile sketch; plain data. */
export interface Sketch {
  /** How many values fell into each cell; grows with the largest value. */
  cells: Float64Array;
  count: number;
  min: number;
  max: number;
  sum: number;
}

/** Largest relative distance of an answer from the true order statistic: half a cell. */
export const SKETCH_ERROR = 1 / 2048;

const CELL_BITS = 10;
const CELLS_PER_OCTAVE = 1 << CELL_BITS;
const LARGEST = 9_007_199_254_740_991;
const TWO_32 = 4_294_967_296;

/** An empty sketch. */
export function createSketch(): Sketch {
  return { cells: new Float64Array(256), count: 0, min: Infinity, max: -Infinity, sum: 0 };
}

/**
 * Takes one value, rounded to a whole number; refuses negatives, NaN and 2^53 or more.
 *
 * @throws EngineError `bad-argument` for what is not a number from 0 to 2^53 - 1.
 */
export function recordValue(sketch: Sketch, x: number): void {
  if (!(x >= 0 && x <= LARGEST)) throw badArgument('x', x, 'a number from 0 to 2^53 - 1');
  const whole = Math.round(x);
  const cell = cellOf(whole);
  if (cell >= sketch.cells.length) growTo(sketch, cell + 1);
  sketch.cells[cell]++;
  sketch.count++;
  sketch.sum += whole;
  if (whole < sketch.min) sketch.min = whole;
  if (whole > sketch.max) sketch.max = whole;
}

/**
 * The value of rank ⌈q·count⌉ (the smallest for q = 0), within SKETCH_ERROR of it and exact below
 * 2048; NaN when the sketch is empty.
 *
 * @throws EngineError `bad-argument` for a q outside 0 to 1.
 */
export function quantileOf(sketch: Sketch, q: number): number {
  if (!(q >= 0 && q <= 1)) throw badArgument('q', q, 'a share between 0 and 1');
  if (sketch.count === 0) return NaN;
  // The factor undoes the rounding of q itself: 0.99 · 100 must be rank 99, not 100.
  const wanted = Math.max(1, Math.ceil(q * sketch.count * (1 - 2.220446049250313e-16)));
  let seen = 0;
  let cell = -1;
  while (seen < wanted) seen += sketch.cells[++cell];
  return Math.min(sketch.max, Math.max(sketch.min, middleOf(cell)));
}

/**
 * Share of the values at or below x, up to the width of x's cell; NaN when empty.
 *
 * @throws EngineError `bad-argument` for NaN.
 */
export function shareBelow(sketch: Sketch, x: number): number {
  if (Number.isNaN(x)) throw badArgument('x', x, 'a number');
  if (sketch.count === 0) return NaN;
  const last = x < 0 ? -1 : Math.min(cellOf(Math.floor(x)), sketch.cells.length - 1);
  let seen = 0;
  for (let cell = 0; cell <= last; cell++) seen += sketch.cells[cell];
  return seen / sketch.count;
}

/** Adds everything the second sketch holds to the first; exact, in any order. */
export function mergeSketch(into: Sketch, from: Sketch): void {
  if (from.cells.length > into.cells.length) growTo(into, from.cells.length);
  for (let i = 0; i < from.cells.length; i++) into.cells[i] += from.cells[i];
  into.count += from.count;
  into.sum += from.sum;
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
}

function cellOf(whole: number): number {
  if (whole < CELLS_PER_OCTAVE) return whole;
  const high = whole < TWO_32 ? 31 - Math.clz32(whole) : 63 - Math.clz32(whole / TWO_32);
  const octave = high - CELL_BITS;
  return CELLS_PER_OCTAVE * octave + Math.floor(whole / widthAt(octave));
}

/** Width of a cell `octave` doublings above the exact cells. */
function widthAt(octave: number): number {
  return octave < 31 ? 1 << octave : (1 << 30) * (1 << (octave - 30));
}

/** Smallest whole number of a cell; the next cell's edge is the first number beyond it. */
export function edgeOf(cell: number): number {
  if (cell < 2 * CELLS_PER_OCTAVE) return cell;
  const octave = Math.floor(cell / CELLS_PER_OCTAVE) - 1;
  return (cell - CELLS_PER_OCTAVE * octave) * widthAt(octave);
}

function middleOf(cell: number): number {
  const edge = edgeOf(cell);
  return edge + (edgeOf(cell + 1) - edge - 1) / 2;
}

function growTo(sketch: Sketch, least: number): void {
  const cells = new Float64Array(CELLS_PER_OCTAVE * Math.ceil(least / CELLS_PER_OCTAVE));
  cells.set(sketch.cells);
  sketch.cells = cells;
}
