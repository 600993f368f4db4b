import { describe, expect, it } from 'vitest';
import { planRoutes } from '../../../policies/ecim-g/route-plan.ts';
import type { RouteProblem } from '../../../policies/ecim-g/route-problem.ts';
import { briefOf } from '../../policies/world.ts';

const NEAR = 20_000;
const FAR = 90_000;

function planOf(options: Partial<RouteProblem> = {}) {
  return planRoutes({
    brief: briefOf(),
    rates: [40, 20],
    rtt: [
      [NEAR, FAR],
      [FAR, NEAR],
    ],
    lateCost: [
      [0, 0],
      [0, 0],
    ],
    pieces: [roomFor(60), roomFor(60)],
    before: [[], []],
    settings: { cap: 150_000, movePenalty: 10_000, deadBand: 0 },
    ...options,
  });
}

function roomFor(rate: number) {
  return [
    { rate, cost: 0 },
    { rate: Infinity, cost: 600_000_000 },
  ];
}

describe('planned routes', () => {
  it('send everybody to the nearest region with room', () => {
    const plan = planOf();
    expect(plan.weights).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(plan.meanRtt).toBe(NEAR);
    expect(plan.overflow).toBe(0);
  });

  it('send only what does not fit elsewhere', () => {
    const plan = planOf({ pieces: [roomFor(30), roomFor(60)] });
    expect(plan.weights).toEqual([
      [0.75, 0.25],
      [0, 1],
    ]);
  });

  it('prefer a farther region to a riskier piece of the near one', () => {
    const risky = [
      { rate: 20, cost: 0 },
      { rate: 40, cost: FAR - NEAR + 1 },
      { rate: Infinity, cost: 600_000_000 },
    ];
    expect(planOf({ pieces: [risky, roomFor(60)] }).weights[0]).toEqual([0.5, 0.5]);
  });

  it('never use a link over the cap, unless there is no other', () => {
    const settings = { cap: 50_000, movePenalty: 0, deadBand: 0 };
    const tight = planOf({ pieces: [roomFor(10), roomFor(60)], settings });
    expect(tight.weights[0]).toEqual([1, 0]);
    expect(tight.overflow).toBeCloseTo(0.5, 9);
    const rtt = [
      [FAR, FAR + 1],
      [FAR, NEAR],
    ];
    expect(planOf({ rtt, settings }).weights[0]).toEqual([1, 0]);
  });

  it('leave players where they are for a gain below the price of moving', () => {
    const rtt = [
      [NEAR, NEAR - 9_000],
      [FAR, NEAR],
    ];
    const before = [
      [1, 0],
      [0, 1],
    ];
    expect(planOf({ rtt, before }).weights[0]).toEqual([1, 0]);
    const settings = { cap: 150_000, movePenalty: 8_000, deadBand: 0 };
    expect(planOf({ rtt, before, settings }).weights[0]).toEqual([0, 1]);
  });

  it('go by the map before anything is measured', () => {
    const blank = [Infinity, Infinity];
    expect(planOf({ rtt: [blank, blank] }).weights).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});
