import { openStream, uniform } from '../../engine/random.ts';

const RESAMPLES = 2000;
const SEED = 5;

/** A mean with the interval that holds 95 % of its resampled values. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Moving-block bootstrap over days: blocks of so many consecutive days are drawn with replacement
 * until there are as many days as were seen. A day's values stay together, whatever recording they
 * are of, since recordings made side by side share their weather.
 */
export function bootstrapDays(days: readonly (readonly number[])[], block: number): Interval {
  const stream = openStream(SEED, 'spot-arbitrage/bootstrap');
  const means = Array.from({ length: RESAMPLES }, () => {
    const drawn: number[] = [];
    for (let got = 0; got < days.length; got += block) {
      const first = Math.floor(uniform(stream, 0) * days.length);
      const most = Math.min(block, days.length - got);
      for (let day = 0; day < most; day++) drawn.push(...days[(first + day) % days.length]);
    }
    return meanOf(drawn);
  }).sort((a, b) => a - b);
  const at = (q: number) => means[Math.floor(q * (RESAMPLES - 1))];
  return { mean: meanOf(days.flat()), low: at(0.025), high: at(0.975) };
}

/** Mean; NaN of nothing. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
