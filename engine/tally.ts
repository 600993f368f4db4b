import { badArgument } from './errors.ts';

/** A distribution in five numbers, kept without storing the values (Welford 1962); plain data. */
export interface Tally {
  count: number;
  mean: number;
  /** Sum of squared distances from the mean. */
  spread: number;
  min: number;
  max: number;
}

/** An empty tally: mean 0 of count 0, min +Infinity, max -Infinity. */
export function createTally(): Tally {
  return { count: 0, mean: 0, spread: 0, min: Infinity, max: -Infinity };
}

/**
 * Takes one finite number. Refuses NaN and the infinities: one of them would turn mean and spread
 * into NaN for good, long before anybody looks.
 *
 * @throws EngineError `bad-argument` for what is not a finite number.
 */
export function record(tally: Tally, x: number): void {
  if (!Number.isFinite(x)) throw badArgument('x', x, 'a finite number');
  const distance = x - tally.mean;
  tally.count++;
  tally.mean += distance / tally.count;
  tally.spread += distance * (x - tally.mean);
  if (x < tally.min) tally.min = x;
  if (x > tally.max) tally.max = x;
}

/** Sample variance (divisor count - 1); NaN below two values. */
export function varianceOf(tally: Tally): number {
  return tally.count < 2 ? NaN : tally.spread / (tally.count - 1);
}

/** Sum of the recorded values. */
export function sumOf(tally: Tally): number {
  return tally.mean * tally.count;
}

/** The tally of both sets of values together (Chan, Golub and LeVeque 1979); a new one. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  if (a.count === 0) return { ...b };
  if (b.count === 0) return { ...a };
  const count = a.count + b.count;
  const distance = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (distance * b.count) / count,
    spread: a.spread + b.spread + (distance * distance * a.count * b.count) / count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}
