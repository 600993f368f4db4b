import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontOf, undominated } from '../../../../policies/ccog/placement/front.ts';
import { bestMix, type Mix } from '../../../../policies/ccog/placement/mixes.ts';
import type { PlacementProblem } from '../../../../policies/ccog/placement/problem.ts';

/** Every way to give whole groups to regions, as far as there is room. */
function allMixes(problem: PlacementProblem): Mix[] {
  const { loads, rtt, room, perInstance, price, intensity, cap } = problem;
  const total = loads.reduce((sum, load) => sum + load, 0);
  const mixes: Mix[] = [];
  for (let code = 0; code < room.length ** loads.length; code += 1) {
    const regions = loads.map((_, g) => Math.floor(code / room.length ** g) % room.length);
    const held = room.map((_, r) => {
      return loads.reduce((sum, load, g) => sum + (regions[g] === r ? load : 0), 0);
    });
    const isFit = held.every((load, r) => load <= room[r] + 1e-9);
    const isNear = regions.every((r, g) => rtt[g][r] <= cap || rtt[g][r] <= Math.min(...rtt[g]));
    if (!isFit || !isNear) continue;
    const instances = held.map((load) => Math.ceil(load / perInstance - 1e-9));
    const sumOf = (values: readonly number[]) => {
      return instances.reduce((sum, count, r) => sum + count * values[r], 0);
    };
    const latency = loads.reduce((sum, load, g) => sum + (load / total) * rtt[g][regions[g]], 0);
    mixes.push({ regions, cost: sumOf(price), latency, carbon: sumOf(intensity) });
  }
  return mixes;
}

const whole = (min: number, max: number, count: number) => {
  return fc.array(fc.integer({ min, max }), { minLength: count, maxLength: count });
};

const problems = fc.record({
  loads: whole(1, 12, 4),
  rtt: fc.array(
    whole(5, 200, 3).map((row) => row.map((ms) => ms * 1000)),
    {
      minLength: 4,
      maxLength: 4,
    },
  ),
  room: whole(6, 60, 3),
  perInstance: fc.integer({ min: 2, max: 6 }),
  price: whole(50, 120, 3).map((cents) => cents.map((cent) => cent / 100)),
  intensity: whole(20, 700, 3),
  cap: fc.constant(150_000),
  before: fc.constant([]),
});

const cellOf = ({ cost, latency }: Mix) => `${cost.toFixed(6)}/${Math.round(latency)}`;

describe('the front of cost and latency', () => {
  it('is that of all mixes there are', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const all = allMixes(problem).map((mix) => ({ ...mix, carbon: 0 }));
        const { mixes, isExact } = frontOf(problem, [1]);
        const found = undominated(mixes.map((mix) => ({ ...mix, carbon: 0 })));
        expect(isExact).toBe(true);
        expect(found.map(cellOf)).toEqual(undominated(all).map(cellOf));
      }),
      { numRuns: 60 },
    );
  });

  it('holds no mix that another is better than in every respect, at any carbon levels', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const all = allMixes(problem);
        for (const mix of frontOf(problem, [0, 0.25, 0.5, 0.75, 1]).mixes) {
          const better = all.filter(({ cost, latency, carbon }) => {
            const isAsGood = cost <= mix.cost && latency <= mix.latency && carbon <= mix.carbon;
            return isAsGood && (cost < mix.cost - 1e-6 || carbon < mix.carbon - 1e-6);
          });
          expect(better).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has mixes that no weighted sum of cost and latency finds', () => {
    // One group, three regions: the middle one lies above the line between the others.
    const problem: PlacementProblem = {
      loads: [1],
      rtt: [[10_000, 60_000, 100_000]],
      room: [9, 9, 9],
      perInstance: 1,
      price: [1, 0.8, 0.5],
      intensity: [1, 1, 1],
      cap: 150_000,
      before: [],
    };
    expect(frontOf(problem, [1]).mixes.map(({ regions }) => regions[0])).toEqual([2, 1, 0]);
    const free = { latency: Infinity, carbon: Infinity };
    const bySum = new Set<number | undefined>();
    for (let weight = 0; weight <= 1000; weight += 1) {
      const objective = { cost: 1, latency: weight * 1e-7, carbon: 0 };
      bySum.add(bestMix(problem, objective, free).mix?.regions[0]);
    }
    expect([...bySum].sort()).toEqual([0, 2]);
  });

  it('is empty where a group has no room anywhere', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        return frontOf({ ...problem, room: [0, 0, 0] }, [1]).mixes.length === 0;
      }),
      { numRuns: 5 },
    );
  });
});
