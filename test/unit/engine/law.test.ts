import { expect, it } from 'vitest';
import { cdfOf, checkLaw, type Law } from '../../../engine/distributions.ts';

it('finds nothing wrong with a good law', () => {
  const good: Law[] = [
    { kind: 'deterministic', value: 0 },
    { kind: 'exponential', mean: 1 },
    { kind: 'erlang', phases: 2, mean: 1 },
    { kind: 'gamma', shape: 0.5, scale: 1 },
    { kind: 'weibull', shape: 0.5, scale: 1 },
    { kind: 'pareto', shape: 1.5, scale: 1 },
    { kind: 'lognormal', mu: -1, sigma: 0 },
    { kind: 'normal', mean: 0, sd: 1 },
    { kind: 'hyperexponential', weights: [1, 0], means: [1, 2] },
    { kind: 'empirical', values: [1, 1, 3] },
  ];
  expect(good.map(checkLaw)).toEqual(good.map(() => undefined));
});

it('names the first problem with what it found and what it wanted', () => {
  const bad: [Law, string][] = [
    [{ kind: 'deterministic', value: NaN }, 'value is NaN; wanted a finite number'],
    [{ kind: 'exponential', mean: 0 }, 'mean is 0; wanted a number above 0'],
    [{ kind: 'erlang', phases: 1.5, mean: 1 }, 'phases is 1.5; wanted a whole number, at least 1'],
    [{ kind: 'gamma', shape: -1, scale: 1 }, 'shape is -1; wanted a number above 0'],
    [{ kind: 'pareto', shape: 1, scale: 0 }, 'scale is 0; wanted a number above 0'],
    [{ kind: 'lognormal', mu: 0, sigma: -1 }, 'sigma is -1; wanted a number from 0 up'],
    [{ kind: 'hyperexponential', weights: [0], means: [1] }, 'every weight is 0'],
    [
      { kind: 'hyperexponential', weights: [1], means: [1, 2] },
      'there are 1 weights and 2 means; wanted as many of each',
    ],
    [{ kind: 'empirical', values: [] }, 'values is empty; wanted at least one'],
    [
      { kind: 'empirical', values: [2, 1] },
      'value 1 is 1, below the one before it; wanted ascending values',
    ],
  ];
  for (const [law, problem] of bad) expect(checkLaw(law)).toBe(problem);
});

it('lets a law without a spread jump from never to always at its one value', () => {
  const laws: Law[] = [
    { kind: 'lognormal', mu: 0, sigma: 0 },
    { kind: 'normal', mean: 1, sd: 0 },
  ];
  for (const law of laws) expect([0.999, 1, 1.001].map((x) => cdfOf(law, x))).toEqual([0, 1, 1]);
});
