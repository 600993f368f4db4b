import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../engine/units.ts';
import type { StagedBoot } from '../../models/cold-start/setup.ts';
import { totalsOf } from '../../models/totals.ts';
import type { Decision } from '../../policies/decision.ts';
import { smallScenario } from '../fixtures/small-world.ts';
import { hold, openStaged, reads, stagedBoot, storeOf, takes } from '../fixtures/staged-boot.ts';
import { brokenInvariants } from './invariants.ts';

const spell = (mean: number) => ({ kind: 'exponential', mean }) as const;

/** Everything at once: two families that run short, a pool, tiers, cold shards, a quota. */
const boot: StagedBoot = stagedBoot({
  stages: [
    takes('launch', 45e6),
    reads('volume', 60e9, { hot: 0.4, shards: 20, needed: 0.05 }),
    reads('models', 8e9, { after: 1, sources: [{ store: 1, chance: 1 }] }),
    takes('engine', 15e6, 0b110),
    takes('wake', 2e6),
  ],
  stores: [
    storeOf('snapshot', { channel: 300, openEvery: 5e6, openBurst: 4 }),
    storeOf('files', { client: 500, total: 1500 }),
  ],
  families: [
    { name: 'cheap', price: 1, most: 5, spells: { has: spell(20e6 * 60), lacks: spell(5e6 * 60) } },
    { name: 'dear', price: 1.4, most: 8, spells: undefined },
  ],
  pool: { instances: 3, keeps: 0b10, isRunning: false, pricePerHour: 0.02 },
});

const script: Record<number, readonly Decision[]> = Object.fromEntries(
  [4, 20, 9, 24, 2, 16, 30, 0, 12].map((instances, i) => [
    i * 10,
    [hold(instances), { kind: 'warm', region: 0, instances: (i * 3) % 7 }],
  ]),
);

it('keeps every book while boots, pools and shortages go on side by side', () => {
  const { players } = smallScenario();
  const simulation = openStaged(boot, script, { scenario: { players } });
  for (let at = MINUTE; at <= 1.7 * HOUR; at += 20e6) {
    simulation.run(at);
    expect(brokenInvariants(simulation)).toEqual([]);
  }
  const totals = totalsOf(simulation);
  expect(totals.capacityErrors).toBeGreaterThan(0);
  expect(totals.instancesReady).toBeGreaterThan(30);
  expect(totals.costWarm).toBeGreaterThan(0);
  expect(simulation.world.coldStart?.meters.stalls[0]).toBeGreaterThan(0);
});
