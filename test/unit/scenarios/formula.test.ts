import { describe, expect, it } from 'vitest';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

function arrivals(formula: string): string {
  return edited('mg1.yaml', 'arrivals: 7 /s', `arrivals: "${formula}"`);
}

function rateAt(formula: string, hour: number): number {
  const { values } = scenarioOf(arrivals(formula)).players.arrivals;
  return values[hour * 12];
}

describe('a formula of arrivals', () => {
  const halfStep = 1 / 24;

  it.each<[string, number, number]>([
    ['0.02 /s', 5, 0.02],
    ['72 / h', 5, 0.02],
    ['2 players/min', 5, 2 / 60],
    ['1 /s + 2 /s * 3 ^ 2', 5, 19],
    ['(2 s)^2 / (4 s)^3', 5, 1 / 16],
    ['t > 2 h ? 1 /s : 0 /s', 1, 0],
    ['t > 2 h ? 1 /s : 0 /s', 3, 1],
    ['ramp(t, 0 h, 10 h) * 1 /s', 5, (5 + halfStep) / 10],
    ['spike(t, 1 h, 1 h, 8 /s, 3 h)', 0, 0],
    ['spike(t, 1 h, 1 h, 8 /s, 3 h)', 1, 8 * halfStep],
    ['spike(t, 1 h, 1 h, 8 /s, 3 h)', 5, 8 * 2 ** (-(3 + halfStep) / 3)],
    ['max(1 /s, 20 % * 10 /s, 1 /min)', 5, 2],
    ['mod(t, 1 h) / 1 h * 1 /s', 7, halfStep],
    ['sqrt(4 /s^2)', 5, 2],
    ['(1 + cos(pi) + exp(0) + log(1)) /s', 5, 1],
    ['abs(-3) /s + floor(2.5) /s + ceil(2.5) /s', 5, 8],
  ])('%s at hour %d gives %d per second', (formula, hour, value) => {
    expect(rateAt(formula, hour)).toBeCloseTo(value, 12);
  });

  it.each<[string, RegExp]>([
    ['7', /a rate/],
    ['7 s', /a rate/],
    ['7 USD', /a unit of time instead of "USD"/],
    ['t', /a rate/],
    ['1 /s + 1', /units that fit together/],
    ['sin(t) /s', /units that fit together/],
    ['t > 1 h ? 1 /s : 1', /same unit on both sides/],
    ['random() /s', /sin, cos, .* not "random"/],
    ["import('x')", /not "import"/],
    ['f(x) = 1', /numbers, units/],
    ['a = 5', /numbers, units/],
    ['[1, 2]', /numbers, units/],
    ['t.constructor', /numbers, units/],
    ['1 /s; 2 /s', /numbers, units/],
    ['sin(1, 2) /s', /sin\(x\)/],
    ['1 /s +', /a formula \(/],
    ['', /finite numbers|a formula/],
    ['1 /s # note', /^$|a rate/],
    ['2 i /s', /instead of "i"/],
    ['(2 s) ^ t', /units that fit together/],
  ])('%s is refused or harmless', (formula, wanted) => {
    const said = problemsOf(arrivals(formula)).map((problem) => problem.wanted);
    expect(said.join('; ')).toMatch(wanted);
  });

  it('is refused when it is too long or too deep', () => {
    const long = Array.from({ length: 200 }, () => '1 /s').join(' + ');
    const deep = `${'('.repeat(60)}1 /s${')'.repeat(60)}`;
    expect(problemsOf(arrivals(long))[0].wanted).toMatch(/at most 400 characters/);
    expect(problemsOf(arrivals(deep))[0].wanted).toMatch(/nested less deeply/);
  });

  it('that turns negative says at which t', () => {
    const [problem] = problemsOf(arrivals('(5 h - t) / 1 h^2'));
    expect(problem.path).toBe('players.arrivals');
    expect(problem.found).toMatch(/^-\S+ at t = 18150 s$/);
  });

  it('that is no number at some t says so', () => {
    const [problem] = problemsOf(arrivals('sqrt(3 h - t) / 1 h^1.5'));
    const [ratio] = problemsOf(arrivals('log(2 - t / 1 h) /s + 9 /s'));
    expect(problem.wanted).toMatch(/units that fit together/);
    expect(ratio.found).toMatch(/^NaN at t = /);
  });

  it('is sampled over the whole horizon, the daily cycle over a day', () => {
    const { players } = scenarioOf(textOf('mg1.yaml'));
    expect(players.arrivals.values).toHaveLength(24 * 12);
    expect(players.dailyCycle.values).toHaveLength(24 * 4);
  });

  it('of the daily cycle may not carry a unit', () => {
    const text = edited('mg1.yaml', 'daily cycle: 1', 'daily cycle: 1 /s');
    expect(problemsOf(text)[0].wanted).toMatch(/a factor without unit/);
  });
});
