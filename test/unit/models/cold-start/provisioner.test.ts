import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { stagesUnderWay } from '../../../../models/cold-start/boots.ts';
import type { FamilySetup, StagedBoot } from '../../../../models/cold-start/setup.ts';
import { STATE } from '../../../../models/fleet.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { Decision } from '../../../../policies/decision.ts';
import type { Seen } from '../../../fixtures/scripted.ts';
import {
  hold,
  openStaged,
  reads,
  readyTimes,
  stagedBoot,
  storeOf,
  takes,
} from '../../../fixtures/staged-boot.ts';

const always = (name: string, price: number, most: number): FamilySetup => {
  return { name, price, most, spells: undefined };
};
const spell = (value: number) => ({ kind: 'deterministic', value }) as const;

const random = (minutes: number) => ({ kind: 'exponential', mean: minutes * MINUTE }) as const;

/** Two zones, one dear family behind a cheap one that is soon sold out. */
const scarce = stagedBoot({ families: [always('cheap', 1, 2), always('dear', 1.5, 3)] });

const warm = (instances: number): Decision => ({ kind: 'warm', region: 0, instances });

const pooled = (changes: Partial<StagedBoot['pool'] & object> = {}) =>
  stagedBoot({
    stages: [
      takes('launch', 40 * SECOND),
      takes('volume', 600 * SECOND),
      takes('engine', 20 * SECOND, 0b11),
      takes('wake', 5 * SECOND),
    ],
    pool: { instances: 2, keeps: 0b10, isRunning: false, pricePerHour: 0.02, ...changes },
  });

const receiptsOf = (seen: readonly Seen[]) => seen.flatMap((one) => one.receipts);

describe('a provisioner', () => {
  it('buys the cheapest family first and spreads it over the zones', () => {
    const { world } = runTo(scarce, { 0: [hold(6)] }, MINUTE - SECOND);
    const bought = [...world.fleet.zone.subarray(0, 6)].map((zone, row) => {
      return [world.coldStart?.family[row], zone];
    });
    expect(bought).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  it('tells which family in which zone had no capacity, and counts each such error once', () => {
    const seen: Seen[] = [];
    const simulation = openStaged(scarce, { 0: [hold(12)] }, { seen });
    simulation.run(MINUTE);
    const [receipt] = receiptsOf(seen);
    expect(receipt).toMatchObject({ outcome: 'partial', granted: 10 });
    expect(receipt.reason).toBe(
      'insufficient capacity: cheap in east zone 1, cheap in east zone 2, ' +
        'dear in east zone 1, dear in east zone 2',
    );
    expect(simulation.world.ledger.counts.capacityErrors).toBe(4);
  });

  it('skips an offering for three minutes after an error, then asks again by itself', () => {
    const families = [
      { ...always('cheap', 1, 9), spells: { has: spell(10), lacks: spell(200e6) } },
    ];
    const boot = stagedBoot({ families });
    const simulation = openStaged(boot, { 1: [hold(2)] });
    const errors: number[] = [];
    for (let at = 0; at <= 10; at += 0.5) {
      simulation.run(at * MINUTE);
      errors.push(simulation.world.ledger.counts.capacityErrors);
    }
    // Ordered at 1 min, when both zones lack it: the attempts are at 1, 4 and 7 min.
    expect([errors[1], errors[2], errors[7], errors[8]]).toEqual([0, 2, 2, 4]);
    expect([errors[13], errors[14], errors[20]]).toEqual([4, 6, 8]);
  });

  it('launches what it could not get as soon as there is capacity, without another order', () => {
    const families = [
      { ...always('cheap', 1, 9), spells: { has: spell(30e6), lacks: spell(200e6) } },
    ];
    const simulation = openStaged(stagedBoot({ families }), { 1: [hold(3)] });
    const times = readyTimes(simulation, 10 * MINUTE);
    // Capacity is back at 230 s for 30 s only; the attempt of 240 s meets it.
    expect(times).toEqual([280 * SECOND, 280 * SECOND, 280 * SECOND]);
  });

  it('meets the same shortages whatever was ordered', () => {
    const families = [{ ...always('cheap', 1, 9), spells: { has: random(20), lacks: random(10) } }];
    const boot = stagedBoot({ families });
    const lines = [{ 1: [hold(9)] }, { 2: [hold(1)], 9: [hold(0)] }].map((script) => {
      const simulation = openStaged(boot, script);
      return Array.from({ length: 60 }, (_, minute) => {
        simulation.run(minute * 2 * MINUTE);
        return [...(simulation.world.coldStart?.has ?? [])];
      });
    });
    expect(lines[0]).toEqual(lines[1]);
    expect(lines[0].flat().filter((has) => has === 0).length).toBeGreaterThan(20);
  });

  it('bills a family at its own price', () => {
    const cost = (boot: StagedBoot) => {
      const { world } = runTo(boot, { 0: [hold(5)] }, HOUR);
      return world.ledger.region.costOnDemand[0];
    };
    const cheap = cost(stagedBoot({}));
    expect(cheap).toBeCloseTo(5 * 0.8, 9);
    expect(cost(scarce)).toBeCloseTo((4 + 1.5) * 0.8, 9);
  });

  it('stops at the quota, which no attempt can change', () => {
    const seen: Seen[] = [];
    const simulation = openStaged(stagedBoot({}), { 0: [hold(1000)] }, { seen });
    simulation.run(HOUR);
    expect(receiptsOf(seen)).toMatchObject([{ outcome: 'partial', granted: 400 }]);
    expect(receiptsOf(seen)[0].reason).toMatch(/^quota of 400 instances reached/);
    expect(simulation.world.ledger.counts.capacityErrors).toBe(0);
  });
});

describe('a booting instance', () => {
  it('knows its stages, and telemetry shows it as booting', () => {
    const stages = [
      takes('launch', 30 * SECOND),
      reads('volume', 9e9),
      reads('models', 6e9, { after: 1 }),
      takes('engine', 20 * SECOND, 0b110),
    ];
    const boot = stagedBoot({ stages, stores: [storeOf('files', { client: 100 })] });
    const seen: Seen[] = [];
    const simulation = openStaged(boot, { 0: [hold(1)] }, { seen });
    const at = (seconds: number) => {
      simulation.run(seconds * SECOND);
      return stagesUnderWay(simulation.world, 0);
    };
    expect(at(10)).toEqual(['launch', 'volume']);
    expect(at(40)).toEqual(['volume', 'models']);
    expect(at(100)).toEqual(['engine']);
    expect(simulation.world.fleet.state[0]).toBe(STATE.booting);
    expect(seen.at(-1)?.observation.regions[0].booting['on-demand']).toBe(1);
    expect(at(111)).toEqual([]);
    expect(simulation.world.fleet.state[0]).toBe(STATE.ready);
  });
});

describe('a warm pool', () => {
  it('gives an instance that only wakes, launches and starts its engine', () => {
    const times = readyTimes(openStaged(pooled(), { 0: [hold(3)] }), HOUR);
    expect(times).toEqual([65 * SECOND, 65 * SECOND, 620 * SECOND]);
  });

  it('is filled up again, and its new instances wait until they are called', () => {
    const simulation = openStaged(pooled(), { 0: [hold(2)], 15: [hold(4)] });
    const times = readyTimes(simulation, HOUR);
    expect(times.map((at) => at / SECOND)).toEqual([65, 65, 965, 965]);
    expect(simulation.world.fleet.billed[0]).toBe(4);
  });

  it('costs what stopped instances cost while they wait, and the boot that fills it', () => {
    const simulation = openStaged(pooled(), {});
    simulation.run(HOUR);
    const totals = totalsOf(simulation);
    expect(totals.costWarm).toBeCloseTo(2 * 2 * 0.02, 9);
    expect(totals.costOnDemand).toBe(0);
    const refilled = openStaged(pooled(), { 0: [hold(2)] });
    refilled.run(HOUR);
    const { costOnDemand } = totalsOf(refilled);
    // Two that serve all hour, two that boot into the pool: the volume only, 600 s.
    expect(costOnDemand).toBeCloseTo(0.8 * (2 + (2 * 600) / 3600), 9);
  });

  it('costs the whole price where its instances run, and they start at once', () => {
    const running = pooled({ isRunning: true, keeps: 0b111, pricePerHour: 0 });
    const times = readyTimes(openStaged(running, { 0: [hold(2)] }), HOUR);
    expect(times).toEqual([5 * SECOND, 5 * SECOND]);
    const { world } = runTo(running, {}, HOUR);
    expect(world.ledger.region.costOnDemand[0]).toBeCloseTo(2 * 0.8, 9);
  });

  it('grows and shrinks by order, and telemetry tells its size', () => {
    const seen: Seen[] = [];
    const simulation = openStaged(pooled(), { 0: [warm(5)], 30: [warm(1)] }, { seen });
    simulation.run(HOUR);
    const sizes = seen.map((one) => one.observation.regions[0].warm);
    expect([sizes[0], sizes[20], sizes[59]]).toEqual([2, 5, 1]);
    expect(receiptsOf(seen).map(({ granted }) => granted)).toEqual([3, -4]);
  });

  it('is refused where the scenario has none', () => {
    const seen: Seen[] = [];
    openStaged(stagedBoot({}), { 0: [warm(5)] }, { seen }).run(5 * MINUTE);
    expect(receiptsOf(seen)).toMatchObject([
      { outcome: 'refused', reason: 'the scenario has no warm pool' },
    ]);
  });

  it('needs capacity again for a stopped instance, and none for a running one', () => {
    const families = [{ ...always('cheap', 1, 9), spells: { has: spell(10), lacks: spell(1e12) } }];
    const held = (boot: StagedBoot) => runTo(boot, { 1: [hold(2)] }, 5 * MINUTE).world.fleet;
    expect(held({ ...pooled(), families }).readySlots[0]).toBe(0);
    const running = pooled({ isRunning: true, keeps: 0b111, pricePerHour: 0 });
    expect(held({ ...running, families }).readySlots[0]).toBe(4);
  });
});

function runTo(
  boot: StagedBoot,
  script: Readonly<Record<number, readonly Decision[]>>,
  at: number,
) {
  const simulation = openStaged(boot, script);
  simulation.run(at);
  totalsOf(simulation);
  return simulation;
}
