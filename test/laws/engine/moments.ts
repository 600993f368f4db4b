import type { Law } from '../../../engine/distributions.ts';
import { gamma } from '../../../engine/special.ts';

/** E[X^k] of a law in closed form, k from 1 to 6; Infinity where it does not exist. */
export function momentOf(law: Law, k: number): number {
  switch (law.kind) {
    case 'deterministic':
      return law.value ** k;
    case 'exponential':
      return gammaMoment(1, law.mean, k);
    case 'erlang':
      return gammaMoment(law.phases, law.mean / law.phases, k);
    case 'gamma':
      return gammaMoment(law.shape, law.scale, k);
    case 'weibull':
      return law.scale ** k * gamma(1 + k / law.shape);
    case 'lognormal':
      return Math.exp(k * law.mu + (k * law.sigma) ** 2 / 2);
    case 'pareto':
      return law.shape > k ? (law.shape * law.scale ** k) / (law.shape - k) : Infinity;
    case 'hyperexponential': {
      const total = law.weights.reduce((sum, weight) => sum + weight, 0);
      const parts = law.means.map((mean, i) => law.weights[i] * gammaMoment(1, mean, k));
      return parts.reduce((sum, part) => sum + part, 0) / total;
    }
    case 'empirical':
      return law.values.reduce((sum, value) => sum + value ** k, 0) / law.values.length;
    case 'normal':
      return normalMoment(law.mean, law.sd * law.sd, k);
  }
}

/** scale^k · shape · (shape + 1) · … · (shape + k - 1). */
function gammaMoment(shape: number, scale: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product *= scale * (shape + i);
  return product;
}

/** M(k) = μ·M(k - 1) + (k - 1)·σ²·M(k - 2), by Stein's identity. */
function normalMoment(mean: number, variance: number, k: number): number {
  if (k <= 0) return k === 0 ? 1 : 0;
  const before = normalMoment(mean, variance, k - 2);
  return mean * normalMoment(mean, variance, k - 1) + (k - 1) * variance * before;
}
