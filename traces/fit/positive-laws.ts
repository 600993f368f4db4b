import { cdfOf, type Law } from '../../engine/distributions.ts';
import { exp, log, pow } from '../../engine/math.ts';

/** Families of laws for values above 0, from light to heavy tails. */
export const positiveFamilies = [
  'exponential',
  'weibull',
  'lognormal',
  'hyperexponential',
] as const;

/** Name of a family that `fitPositive` knows. */
export type PositiveFamily = (typeof positiveFamilies)[number];

/** Branches of a hyperexponential fit, and steps of its estimation. */
const BRANCHES = 3;
const STEPS = 80;
const TWO_PI = 6.283185307179586;

/** The law of greatest likelihood of one family, for values above 0. */
export function fitPositive(family: PositiveFamily, values: readonly number[]): Law {
  switch (family) {
    case 'exponential':
      return { kind: 'exponential', mean: meanOf(values) };
    case 'lognormal':
      return fitLognormal(values);
    case 'weibull':
      return fitWeibull(values);
    case 'hyperexponential':
      return fitHyperexponential(values);
  }
}

/** Mean logarithm of the law's density over the values, nats; larger fits better. */
export function meanLogDensity(law: Law, values: readonly number[]): number {
  return meanOf(values.map((value) => logDensity(law, value)));
}

/** Largest distance between the values' distribution and the law's (Kolmogorov and Smirnov). */
export function largestGap(law: Law, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  return sorted.reduce((most, value, i) => {
    const share = cdfOf(law, value);
    return Math.max(most, Math.abs(share - i / n), Math.abs((i + 1) / n - share));
  }, 0);
}

/** Value that a share q of the law lies below, by halving. */
export function quantileOfLaw(law: Law, q: number): number {
  let high = 1;
  while (cdfOf(law, high) < q) high *= 2;
  let low = 0;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (cdfOf(law, middle) < q) low = middle;
    else high = middle;
  }
  return high;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fitLognormal(values: readonly number[]): Law {
  const logs = values.map(log);
  const mu = meanOf(logs);
  const variance = meanOf(logs.map((one) => (one - mu) * (one - mu)));
  return { kind: 'lognormal', mu, sigma: Math.sqrt(variance) };
}

// The shape at which the likelihood's slope is 0, by halving: the slope falls with the shape.
function fitWeibull(values: readonly number[]): Law {
  const logs = values.map(log);
  const meanLog = meanOf(logs);
  const slope = (shape: number) => {
    let [sum, weighted] = [0, 0];
    for (const one of logs) {
      const power = exp(shape * (one - meanLog));
      sum += power;
      weighted += power * (one - meanLog);
    }
    return 1 / shape - weighted / sum;
  };
  let [low, high] = [0.05, 20];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  const mean = meanOf(logs.map((one) => exp(low * (one - meanLog))));
  return { kind: 'weibull', shape: low, scale: exp(meanLog) * pow(mean, 1 / low) };
}

// Expectation and maximisation from branches spread over the quantiles.
function fitHyperexponential(values: readonly number[]): Law {
  const sorted = [...values].sort((a, b) => a - b);
  let means = Array.from({ length: BRANCHES }, (_, i) => {
    return sorted[Math.floor(((i + 0.5) / BRANCHES) * sorted.length)];
  });
  let weights = means.map(() => 1 / BRANCHES);
  for (let step = 0; step < STEPS; step++) {
    const shares = means.map(() => 0);
    const sums = means.map(() => 0);
    for (const value of values) {
      const logs = means.map((mean, i) => log(weights[i] / mean) - value / mean);
      const most = Math.max(...logs);
      const densities = logs.map((one) => exp(one - most));
      const total = densities.reduce((sum, one) => sum + one, 0);
      densities.forEach((density, i) => {
        shares[i] += density / total;
        sums[i] += (density / total) * value;
      });
    }
    means = sums.map((sum, i) => sum / shares[i]);
    weights = shares.map((share) => share / values.length);
  }
  return { kind: 'hyperexponential', weights, means };
}

function logDensity(law: Law, x: number): number {
  switch (law.kind) {
    case 'exponential':
      return -log(law.mean) - x / law.mean;
    case 'lognormal': {
      const z = (log(x) - law.mu) / law.sigma;
      return -log(x * law.sigma) - 0.5 * (log(TWO_PI) + z * z);
    }
    case 'weibull': {
      const ratio = x / law.scale;
      const power = pow(ratio, law.shape);
      return log(law.shape / law.scale) + (law.shape - 1) * log(ratio) - power;
    }
    case 'hyperexponential': {
      const { weights, means } = law;
      const logs = means.map((mean, i) => log(weights[i] / mean) - x / mean);
      const most = Math.max(...logs);
      return most + log(logs.reduce((sum, one) => sum + exp(one - most), 0));
    }
    default:
      throw new Error(`no density of a ${law.kind} law is known here`);
  }
}
