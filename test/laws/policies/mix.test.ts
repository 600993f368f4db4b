import { describe, expect, it } from 'vitest';
import { planMix } from '../../../policies/ecim-g/mix/plan.ts';
import { survivorsOf } from '../../../policies/ecim-g/mix/problem.ts';
import { bestByTrial, drawMix, pricedOf } from '../../fixtures/mixes.ts';

const SMALL = { pools: 2, groups: 2, quota: 4 };
const WIDER = { pools: 5, groups: 4, quota: 30 };

describe('the accelerator mix', () => {
  it('costs little more than the best of every whole mix there is', () => {
    const over: number[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const problem = drawMix(seed, SMALL);
      const best = bestByTrial(problem);
      const plan = planMix(problem);
      expect(plan?.relaxed === '', `seed ${seed}`).toBe(best < Infinity);
      if (plan === undefined || best === Infinity) continue;
      const cost = pricedOf(problem, plan.mix.holdings, plan.mix.rates);
      expect(cost, `seed ${seed}`).toBeGreaterThan(best * (1 - 1e-6));
      expect(plan.bound, `seed ${seed}`).toBeLessThanOrEqual(best * (1 + 1e-9));
      over.push(cost / best - 1);
    }
    over.sort((a, b) => a - b);
    expect(over.length).toBeGreaterThan(30);
    // Most are the best; a few instances more or less are a large share of so few.
    expect(over[Math.floor(0.8 * over.length)]).toBeLessThan(1e-6);
    expect(over[over.length - 1]).toBeLessThan(0.2);
  });

  it('says what conflicts, and serves the rest, where quotas are too small', () => {
    const drawn = drawMix(3, WIDER);
    const groups = drawn.groups.map((group) => ({ ...group, rate: group.rate * 100 }));
    const pools = drawn.pools.map((pool) => ({ ...pool, quota: 2, mostSpot: 2 }));
    const plan = planMix({ ...drawn, groups, pools });
    expect(plan?.relaxed).toMatch(
      /^conflict: .*quota of pool-0.*demand of .*least bad: .* unserved/,
    );
    expect(plan?.unserved).toBeGreaterThan(0);
  });

  it('finds a carbon limit that cannot be kept, and by how much it is missed', () => {
    const drawn = drawMix(4, WIDER);
    const settings = { ...drawn.settings, mostKg: 1e-4 };
    const plan = planMix({ ...drawn, settings });
    expect(plan?.relaxed).toMatch(
      /conflict: carbon limit.*least bad: carbon limit up by [0-9.]+ kg/,
    );
    expect(plan?.unserved).toBe(0);
  });

  it('prices one more request between what the last one cost and what the next one does', () => {
    const drawn = drawMix(5, WIDER);
    const plan = planMix(drawn);
    const shown = plan?.prices.filter(({ name }) => name.startsWith('request/s')) ?? [];
    expect(shown).toHaveLength(4);
    for (const { low, high } of shown) {
      expect(low).toBeGreaterThan(0);
      expect(high).toBeGreaterThanOrEqual(low);
    }
  });

  it('plans the same mix again', () => {
    expect(planMix(drawMix(6, WIDER))).toEqual(planMix(drawMix(6, WIDER)));
  });

  it('keeps the late target by the exact curves, also after the loss of a spot zone', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const problem = drawMix(seed, WIDER);
      const plan = planMix(problem);
      if (plan === undefined || plan.relaxed !== '') continue;
      const { holdings, rates } = plan.mix;
      problem.groups.forEach(({ rate }, g) => {
        const served = problem.links.reduce(
          (sum, { group }, l) => sum + (group === g ? rates[l] : 0),
          0,
        );
        expect(served).toBeCloseTo(rate, 6);
      });
      problem.pools.forEach((pool, p) => {
        const used = problem.links.flatMap((link, l) =>
          link.pool === p && rates[l] > 0 ? [l] : [],
        );
        const load = used.reduce((sum, l) => sum + (rates[l] * problem.links[l].service) / 1e6, 0);
        const network = Math.max(0, ...used.map((l) => problem.links[l].rtt));
        const { onDemand, spot } = holdings[p];
        const room = (instances: number) => problem.capacity.admissible(p, network, instances);
        expect(load).toBeLessThanOrEqual(room(onDemand + spot) + 1e-6);
        const left = room(survivorsOf(pool, holdings[p]));
        if (spot > 0) expect(load * (1 - problem.settings.shed)).toBeLessThanOrEqual(left + 1e-6);
      });
    }
  });
});
