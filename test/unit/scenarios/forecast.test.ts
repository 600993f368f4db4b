import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../engine/units.ts';
import { edited, problemsOf, scenarioOf } from './library.ts';

const observing = 'actuation: 5 s }';
const withForecast = (forecast: string) => {
  return edited('launch-week.yaml', observing, `actuation: 5 s, forecast: ${forecast} }`);
};
const imported = (format: string) => `{ import: ${format}, from: carbon/mixes }`;

describe('a forecast in a scenario file', () => {
  it('is absent unless it is asked for', () => {
    expect(scenarioOf(edited('launch-week.yaml', observing, observing)).observing.forecast).toBe(
      undefined,
    );
  });

  it('by method keeps the whole hours of its horizon', () => {
    const text = withForecast('{ method: persistence, every: 30 min, horizon: 90 min }');
    expect(scenarioOf(text).observing.forecast).toEqual({
      source: { kind: 'persistence' },
      every: HOUR / 2,
      hours: 1,
    });
  });

  it('with error is the truth disturbed', () => {
    const error = '{ limit: 15 %, half by: 9 h, correlation: 95 % }';
    const text = withForecast(`{ error: ${error}, every: 1 h, horizon: 96 h }`);
    expect(scenarioOf(text).observing.forecast).toEqual({
      source: { kind: 'disturbed', error: { limit: 0.15, halfBy: 9, correlation: 0.95 } },
      every: HOUR,
      hours: 96,
    });
  });

  it.each([
    ['both', '{ method: seasonal, error: { limit: 15 %, half by: 9 h, correlation: 0 }, '],
    ['neither', '{ '],
  ])('is refused with %s of method and error', (_, start) => {
    const [problem] = problemsOf(withForecast(`${start}every: 1 h, horizon: 24 h }`));
    expect(problem).toMatchObject({ path: 'observing.forecast', wanted: 'either method or error' });
  });

  it.each([
    ['a limit of nothing, which would tell the future', 'limit: 0 %', 'limit'],
    ['a limit beyond the truth itself', 'limit: 140 %', 'limit'],
  ])('is refused with %s', (_, limit, key) => {
    const error = `{ ${limit}, half by: 9 h, correlation: 95 % }`;
    const text = withForecast(`{ error: ${error}, every: 1 h, horizon: 24 h }`);
    const [problem] = problemsOf(text);
    expect(problem.path).toBe(`observing.forecast.error.${key}`);
    expect(problem.wanted).toContain('0.01');
  });

  it('is refused further ahead than the forecaster was judged', () => {
    const [problem] = problemsOf(withForecast('{ method: seasonal, every: 1 h, horizon: 97 h }'));
    expect(problem.path).toBe('observing.forecast.horizon');
  });
});

describe('a marginal intensity in a scenario file', () => {
  const withMarginal = (format: string) => {
    const line = 'carbon: shipped/carbon';
    return edited('launch-week.yaml', line, `${line}\n  marginal: ${imported(format)}`);
  };

  it('is read beside the average one', () => {
    const { traces } = scenarioOf(withMarginal('eia-mix-marginal'));
    expect(traces.carbon).toMatchObject({ kind: 'shipped' });
    expect(traces.marginal).toMatchObject({ format: 'eia-mix-marginal', from: 'carbon/mixes' });
  });

  it('is never an average one under another name, nor the other way round', () => {
    const [one] = problemsOf(withMarginal('electricitymap-live'));
    expect(one).toMatchObject({ path: 'traces.marginal.import' });
    const carbon = `carbon: ${imported('carboncast-marginal')}`;
    const [other] = problemsOf(edited('launch-week.yaml', 'carbon: shipped/carbon', carbon));
    expect(other.path).toBe('traces.carbon.import');
  });
});
