import { exp, log } from '../engine/math.ts';
import { openStream } from '../engine/random.ts';
import { maxCutIsing } from '../policies/q-burst/problems/max-cut.ts';
import { searchHybrid } from '../policies/q-burst/samplers/hybrid.ts';
import { randomGraph } from './search-graphs.ts';

/** Sizes the law is fitted on, and those it is judged on. */
export const FITTED = [100, 200, 400] as const;
export const HELD = [800, 1200] as const;

const INSTANCES = 10;
const TRUTH_SWEEPS = 30_000;
const MEMBERS = 16;
const OPENING = 100;

/** Seconds to the best value of one instance, and its size. */
export interface Timed {
  readonly size: number;
  readonly seconds: number;
}

/** ln seconds = intercept + slope ln n, with the spread around it. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
  readonly sd: number;
}

/** Time to a value that another, long run found: a lower value counts as reached too. */
export function timeSize(size: number): readonly Timed[] {
  return Array.from({ length: INSTANCES }, (_, seed) => {
    const ising = maxCutIsing(randomGraph(size, seed));
    const long = { members: 2 * MEMBERS, opening: OPENING, sweeps: TRUTH_SWEEPS };
    const truth = searchHybrid(ising, long, openStream(seed, 'law/truth'));
    const budget = { members: MEMBERS, opening: OPENING, sweeps: TRUTH_SWEEPS };
    const start = performance.now();
    searchHybrid(ising, { ...budget, target: truth.energy }, openStream(seed, 'law/timed'));
    return { size, seconds: (performance.now() - start) / 1000 };
  });
}

/** Least squares in logarithms. */
export function fitLine(timed: readonly Timed[]): Line {
  return lineThrough(
    timed.map(({ size }) => log(size)),
    timed.map(({ seconds }) => log(seconds)),
  );
}

/** Least squares of y on x; sd with two degrees of freedom less than there are points. */
export function lineThrough(x: readonly number[], y: readonly number[]): Line {
  const meanX = x.reduce((a, b) => a + b, 0) / x.length;
  const meanY = y.reduce((a, b) => a + b, 0) / y.length;
  const slope =
    x.reduce((sum, one, k) => sum + (one - meanX) * (y[k] - meanY), 0) /
    x.reduce((sum, one) => sum + (one - meanX) * (one - meanX), 0);
  const intercept = meanY - slope * meanX;
  const squares = y.reduce((sum, one, k) => sum + (one - intercept - slope * x[k]) ** 2, 0);
  return { intercept, slope, sd: Math.sqrt(squares / (y.length - 2)) };
}

/** Middle time by the line at a size. */
export function timeAt(line: Line, size: number): number {
  return exp(line.intercept + line.slope * log(size));
}
