import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byPlan, byTable, greedy, uniformProgress } from '../../../bench/spot-arbitrage/rules.ts';
import { playRule } from '../../../bench/spot-arbitrage/world.ts';
import { AGES } from '../../../policies/ccog/spot-arbitrage/hazards.ts';
import { solveSpot } from '../../../policies/ccog/spot-arbitrage/table.ts';
import { planSpot } from '../../../scenarios/oracles/spot-plan.ts';

const TICKS = 40;
const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: AGES,
  maxLength: AGES,
});
const trials = fc.record({
  ups: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: TICKS + 1, maxLength: TICKS + 1 }),
  hazards: fc.record({ up: chances, down: chances }),
  unitsPerTick: fc.integer({ min: 3, max: 9 }),
  checkpointEvery: fc.constantFrom(0, 4),
  share: fc.double({ min: 0.3, max: 0.8, noNaN: true }),
});

it('misses no deadline and beats no one who knows, whatever the hazards and the market', () => {
  fc.assert(
    fc.property(trials, ({ ups, hazards, unitsPerTick, checkpointEvery, share }) => {
      const work = Math.round(TICKS * unitsPerTick * share);
      const undone = { undoneMean: checkpointEvery / 2, undoneMost: checkpointEvery };
      const grid = { ticks: TICKS, unitsPerTick, work, changeover: 6, spotPrice: 0.3 };
      const problem = { ...grid, ...undone, hazards };
      const trial = { problem, ups, age: 0, checkpointEvery };
      const program = playRule(byTable(solveSpot(problem)), trial);
      const markets = [{ isUp: Uint8Array.from(ups), price: 0.3 }];
      const plan = planSpot({ ...grid, markets });
      const known = playRule(byPlan(plan), { ...trial, checkpointEvery: 0 });
      expect(program.isLate).toBe(false);
      expect(known.cost).toBeCloseTo(plan.cost, 9);
      for (const rule of [greedy, uniformProgress]) {
        const { cost, isLate } = playRule(rule, trial);
        expect(isLate).toBe(false);
        expect(cost).toBeGreaterThanOrEqual(plan.cost - 1e-9);
      }
      expect(program.cost).toBeGreaterThanOrEqual(plan.cost - 1e-9);
    }),
    { numRuns: 60, seed: 12 },
  );
});

// A deadline of 12 ticks for 6 ticks of work; one tick is one change-over.
const slow = { ticks: 12, unitsPerTick: 2, work: 12, changeover: 2, spotPrice: 0.3 };
const short = { ...slow, undoneMean: 0, undoneMost: 0, hazards: { up: [], down: [] } };
const courseOf = (rule: typeof greedy, text: string) => {
  const ups = [...text].map((tick) => (tick === 'u' ? 1 : 0));
  const taken: string[] = [];
  playRule(
    (sight) => {
      const action = rule(sight);
      taken.push('-os'[action]);
      return action;
    },
    { problem: short, ups, age: 0, checkpointEvery: 0 },
  );
  return taken.join('');
};

it('waits greedily until two change-overs before it is too late, then stays on on-demand', () => {
  // With 8 ticks left there are 16 units for 12 of work and two change-overs; with 7, 14.
  expect(courseOf(greedy, 'dddduuuuuuuuu')).toBe('----sssssss');
  expect(courseOf(greedy, 'ddddduuuuuuuu')).toBe('-----ooooooo');
});

it('makes uniform progress: on-demand when behind, spot again when two change-overs ahead', () => {
  expect(courseOf(uniformProgress, 'ddddddddddddd')).toBe('-ooooooo');
  // After tick 5 it has made 8 of 12 units, where 6 ticks and two change-overs are due 8.
  expect(courseOf(uniformProgress, 'ddddduuuuuuuu')).toBe('-ooooosss');
  expect(courseOf(uniformProgress, 'uuuuuuuuuuuuu')).toBe('sssssss');
});
