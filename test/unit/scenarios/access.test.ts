import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ACCESS_CLASSES } from '../../../scenarios/access-classes.ts';
import { parseScenario } from '../../../scenarios/parse-scenario.ts';

const text = readFileSync('scenarios/library/mg1.yaml', 'utf8');
const written = /access: [^,}]+/;

/** The group of mg1 whose access is written so, or what is wrong with it. */
function parsed(access: string) {
  expect(text).toMatch(written);
  const result = parseScenario(text.replace(written, `access: ${access}`), 'mg1.yaml');
  if (!('scenario' in result)) return result.problems[0];
  const { access: time, ways } = result.scenario.players.groups[0];
  return { time, ways };
}

it('access is one time for all, as it was', () => {
  expect(parsed('17.1 ms')).toEqual({ time: 17_100, ways: undefined });
  expect(parsed('0 s')).toEqual({ time: 0, ways: undefined });
});

it('or one class, or shares of several', () => {
  expect(parsed('fibre')).toEqual({ time: 0, ways: [{ access: 'fibre', share: 1 }] });
  const ways = [
    { access: 'fibre', share: 0.4 },
    { access: 'wifi', share: 0.35 },
    { access: '4g', share: 0.25 },
  ];
  expect(parsed('{ fibre: 40 %, wifi: 0.35, 4g: 25 % }')).toEqual({ time: 0, ways });
});

it.each([
  ['fiber', 'nearest', 'fibre'],
  ['{ fibre: 40 %, wify: 60 % }', 'nearest', 'wifi'],
  ['{ fibre: 40 %, wifi: 50 % }', 'wanted', 'add up to 100 %'],
  ['{}', 'wanted', 'add up to 100 %'],
  ['{ fibre: -1, wifi: 2 }', 'wanted', 'add up to 100 %'],
  ['17', 'wanted', 'a duration'],
  ['0.2 us', 'wanted', 'at least "1 us"'],
  ['11 s', 'wanted', '10 s'],
])('access: %s is a problem that says what was wanted', (access, _, wanted) => {
  const problem = parsed(access);
  if (!('wanted' in problem)) expect.fail('it was read');
  expect(`${problem.wanted} ${JSON.stringify(problem)}`).toContain(wanted);
});

it('every class has figures that make sense together, each with a source', () => {
  for (const { name, base, delayMedian, delayP99, loss, burst } of ACCESS_CLASSES) {
    expect(delayP99.value, name).toBeGreaterThan(delayMedian.value);
    expect(delayMedian.value, name).toBeGreaterThan(0);
    expect(loss.value, name).toBeLessThan(0.01);
    for (const figure of [base, delayMedian, delayP99, loss, burst]) {
      expect(figure.source.length, name).toBeGreaterThan(5);
      if (figure.source.includes('remembered')) expect(figure.confidence, name).toBe('assumed');
    }
  }
});
