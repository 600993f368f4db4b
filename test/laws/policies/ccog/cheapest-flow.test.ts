import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestFlow } from '../../../../policies/ccog/placement/cheapest-flow.ts';
import {
  loadsByRegion,
  type PlacementProblem,
  totalsOf,
} from '../../../../policies/ccog/placement/problem.ts';

const whole = (min: number, max: number, count: number) => {
  return fc.array(fc.integer({ min, max }), { minLength: count, maxLength: count });
};

const problems = fc.record({
  loads: whole(1, 9, 4),
  rtt: fc.array(
    whole(5, 149, 3).map((row) => row.map((ms) => ms * 1000)),
    {
      minLength: 4,
      maxLength: 4,
    },
  ),
  room: whole(13, 40, 3),
  perInstance: fc.constant(3),
  price: whole(50, 120, 3).map((cents) => cents.map((cent) => cent / 100)),
  intensity: whole(20, 700, 3),
  cap: fc.constant(150_000),
  before: fc.constant([]),
});

const rule = (carbon: number, latency: number, move = 0) => ({ carbon, latency, move });

describe('placement by weights', () => {
  it('serves everybody once, and within the room where there is room for all', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 0, max: 1, noNaN: true }), (problem, alpha) => {
        const shares = cheapestFlow(problem, rule(alpha, 0.1));
        for (const row of shares) expect(row.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 9);
        expect(totalsOf(problem, shares).overflow).toBeLessThan(1e-6);
      }),
    );
  });

  it('emits no more the more carbon counts, and pays no less', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const totals = [0, 0.05, 0.2, 1, 5].map((alpha) => {
          return totalsOf(problem, cheapestFlow(problem, rule(alpha, 0)));
        });
        for (let i = 1; i < totals.length; i += 1) {
          expect(totals[i].intensity).toBeLessThanOrEqual(totals[i - 1].intensity + 1e-3);
          expect(totals[i].price).toBeGreaterThanOrEqual(totals[i - 1].price - 1e-5);
        }
      }),
    );
  });

  it('fills the greenest region first where only carbon counts and room is enough', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const wide: PlacementProblem = { ...problem, room: [99, 99, 99] };
        const loads = loadsByRegion(wide, cheapestFlow(wide, rule(1000, 0)));
        const greenest = wide.intensity.indexOf(Math.min(...wide.intensity));
        const isTied = wide.intensity.filter((one) => one === wide.intensity[greenest]).length > 1;
        const total = wide.loads.reduce((sum, load) => sum + load, 0);
        return isTied || Math.abs(loads[greenest] - total) < 1e-9;
      }),
    );
  });

  it('moves nobody for less than a move must save', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const wide: PlacementProblem = { ...problem, room: [99, 99, 99] };
        const before = cheapestFlow(wide, rule(0.1, 0.1));
        const price = wide.price.map((usd, r) => usd + (r === 0 ? 0.01 : 0));
        const after = cheapestFlow({ ...wide, before, price }, rule(0.1, 0.1, 0.02));
        expect(after).toEqual(before);
      }),
    );
  });

  it('uses no link beyond the cap but the shortest of a group that has no other', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 10, max: 140 }), (problem, capMs) => {
        const capped = { ...problem, cap: capMs * 1000 };
        cheapestFlow(capped, rule(1, 0)).forEach((row, group) => {
          const links = capped.rtt[group];
          row.forEach((share, region) => {
            if (share === 0) return;
            expect(links[region]).toBeLessThanOrEqual(Math.max(capped.cap, Math.min(...links)));
          });
        });
      }),
    );
  });
});
