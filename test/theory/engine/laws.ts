import type { Law } from '../../../engine/distributions.ts';
import { log } from '../../../engine/math.ts';

/** Fixed length. */
export const deterministic = (value: number): Law => ({ kind: 'deterministic', value });

/** No memory: squared coefficient of variation (scv) 1. */
export const exponential = (mean: number): Law => ({ kind: 'exponential', mean });

/** Sum of so many equal exponentials: scv 1 / phases. */
export const erlang = (phases: number, mean: number): Law => ({ kind: 'erlang', phases, mean });

/** Gamma of this mean and scv. */
export const gamma = (mean: number, scv: number): Law => {
  return { kind: 'gamma', shape: 1 / scv, scale: mean * scv };
};

/** Lognormal of this mean and scv. */
export const lognormal = (mean: number, scv: number): Law => {
  const variance = log(1 + scv);
  return { kind: 'lognormal', mu: log(mean) - variance / 2, sigma: Math.sqrt(variance) };
};

/** Two exponentials with balanced means: each branch carries half the mean; scv above 1. */
export const hyperexponential = (mean: number, scv: number) => {
  const often = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const weights = [often, 1 - often];
  const means = weights.map((weight) => mean / (2 * weight));
  return { kind: 'hyperexponential', weights, means } satisfies Law;
};
