import { describe, expect, it } from 'vitest';
import { createDigest, digestHex, mixNumber } from '../../../engine/digest.ts';
import { cdfOf, draw, type Law, meanOf, scvOf } from '../../../engine/distributions.ts';
import { openStream, uniform } from '../../../engine/random.ts';

const COUNT = 40_000;
const LAWS: readonly Law[] = [
  { kind: 'exponential', mean: 3 },
  { kind: 'erlang', phases: 4, mean: 10 },
  { kind: 'erlang', phases: 40, mean: 2 },
  { kind: 'gamma', shape: 0.3, scale: 2 },
  { kind: 'gamma', shape: 1, scale: 5 },
  { kind: 'gamma', shape: 7.5, scale: 0.1 },
  { kind: 'weibull', shape: 0.7, scale: 3 },
  { kind: 'weibull', shape: 2, scale: 3 },
  { kind: 'lognormal', mu: 1, sigma: 0.5 },
  { kind: 'lognormal', mu: -2, sigma: 0.9 },
  { kind: 'pareto', shape: 6, scale: 2 },
  { kind: 'hyperexponential', weights: [0.9, 0.1], means: [1, 11] },
  { kind: 'hyperexponential', weights: [3, 0, 1], means: [2, 9, 4] },
  { kind: 'normal', mean: -4, sd: 2.5 },
];

const sampleOf = (law: Law, path: string, count = COUNT) => {
  const state = openStream(2026, path);
  return Array.from({ length: count }, () => draw(law, state, 0));
};

function kolmogorov(law: Law, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  let most = 0;
  sorted.forEach((x, i) => {
    const p = cdfOf(law, x);
    most = Math.max(most, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return most * Math.sqrt(sorted.length);
}

describe.each(LAWS.map((law, i) => ({ law, name: `${law.kind} ${i}` })))(
  '$name',
  ({ law, name }) => {
    const values = sampleOf(law, name);
    const mean = values.reduce((sum, x) => sum + x, 0) / COUNT;

    it('draws what its distribution function says', () => {
      // Kolmogorov's 2.2 is passed by chance once in eight thousand samples.
      expect(kolmogorov(law, values)).toBeLessThan(2.2);
    });

    it('has the mean it says', () => {
      const error = Math.sqrt(scvOf(law) / COUNT) * Math.abs(meanOf(law));
      expect(Math.abs(mean - meanOf(law))).toBeLessThan(4.5 * error);
    });

    it('has the variance it says', () => {
      const squares = values.map((x) => (x - mean) ** 2);
      const variance = squares.reduce((sum, x) => sum + x, 0) / COUNT;
      const spread = squares.reduce((sum, x) => sum + (x - variance) ** 2, 0) / COUNT;
      const wanted = scvOf(law) * meanOf(law) ** 2;
      // The fourth moment of a heavy tail is itself estimated low: allow seven errors.
      expect(Math.abs(variance - wanted)).toBeLessThan(7 * Math.sqrt(spread / COUNT));
    });

    it('has the tail its distribution function says', () => {
      const cut = [...values].sort((a, b) => a - b)[COUNT - 400];
      const fresh = sampleOf(law, `${name} again`).filter((x) => x > cut).length;
      const wanted = COUNT * (1 - cdfOf(law, cut));
      expect(Math.abs(fresh - wanted)).toBeLessThan(4.5 * Math.sqrt(wanted));
    });
  },
);

describe('laws of chance', () => {
  it('protect every published run against change: the same values, bit for bit', () => {
    const digest = createDigest();
    for (const law of LAWS) for (const x of sampleOf(law, law.kind, 1000)) mixNumber(digest, x);
    expect(digestHex(digest)).toMatchInlineSnapshot(`"583a3411a4204ce6"`);
  });

  it('give one value, again and again, where nothing is left to chance', () => {
    const law: Law = { kind: 'deterministic', value: 7 };
    expect(new Set(sampleOf(law, 'fixed', 10))).toEqual(new Set([7]));
    expect([meanOf(law), scvOf(law), cdfOf(law, 6.9), cdfOf(law, 7)]).toEqual([7, 0, 0, 1]);
  });

  it('give each recorded value equally often', () => {
    const law: Law = { kind: 'empirical', values: [1, 2, 2, 5] };
    const counts = new Map<number, number>();
    for (const x of sampleOf(law, 'recorded')) counts.set(x, (counts.get(x) ?? 0) + 1);
    expect(Math.abs((counts.get(2) ?? 0) - COUNT / 2)).toBeLessThan(4.5 * Math.sqrt(COUNT / 4));
    expect([...counts.keys()].sort()).toEqual([1, 2, 5]);
    expect([meanOf(law), scvOf(law), cdfOf(law, 2)]).toEqual([2.5, 0.36, 0.75]);
  });

  it('say so when a moment does not exist', () => {
    expect(meanOf({ kind: 'pareto', shape: 1, scale: 1 })).toBe(Infinity);
    expect(scvOf({ kind: 'pareto', shape: 2, scale: 1 })).toBe(Infinity);
  });

  it('take a fixed number of uniforms for every value, gamma apart', () => {
    for (const law of LAWS.filter(({ kind }) => kind !== 'gamma')) {
      const [drawn, counted] = [openStream(1, 'words'), openStream(1, 'words')];
      for (let i = 0; i < 100; i++) draw(law, drawn, 0);
      const each = law.kind === 'erlang' ? law.phases : law.kind === 'hyperexponential' ? 2 : 1;
      for (let i = 0; i < 100 * each; i++) uniform(counted, 0);
      expect(drawn, law.kind).toEqual(counted);
    }
  });
});
