/** Counts that reveal order where there should be none, and the odds of what they come to. */
import { gammaCdf, normalCdf } from '../../../engine/special.ts';

/** Chance that a standard normal is at least this far from 0 on either side. */
export const normalOdds = (z: number) => 2 * normalCdf(-Math.abs(z));

/** Chance that a χ² variable of this freedom is at least this large, or at least this small. */
export const chiOdds = (x: number, freedom: number) => {
  const below = gammaCdf(freedom / 2, x / 2);
  return 2 * Math.min(below, 1 - below);
};

/** Chance that a Poisson count of this mean is at least this far out on its side. */
export const poissonOdds = (count: number, mean: number) =>
  2 * Math.min(count > 0 ? gammaCdf(count, mean) : 1, 1 - gammaCdf(count + 1, mean));

/** Chance that a Kolmogorov distance, in units of 1/√n, is at least this large. */
export const kolmogorovOdds = (k: number) => 2 * Math.exp(-2 * k * k);

/** How many spacings between sorted words equal another spacing. */
export function repeatedSpacings(turn: () => number, count: number): number {
  const days = Float64Array.from({ length: count }, turn).sort();
  const spacings = days.map((day, i) => (i === 0 ? day : day - days[i - 1])).sort();
  return spacings.reduce((sum, one, i) => sum + (i > 0 && one === spacings[i - 1] ? 1 : 0), 0);
}

/** Lengths of stays outside [from, from + width), the last cell for all from `longest` up. */
export function gapsOf(
  values: Float64Array,
  from: number,
  width: number,
  longest: number,
): Float64Array {
  const gaps = new Float64Array(longest + 1);
  let length = 0;
  for (const u of values) {
    if (u >= from && u < from + width) {
      gaps[Math.min(length, longest)]++;
      length = 0;
    } else length++;
  }
  return gaps;
}

/** Lengths of rising runs, 1 to `longest` and more; the value that ends a run begins none. */
export function runsUp(values: Float64Array, longest: number): Float64Array {
  const runs = new Float64Array(longest);
  let length = 1;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[i - 1]) length++;
    else {
      runs[Math.min(length, longest) - 1]++;
      length = 1;
      i++;
    }
  }
  return runs;
}

/** Number of runs above and below ½ against what is expected (Wald and Wolfowitz 1940), as z. */
export function runsAround(values: Float64Array): number {
  const signs = values.map((u) => (u < 0.5 ? 0 : 1));
  const above = signs.reduce((sum, one) => sum + one, 0);
  const below = signs.length - above;
  const runs = signs.reduce((sum, one, i) => sum + (i > 0 && one !== signs[i - 1] ? 1 : 0), 1);
  const mean = (2 * above * below) / signs.length + 1;
  const variance = ((mean - 1) * (mean - 2)) / (signs.length - 1);
  return (runs - mean) / Math.sqrt(variance);
}
