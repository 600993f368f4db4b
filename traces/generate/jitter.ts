import { exp } from '../../engine/math.ts';
import { normalQuantile } from '../../engine/special.ts';
import type { JitterSample } from '../series.ts';
import { type QuantileTable, quantileAt } from './quantiles.ts';

const sampleSize = 4096;

/**
 * Personal devices: log-normal body and 0.5 % spikes whose CV, 0.61, is the median over links of
 * the 99 Seattle devices (Zhu et al., IEEE/ACM ToN 2017, NetLatency-Data, MIT; 72 slices, 10 ms
 * resolution). Spikes: six times the median, the p99.9 of links with a CV near the median one.
 */
export const deviceJitter = { sigma: 0.49, spikeShare: 0.005, spike: 6, spikeSigma: 0.3 } as const;

/**
 * Wired hosts: quantiles of the ratio of two slices hours apart over 239 610 PlanetLab pairs of
 * the same collection; the ends are cut at 0.5 and 3.5.
 */
export const wiredJitter: QuantileTable = [
  [0, 0.5],
  [0.01, 0.744],
  [0.05, 0.965],
  [0.1, 0.992],
  [0.25, 0.999],
  [0.5, 1],
  [0.75, 1.003],
  [0.9, 1.043],
  [0.95, 1.118],
  [0.99, 1.647],
  [0.995, 2.885],
  [1, 3.5],
];

/** Evenly spaced quantiles of body and spikes in the spikes' share, ascending; no chance in it. */
export function generateDeviceJitter(figures: typeof deviceJitter): JitterSample {
  const spikes = Math.round(sampleSize * figures.spikeShare);
  const body = logNormalQuantiles(sampleSize - spikes, 1, figures.sigma);
  const peaks = logNormalQuantiles(spikes, figures.spike, figures.spikeSigma);
  return { factors: [...body, ...peaks].sort((a, b) => a - b) };
}

/** Evenly spaced values of a quantile table, ascending. */
export function generateTableJitter(table: QuantileTable): JitterSample {
  const factors = midpoints(sampleSize).map((p) => quantileAt(table, p));
  return { factors };
}

function logNormalQuantiles(count: number, median: number, sigma: number): number[] {
  return midpoints(count).map((p) => median * exp(sigma * normalQuantile(p)));
}

function midpoints(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + 0.5) / count);
}
