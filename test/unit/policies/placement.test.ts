import { describe, expect, it } from 'vitest';
import { openPlacing } from '../../../models/placement/placing.ts';
import type { PlacementBrief, PlacementView } from '../../../policies/placement.ts';
import { placementGates } from '../../../policies/registry.ts';

const NOWHERE = Number.POSITIVE_INFINITY;
const BRIEF: PlacementBrief = {
  variants: [
    { name: 'full', fidelity: 1, work: [NOWHERE, 5000, 4000] },
    { name: 'small', fidelity: 0.9, work: [6000, 2000, 2000] },
  ],
  budget: 30_000,
  frameEvery: 16_667,
  pricePerSecond: [0, 0.001, 0.0005],
  powerW: [5, 40, 40],
  hasFallback: false,
};
const SMALL_HERE = 1;
const FULL_NEAR = 2;
const FULL_FAR = 4;

function chooser(use: string, parameters = {}) {
  const gate = placementGates[use].create(parameters, BRIEF);
  const { view } = openPlacing(gate);
  return (change: (view: PlacementView) => void): number => {
    view.heat = 0;
    change(view);
    return gate.choose(view, gate.begin());
  };
}

describe('gates that look at nothing', () => {
  it('choose the best variant that their place offers', () => {
    const choices = ['device', 'edge', 'cloud'].map((place) => {
      return chooser(`baselines/always-${place}`)(() => undefined);
    });
    expect(choices).toEqual([SMALL_HERE, FULL_NEAR, FULL_FAR]);
  });

  it('split players by their numbers, the same each time, near the shares asked for', () => {
    const choose = chooser('baselines/static-split', { edge: 0.5, cloud: 0.2 });
    const many = Array.from({ length: 20_000 }, (_, i) => {
      return choose((view) => {
        view.player = i * 200_000;
      });
    });
    const share = (choice: number) => many.filter((one) => one === choice).length / many.length;
    expect(share(FULL_NEAR)).toBeCloseTo(0.5, 1);
    expect(share(FULL_FAR)).toBeCloseTo(0.2, 1);
    expect(share(SMALL_HERE)).toBeCloseTo(0.3, 1);
  });

  it('send to the edge who would run locally and has nothing to run on', () => {
    const choose = chooser('baselines/static-split', { edge: 0, cloud: 0 });
    expect(choose((view) => Object.assign(view, { heat: -1 }))).toBe(FULL_NEAR);
  });
});

describe('gates that believe one number of each way', () => {
  const measured = (view: PlacementView, edge: number, cloud: number) => {
    [edge, cloud].forEach((rtt, way) => {
      Object.assign(view.links[way], { lastRtt: rtt, slowRtt: rtt, age: 1000, wait: 0 });
    });
  };

  it('try the cloud before anything is known of it', () => {
    expect(chooser('baselines/last-rtt')(() => undefined)).toBe(FULL_FAR);
  });

  it.each(['baselines/last-rtt', 'baselines/moving-average'])(
    '%s goes no further than the budget lets it',
    (use) => {
      const choose = chooser(use);
      expect(choose((view) => measured(view, 5000, 20_000))).toBe(FULL_FAR);
      expect(choose((view) => measured(view, 5000, 26_000))).toBe(FULL_NEAR);
      expect(choose((view) => measured(view, 25_000, 40_000))).toBe(SMALL_HERE);
    },
  );

  it('take the less late way where the device cannot help', () => {
    const choose = chooser('baselines/last-rtt');
    const chosen = choose((view) => {
      measured(view, 60_000, 50_000);
      view.heat = -1;
    });
    expect(chosen).toBe(FULL_FAR);
  });

  it('try a way again that they have not measured for long', () => {
    const choose = chooser('baselines/last-rtt', { retry: 1_000_000 });
    const chosen = choose((view) => {
      measured(view, 5000, 90_000);
      Object.assign(view.links[1], { age: 2_000_000 });
    });
    expect(chosen).toBe(FULL_FAR);
  });
});
