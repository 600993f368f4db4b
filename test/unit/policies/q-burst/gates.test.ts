import { describe, expect, it } from 'vitest';
import { log } from '../../../../engine/math.ts';
import { MINUTE, SECOND } from '../../../../engine/units.ts';
import { type Governance, govern } from '../../../../policies/q-burst/governance.ts';
import { searchGates } from '../../../../policies/registry.ts';
import {
  SEARCH_RULES,
  type SearchBrief,
  type SearchGate,
  type SearchView,
} from '../../../../policies/search.ts';

/** One second a search on a worker; the annealer solves a small one in 0.3 s for 10 cents. */
const brief: SearchBrief = {
  classical: { intercept: 0, slope: 0, sd: 0, from: 10, to: 1000 },
  successIntercept: log(0.5),
  successSlope: 0,
  programming: 0.03 * SECOND,
  perRead: 250,
  mostReads: 1000,
  mostVariables: 177,
  roundTrip: 0.2 * SECOND,
  workers: 2,
  pricePerSecond: [0.0002, 0.5],
  powerW: [100, 25_000],
};

function viewOf(changes: Partial<SearchView> = {}): SearchView {
  return {
    at: 100 * SECOND,
    size: 60,
    left: 5 * SECOND,
    embedding: 0,
    wait: [0, 0],
    waitAge: [0, 0],
    failures: 0,
    spent: [0, 0],
    intensityGPerKwh: 300,
    ...changes,
  };
}

const open = (id: string, parameters: Record<string, number> = {}): SearchGate =>
  searchGates[`q-burst/${id}`].create(parameters, brief);

function choose(gate: SearchGate, ...views: readonly SearchView[]): readonly number[] {
  const memory = gate.begin();
  return views.map((view) => gate.choose(view, memory));
}

describe('gates that look at nothing, or at the size', () => {
  it('send every search one way, or by its size alone', () => {
    const views = [20, 100, 177, 178].map((size) => viewOf({ size }));
    expect(choose(open('always-classical'), ...views)).toEqual([0, 0, 0, 0]);
    expect(choose(open('always-annealer'), ...views)).toEqual([1, 1, 1, 1]);
    expect(choose(open('fixed-size', { from: 100 }), ...views)).toEqual([0, 1, 1, 0]);
  });

  it('refuse parameters that they do not have', () => {
    expect(() => open('always-classical', { from: 3 })).toThrow('no parameter from');
    expect(() => open('fixed-size', { from: 0 })).toThrow('found 0, wanted 1 to 1000000');
  });
});

describe('the break-even gate', () => {
  const dear = { 'per-second': 1 };

  it('off-loads where a second is dear, and not where it is cheap', () => {
    expect(choose(open('break-even', dear), viewOf())).toEqual([1]);
    expect(choose(open('break-even', { 'per-second': 0.01 }), viewOf())).toEqual([0]);
  });

  it('counts the wait at either side, an embedding and what does not fit', () => {
    const gate = open('break-even', dear);
    expect(choose(gate, viewOf({ wait: [0, SECOND] }))).toEqual([0]);
    expect(choose(gate, viewOf({ wait: [SECOND, SECOND] }))).toEqual([1]);
    expect(choose(gate, viewOf({ embedding: 2 * SECOND }))).toEqual([0]);
    expect(choose(gate, viewOf({ embedding: Number.POSITIVE_INFINITY }))).toEqual([0]);
    expect(choose(gate, viewOf({ size: 178 }))).toEqual([0]);
  });

  it('does not send a whole burst into one line because that was empty a while ago', () => {
    const gate = open('break-even', { 'per-second': 0.02 });
    const burst = Array.from({ length: 40 }, () => viewOf({ waitAge: [SECOND, SECOND] }));
    const choices = choose(gate, ...burst);
    expect(choices[0]).toBe(0);
    const away = choices.filter((choice) => choice === 1).length;
    expect(away).toBeGreaterThan(5);
    expect(away).toBeLessThan(40);
  });

  it('lets a wait told long ago count for less', () => {
    const gate = open('break-even', { ...dear, 'forget-after': 10 * SECOND });
    const memory = gate.begin();
    const calm = viewOf({ at: 0, wait: [0, 0] });
    for (let told = 0; told < 500; told++) {
      gate.choose({ ...calm, at: told * MINUTE }, memory);
    }
    const at = 500 * MINUTE;
    const busy = viewOf({ at, wait: [0, 2 * MINUTE] });
    expect(gate.choose(busy, memory)).toBe(0);
    const later = viewOf({ at: at + MINUTE, wait: [0, 2 * MINUTE], waitAge: [MINUTE, MINUTE] });
    expect(gate.choose(later, memory)).toBe(1);
  });

  it('prices emissions where asked to', () => {
    const view = viewOf({ intensityGPerKwh: 5000 });
    const cheap = { 'per-second': 0.1 };
    expect(choose(open('break-even', cheap), view)).toEqual([1]);
    const priced = open('break-even', { ...cheap, 'carbon-price': 100_000 });
    expect(choose(priced, view)).toEqual([0]);
  });
});

describe('rules over a gate', () => {
  const none = Number.POSITIVE_INFINITY;
  const free: Governance = {
    budgetPerDay: none,
    carbon: none,
    queue: none,
    failures: none,
    age: none,
    hold: MINUTE,
    back: 0.5,
  };
  const cases: readonly [string, Partial<Governance>, Partial<SearchView>][] = [
    ['age', { age: MINUTE }, { waitAge: [0, 2 * MINUTE] }],
    ['budget', { budgetPerDay: 10 }, { spent: [99, 10.01] }],
    ['carbon', { carbon: 400 }, { intensityGPerKwh: 401 }],
    ['queue', { queue: SECOND }, { wait: [0, 2 * SECOND] }],
  ];

  for (const [rule, limits, broken] of cases) {
    it(`${rule}: holds the gate above its limit, and lets go well below it after a while`, () => {
      const gate = govern(open('always-annealer'), { ...free, ...limits });
      const memory = gate.begin();
      const standing = () => SEARCH_RULES[gate.standing?.(memory) ?? 0];
      expect(gate.choose(viewOf({ at: 0 }), memory)).toBe(1);
      expect(gate.choose(viewOf({ at: 1, ...broken }), memory)).toBe(0);
      expect(standing()).toBe(rule);
      const calm = viewOf({ at: 2, intensityGPerKwh: 100 });
      expect(gate.choose(calm, memory)).toBe(0);
      expect(gate.choose({ ...calm, at: 2 * MINUTE }, memory)).toBe(1);
      expect(standing()).toBe('none');
    });
  }

  it('lets a gate be where no limit is set', () => {
    expect(
      choose(govern(open('always-annealer'), free), viewOf({ waitAge: [none, none] })),
    ).toEqual([1]);
  });
});
