import { log, log1p } from '../../engine/math.ts';

/**
 * Generalised Pareto law of greatest likelihood for values above 0, by its one-dimensional profile
 * (Grimshaw 1993): the shape follows from shape / scale. Shapes above 0 only, a heavy tail.
 */
export function fitPareto(values: readonly number[]): {
  readonly shape: number;
  readonly scale: number;
} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const shapeAt = (rate: number) =>
    values.reduce((sum, value) => sum + log1p(rate * value), 0) / values.length;
  const profile = (rate: number) => {
    const shape = shapeAt(rate);
    return -log(shape / rate) - shape - 1;
  };
  let best = { rate: 1 / mean, likelihood: Number.NEGATIVE_INFINITY };
  for (let i = -60; i <= 60; i++) {
    const rate = rateOf(i, mean);
    const likelihood = profile(rate);
    if (likelihood > best.likelihood) best = { rate, likelihood };
  }
  let width = 1.2;
  for (let i = 0; i < 60; i++) {
    width = Math.sqrt(width);
    for (const rate of [best.rate * width, best.rate / width]) {
      const likelihood = profile(rate);
      if (likelihood > best.likelihood) best = { rate, likelihood };
    }
  }
  const shape = shapeAt(best.rate);
  return { shape, scale: shape / best.rate };
}

// Six steps to a tripling: from 3^-10 to 3^10 times one over the mean.
function rateOf(i: number, mean: number): number {
  let rate = 1 / mean;
  for (let n = 0; n < Math.abs(i); n++) rate *= i > 0 ? 1.2009369551760027 : 0.8326831776556043;
  return rate;
}
