import { describe, expect, it } from 'vitest';
import { cdfOf, type Law, meanOf, scvOf } from '../../../engine/distributions.ts';
import { SECOND } from '../../../engine/units.ts';
import { edited, problemsOf, scenarioOf } from './library.ts';

function withBoot(law: string): string {
  return edited('mg1.yaml', 'boot: { deterministic: 60 s }', `boot: ${law}`);
}

function bootOf(law: string): Law {
  const { boot } = scenarioOf(withBoot(law)).serving;
  if (boot.kind === 'stages') throw new Error('wanted a law');
  return boot;
}

describe('a law', () => {
  it('log-normal by its quantiles has them', () => {
    const law = bootOf('{ lognormal: { median: 45 s, p95: 140 s } }');
    expect(cdfOf(law, 45 * SECOND)).toBeCloseTo(0.5, 9);
    expect(cdfOf(law, 140 * SECOND)).toBeCloseTo(0.95, 9);
  });

  it('log-normal by its moments has them', () => {
    const law = bootOf('{ lognormal: { mean: 45 s, scv: 2.5 } }');
    expect(meanOf(law) / SECOND).toBeCloseTo(45, 9);
    expect(scvOf(law)).toBeCloseTo(2.5, 9);
  });

  it.each<[string, number]>([
    ['{ exponential: { mean: 2 min } }', 120],
    ['{ erlang: { phases: 4, mean: 8 s } }', 8],
    ['{ gamma: { shape: 2, scale: 3 s } }', 6],
    ['{ weibull: { shape: 0.5, scale: 20 min } }', 2400],
    ['{ pareto: { shape: 3, scale: 2 s } }', 3],
    ['{ hyperexponential: { weights: [20 %, 0.8], means: [10 s, 5 s] } }', 6],
    ['{ normal: { mean: 60 s, sd: 5 s } }', 60],
    ['{ deterministic: 0.5 h }', 1800],
  ])('%s has a mean of %d s', (law, seconds) => {
    expect(meanOf(bootOf(law)) / SECOND).toBeCloseTo(seconds, 6);
  });

  it.each<[string, RegExp]>([
    ['{ exponential: { mean: 60 } }', /a duration/],
    ['{ exponential: { mean: 0 s } }', /between 1 us/],
    ['{ exponential: 60 s }', /a mapping with mean/],
    ['{ lognormal: { median: 45 s } }', /either \{ median, p95 \}/],
    ['{ lognormal: { median: 45 s, p95: 60 s, mean: 50 s } }', /either \{ median, p95 \}/],
    ['{ normal: { mean: 60 s, sd: 30 s } }', /no draw is negative/],
    ['{ hyperexponential: { weights: [20 %, 70 %], means: [10 s, 5 s] } }', /add up to 100 %/],
    ['{ hyperexponential: { weights: [100 %], means: [10 s] } }', /at least 2 entries/],
    ['{ weibul: { shape: 1, scale: 1 s } }', /weibull/],
    ['60 s', /a mapping with/],
  ])('%s is refused', (law, wanted) => {
    const [problem] = problemsOf(withBoot(law));
    expect(`${problem.wanted}, nearest ${problem.nearest}`).toMatch(wanted);
  });
});
