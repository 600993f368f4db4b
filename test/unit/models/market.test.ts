import { expect, it } from 'vitest';
import { MINUTE } from '../../../engine/units.ts';
import { STATE } from '../../../models/fleet.ts';
import { survivingShare } from '../../../models/market.ts';
import { openSimulation } from '../../../models/open.ts';
import type { Setup } from '../../../models/setup.ts';
import type { WorldSimulation } from '../../../models/world.ts';
import { openScripted, scripted } from '../../fixtures/scripted.ts';
import { steps } from '../../fixtures/small-world.ts';

const lossAt = 30 * MINUTE;
const order = { kind: 'scale', region: 0, market: 'spot', instances: 16 } as const;

/** The scripted world with 16 spot instances in two zones whose capacity falls to `level`. */
function fallTo(level: number, seed = 7): WorldSimulation {
  const policy = scripted({ 0: [order] });
  const { setup } = openScripted(policy).world;
  const falls = ['a', 'b'].map((name) =>
    steps(name, 600 * MINUTE, [
      [0, 1],
      [lossAt, level],
      [lossAt + 10 * MINUTE, 1],
    ]),
  );
  const regions = setup.regions.map((region) => ({ ...region, zoneSeries: falls }));
  const changed: Setup = { ...setup, seed, regions };
  return openSimulation(changed, [policy]);
}

function spotReady({ world }: WorldSimulation): number {
  const { state, market } = world.fleet;
  return state.filter((one, row) => one === STATE.ready && market[row] === 1).length;
}

function revokedAt(level: number, seed?: number): number {
  const simulation = fallTo(level, seed);
  simulation.run(lossAt - 1);
  expect(spotReady(simulation)).toBe(16);
  simulation.run(lossAt);
  return simulation.world.ledger.counts.revocations;
}

it('a fall to nothing takes every instance, a fall in part takes its share of them', () => {
  expect(revokedAt(0)).toBe(16);
  const seeds = Array.from({ length: 30 }, (_, seed) => seed);
  const lost = seeds.map((seed) => revokedAt(0.75, seed));
  const mean = lost.reduce((sum, one) => sum + one, 0) / lost.length;
  // 16 instances, a quarter each: mean 4, standard deviation of the mean of 30 runs 0.32.
  expect(Math.abs(mean - 4)).toBeLessThan(1.2);
  expect(new Set(lost).size).toBeGreaterThan(2);
});

it('which instances go is the same in every run of a seed', () => {
  expect(revokedAt(0.5, 3)).toBe(revokedAt(0.5, 3));
});

it('a zone that lost a share goes on selling; one that lost all does not', () => {
  for (const [level, up] of [
    [0.5, 1],
    [0, 0],
  ]) {
    const simulation = fallTo(level);
    simulation.run(lossAt);
    expect([...simulation.world.zonesUp[0]]).toEqual([up, up]);
  }
});

it('a rise takes nothing, and a fall counts from where the zone stood', () => {
  const zone = steps('zone', 10, [
    [0, 0.5],
    [2, 1],
    [4, 0.8],
    [6, 0.4],
  ]);
  expect([0, 2, 3, 4, 6].map((at) => survivingShare(zone, at))).toEqual([1, 1, 1, 0.8, 0.5]);
  // The cycle begins again at 10: from 0.4 to 0.5.
  expect(survivingShare(zone, 10)).toBe(1);
});
