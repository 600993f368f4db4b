import { describe, expect, it } from 'vitest';
import { draw, type Law, meanOf } from '../../../engine/distributions.ts';
import { openStream } from '../../../engine/random.ts';
import { HOUR } from '../../../engine/units.ts';
import { judgeJobs } from '../../../traces/fit/jobs.ts';
import {
  fitPositive,
  largestGap,
  meanLogDensity,
  type PositiveFamily,
  positiveFamilies,
  quantileOfLaw,
} from '../../../traces/fit/positive-laws.ts';
import { generateJobs, paiJobs } from '../../../traces/generate/jobs.ts';

function sampleOf(law: Law, count: number): readonly number[] {
  const stream = openStream(count, `samples/${law.kind}`);
  return Array.from({ length: count }, () => draw(law, stream, 0));
}

function familyOf(law: Law): PositiveFamily {
  const family = positiveFamilies.find((one) => one === law.kind);
  if (family === undefined) throw new Error(`no family of ${law.kind}`);
  return family;
}

const laws: readonly Law[] = [
  { kind: 'exponential', mean: 3 },
  { kind: 'weibull', shape: 0.6, scale: 2 },
  { kind: 'lognormal', mu: -0.5, sigma: 1.4 },
  { kind: 'hyperexponential', weights: [0.4, 0.4, 0.2], means: [0.1, 1.5, 9] },
];

describe('fits of positive values', () => {
  it.each(laws)('find a $kind law again among its own values', (law) => {
    const values = sampleOf(law, 6000);
    const fitted = fitPositive(familyOf(law), values);
    expect(meanOf(fitted) / meanOf(law)).toBeGreaterThan(0.85);
    expect(meanOf(fitted) / meanOf(law)).toBeLessThan(1.15);
    // 1.95 / sqrt(n): Kolmogorov's limit for a chance of one in a thousand.
    expect(largestGap(fitted, values)).toBeLessThan(1.95 / Math.sqrt(6000));
    expect(Math.abs(quantileOfLaw(fitted, 0.9) / quantileOfLaw(law, 0.9) - 1)).toBeLessThan(0.1);
  });

  it.each(laws)('prefer $kind for values of its own that were held out', (law) => {
    const values = sampleOf(law, 6000);
    const held = values.slice(3000);
    const scores = positiveFamilies.map((family) => {
      return meanLogDensity(fitPositive(family, values.slice(0, 3000)), held);
    });
    const own = scores[positiveFamilies.indexOf(familyOf(law))];
    expect(own).toBeGreaterThan(Math.max(...scores) - 0.003);
  });
});

describe('generated jobs', () => {
  const made = generateJobs(paiJobs, 30 * 24 * HOUR, 5);

  it('are fitted by the laws they were made from', () => {
    const [length] = judgeJobs(made).filter(({ quantity }) => quantity === 'length');
    expect(length.family).toBe('hyperexponential');
    expect(Math.abs((length.least + meanOf(length.law)) / 2.26 - 1)).toBeLessThan(0.12);
  });

  it('come in order and take whole instances', () => {
    expect(made.at.every((at, i) => i === 0 || at > made.at[i - 1])).toBe(true);
    expect(made.width.every((width) => Number.isInteger(width) && width >= 1)).toBe(true);
  });
});
