import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../../engine/math.ts';
import { dalyInterval } from '../../../policies/ccog/spot-arbitrage/checkpoints.ts';
import { AGE_STARTS, AGES } from '../../../policies/ccog/spot-arbitrage/hazards.ts';
import type { SpotProblem } from '../../../policies/ccog/spot-arbitrage/problem.ts';
import { costOf, solveSpot } from '../../../policies/ccog/spot-arbitrage/table.ts';
import { planSpot } from '../../../scenarios/oracles/spot-plan.ts';
import { bucketStarts } from '../../../traces/fit/run-law.ts';
import { choicesIn, type TreeState, treeCost } from './spot-tree.ts';

const flat = (hazard: number) => Array.from({ length: AGES }, () => hazard);
const start = { runs: 'nothing', pending: 0, age: 0 } as const;
const hazards = fc.array(fc.double({ min: 0.02, max: 0.98, noNaN: true }), {
  minLength: AGES,
  maxLength: AGES,
});
const problems = (ticks: number) =>
  fc
    .record({
      unitsPerTick: fc.integer({ min: 1, max: 3 }),
      changeover: fc.integer({ min: 1, max: 4 }),
      share: fc.double({ min: 0.2, max: 0.7, noNaN: true }),
      spotPrice: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      undone: fc.constantFrom([0, 0], [0.5, 1], [1, 2]),
      up: hazards,
      down: hazards,
    })
    .map(({ unitsPerTick, share, undone, up, down, ...rest }): SpotProblem => {
      const work = Math.max(1, Math.floor(ticks * unitsPerTick * share));
      const [undoneMean, undoneMost] = undone;
      return { ticks, unitsPerTick, work, undoneMean, undoneMost, hazards: { up, down }, ...rest };
    });

describe('spot arbitrage by dynamic programming', () => {
  it('has the age buckets that hazards are fitted in', () => {
    expect(AGE_STARTS).toEqual(bucketStarts);
  });

  it('costs what an exhaustive tree costs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }).chain(problems), fc.boolean(), (problem, isUp) => {
        const state = { ...start, isUp, work: problem.work };
        const tree = treeCost(problem, { ...state, left: problem.ticks });
        const table = costOf(solveSpot(problem), state);
        if (tree === Number.POSITIVE_INFINITY) expect(table).toBeGreaterThan(1e6);
        else expect(table).toBeCloseTo(tree, 9);
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  it('agrees with value iteration over all states at once, to 1e-9', () => {
    fc.assert(
      fc.property(problems(14), (problem) => {
        const first: TreeState = { ...start, isUp: true, work: problem.work, left: problem.ticks };
        const iterated = iterateValues(problem, first);
        const { left: _, ...state } = first;
        const table = costOf(solveSpot(problem), state);
        if (iterated > 1e6) expect(table).toBeGreaterThan(1e6);
        else expect(Math.abs(table - iterated)).toBeLessThan(1e-9);
      }),
      { numRuns: 12, seed: 9 },
    );
  });

  const bare = { ticks: 30, unitsPerTick: 5, work: 100, changeover: 6, spotPrice: 0.3 };
  const whole = { ...bare, undoneMean: 0, undoneMost: 0 };

  it('costs spot for all of it where spot always is, on-demand where it never is', () => {
    const always = solveSpot({ ...whole, hazards: { up: flat(0), down: flat(1) } });
    expect(costOf(always, { ...start, work: 100, isUp: true })).toBeCloseTo((0.3 * 106) / 5, 9);
    const never = solveSpot({ ...whole, hazards: { up: flat(1), down: flat(0) } });
    expect(costOf(never, { ...start, work: 100, isUp: false })).toBeCloseTo(106 / 5, 9);
  });
});

// Gauss-Seidel over every state that can be reached, until nothing moves.
function iterateValues(problem: SpotProblem, first: TreeState): number {
  const keyOf = (state: TreeState) => Object.values(state).join();
  const states = new Map<string, TreeState>([[keyOf(first), first]]);
  for (const state of states.values()) {
    for (const { next } of choicesIn(problem, state)) {
      for (const [, to] of next) states.set(keyOf(to), to);
    }
  }
  const linked = [...states].map(([key, state]) => {
    const choices = choicesIn(problem, state).map(({ cost, next }) => {
      return { cost, next: next.map(([chance, to]) => [chance, keyOf(to)] as const) };
    });
    return { key, choices };
  });
  const values = new Map(linked.map(({ key }) => [key, 0]));
  for (let moved = 1; moved > 1e-13; ) {
    moved = 0;
    for (const { key, choices } of linked) {
      const costs = choices.map(({ cost, next }) => {
        return next.reduce((sum, [chance, to]) => sum + chance * (values.get(to) ?? 0), cost);
      });
      const value = Math.min(1e12, ...costs);
      moved = Math.max(moved, Math.abs(value - (values.get(key) ?? 0)) / Math.max(1, value));
      values.set(key, value);
    }
  }
  return values.get(keyOf(first)) ?? Number.NaN;
}

describe('full knowledge', () => {
  it('costs what the best of all courses of action costs', () => {
    const grid = { ticks: 6, unitsPerTick: 2, changeover: 1 };
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        fc.integer({ min: 1, max: 10 }),
        (ups, work) => {
          const isUp = Uint8Array.from(ups, Number);
          const plan = planSpot({ ...grid, work, markets: [{ isUp, price: 0.3 }] });
          const best = bestCourse(ups, 0, { work, runs: 0 });
          if (best === Number.POSITIVE_INFINITY) expect(plan.cost).toBeGreaterThan(1e6);
          else expect(plan.cost).toBeCloseTo(best, 9);
        },
      ),
      { numRuns: 100, seed: 10 },
    );
  });
});

// A change-over of one unit is half a tick of two: nothing of it is left after a tick.
function bestCourse(
  ups: readonly boolean[],
  tick: number,
  { work, runs }: { readonly work: number; readonly runs: number },
): number {
  if (work <= 0) return 0;
  if (tick === 6) return Number.POSITIVE_INFINITY;
  const costs = [0, 1, 2].flatMap((market) => {
    if (market === 2 && !ups[tick]) return [];
    if (market === 0) return [bestCourse(ups, tick + 1, { work, runs: 0 })];
    const lost = runs === market ? 0 : 1;
    const used = Math.min(1, (work + lost) / 2);
    const next = market === 2 && !ups[tick + 1] ? 0 : market;
    const rest = bestCourse(ups, tick + 1, { work: work - (2 - lost), runs: next });
    return [used * (market === 2 ? 0.3 : 1) + rest];
  });
  return Math.min(...costs);
}

describe("Daly's checkpoint interval", () => {
  // Waste of exponential losses, exactly: M (exp((t + d) / M) - 1) / t - 1.
  it.each([4, 12, 60, 290])('wastes no more than 0.01 %% above the least at M = %d d', (mean) => {
    const waste = (every: number) => (mean * (exp((every + 1) / mean) - 1)) / every - 1;
    const grid = Array.from({ length: 4000 }, (_, i) => waste(0.05 + i * 0.02));
    const least = Math.min(...grid);
    expect(waste(dalyInterval(1, mean))).toBeLessThan(least + 1e-4);
  });
});
