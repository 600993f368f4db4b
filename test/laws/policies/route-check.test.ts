import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areCheapest } from '../../../policies/ecim-g/route-check.ts';
import { linksOf } from '../../../policies/ecim-g/route-links.ts';
import { planRoutes } from '../../../policies/ecim-g/route-plan.ts';
import type { RouteProblem } from '../../../policies/ecim-g/route-problem.ts';
import { briefOf } from '../../policies/world.ts';

const SEED = { seed: 20260115, numRuns: 300 };
const MOVE = 10_000;
const OVERLOAD = 100_000;
const [BASE] = briefOf().regions;
const [SOMEBODY] = briefOf().groups;

const trips = fc.array(fc.integer({ min: 5_000, max: 200_000 }), { minLength: 3, maxLength: 3 });
const rooms = fc.array(
  fc.record({
    rate: fc.integer({ min: 1, max: 40 }),
    cost: fc.integer({ min: 0, max: 90_000 }),
  }),
  { minLength: 3, maxLength: 3 },
);
const shares = fc
  .array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 })
  .filter((list) => list.some((share) => share > 0))
  .map((list) => list.map((share) => share / list.reduce((sum, more) => sum + more, 0)));
const drifts = fc.array(fc.double({ min: 0.85, max: 1.15, noNaN: true }), {
  minLength: 3,
  maxLength: 3,
});
const three = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { minLength: 3, maxLength: 3 });

/** Three groups and three regions whose players are anywhere. */
const problems: fc.Arbitrary<RouteProblem> = fc
  .record({
    rates: three(fc.integer({ min: 1, max: 30 })),
    rtt: three(trips),
    lateCost: three(trips.map((list) => list.map((value) => value / 10))),
    rooms: three(rooms),
    before: three(shares),
  })
  .map(({ rooms: lists, ...rest }) => ({
    ...rest,
    brief: briefOf({ regions: [BASE, BASE, BASE], groups: [SOMEBODY, SOMEBODY, SOMEBODY] }),
    pieces: lists.map((list) => [
      ...list.sort((a, b) => a.cost - b.cost),
      { rate: Infinity, cost: OVERLOAD },
    ]),
    settings: { cap: 150_000, movePenalty: MOVE, deadBand: 0 },
  }));

/** Microseconds per second that weights cost: links, moves and pieces. */
function priceOf(problem: RouteProblem, weights: readonly (readonly number[])[]): number {
  let price = 0;
  const loads = [0, 0, 0];
  weights.forEach((list, group) => {
    const { cost } = linksOf(problem, group);
    list.forEach((weight, region) => {
      const moved = Math.max(0, weight - problem.before[group][region]);
      price += problem.rates[group] * (weight * cost[region] + moved * MOVE);
      loads[region] += problem.rates[group] * weight;
    });
  });
  problem.pieces.forEach((list, region) => {
    let left = loads[region];
    for (const { rate, cost } of list) {
      price += Math.min(left, rate) * cost;
      left = Math.max(0, left - rate);
    }
  });
  return price;
}

const links = (problem: RouteProblem) => problem.brief.groups.map((_, g) => linksOf(problem, g));

/** The plan of the solver, even where the weights in force would do. */
function replan(problem: RouteProblem): readonly (readonly number[])[] {
  return planRoutes({ ...problem, settings: { ...problem.settings, deadBand: -1 } }).weights;
}

describe('the proof that routes are cheapest', () => {
  it('never calls routes cheapest that a new plan beats by more than it forgives', () => {
    let proved = 0;
    const law = fc.property(problems, three(drifts), (problem, drift) => {
      const rtt = problem.rtt.map((list, g) => list.map((trip, r) => trip * drift[g][r]));
      const drifted = { ...problem, rtt, before: planRoutes(problem).weights };
      if (!areCheapest(drifted, links(drifted))) return;
      proved += 1;
      const forgiven = 0.005 * OVERLOAD * problem.rates.reduce((sum, rate) => sum + rate, 0);
      const best = priceOf(drifted, replan(drifted));
      expect(priceOf(drifted, drifted.before)).toBeLessThanOrEqual(best + forgiven + 1e3);
    });
    fc.assert(law, SEED);
    expect(proved).toBeGreaterThan(50);
  });

  it('calls most plans that were just made cheapest', () => {
    let proved = 0;
    const law = fc.property(problems, (problem) => {
      const made = { ...problem, before: planRoutes(problem).weights };
      if (areCheapest(made, links(made))) proved += 1;
    });
    fc.assert(law, SEED);
    expect(proved).toBeGreaterThan(SEED.numRuns / 2);
  });

  it('calls nothing cheapest before the first order or beyond the cap', () => {
    const law = fc.property(problems, (problem) => {
      expect(areCheapest({ ...problem, before: [[], [], []] }, links(problem))).toBe(false);
      const far = { ...problem, settings: { ...problem.settings, cap: 1 } };
      const isSpread = problem.before.some((list) => list.filter((share) => share > 0).length > 1);
      if (isSpread) expect(areCheapest(far, links(far))).toBe(false);
    });
    fc.assert(law, SEED);
  });
});
