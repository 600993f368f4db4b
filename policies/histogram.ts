import type { Histogram } from './observation.ts';

/** Everything counted. */
export function countOf(histogram: Histogram): number {
  let total = 0;
  for (const count of histogram.count) total += count;
  return total;
}

/** Mean, each bin taken at its middle; `fallback` when nothing was counted. */
export function meanOfHistogram({ upper, count }: Histogram, fallback: number): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < count.length; i += 1) {
    total += count[i];
    sum += count[i] * middleOf(upper, i);
  }
  return total > 0 ? sum / total : fallback;
}

/** Middle of a bin; the first bin starts at 0. */
export function middleOf(upper: readonly number[], bin: number): number {
  return bin === 0 ? upper[0] / 2 : (upper[bin - 1] + upper[bin]) / 2;
}

/** The q-quantile of ascending values by the nearest rank; `fallback` when there are none. */
export function quantileOfSorted(
  sorted: readonly number[] | Float64Array,
  q: number,
  fallback: number,
): number {
  if (sorted.length === 0) return fallback;
  const rank = Math.ceil(q * sorted.length) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank))];
}
