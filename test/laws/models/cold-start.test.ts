import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { type StagedBoot, stagesOfBoot, wireBytes } from '../../../models/cold-start/setup.ts';
import { shareOut } from '../../../models/cold-start/sharing.ts';
import { type ColdStart, PHASE } from '../../../models/cold-start/table.ts';
import { STATE } from '../../../models/fleet.ts';
import { totalsOf } from '../../../models/totals.ts';
import type { WorldSimulation } from '../../../models/world.ts';
import { hold, openStaged, reads, stagedBoot, storeOf, takes } from '../../fixtures/staged-boot.ts';

const rate = fc.integer({ min: 50, max: 2000 });

describe('fair shares', () => {
  const limits = fc.array(fc.oneof(rate, fc.constant(Infinity)), { minLength: 1, maxLength: 30 });

  it('keep to every limit, use all there is, and give more to nobody but the unlimited', () => {
    fc.assert(
      fc.property(limits, rate, (own, total) => {
        const rates = new Float64Array(own.length);
        shareOut(total, Float64Array.from(own), rates);
        const sum = rates.reduce((all, one) => all + one, 0);
        const wanted = Math.min(
          total,
          own.reduce((all, one) => all + one, 0),
        );
        expect(sum).toBeCloseTo(wanted, 6);
        const most = Math.max(...rates);
        rates.forEach((one, client) => {
          expect(one).toBeLessThanOrEqual(own[client]);
          // Whoever gets less than the most has all they can take.
          if (one < most - 1e-9) expect(one).toBe(own[client]);
        });
      }),
    );
  });
});

/** On-demand price of the small world's first region in its first hours, USD per hour. */
const PRICE = 0.8;

const exponential = (seconds: number) => ({ kind: 'exponential', mean: seconds * SECOND }) as const;

/** A boot with every part of the machinery, drawn at random. */
const boots = fc
  .record({
    total: rate,
    client: rate,
    channels: fc.integer({ min: 1, max: 3 }),
    burst: fc.integer({ min: 3, max: 6 }),
    every: fc.integer({ min: 0, max: 20 }),
    most: fc.oneof(fc.constant(Infinity), fc.integer({ min: 3, max: 9 })),
    hot: fc.constantFrom(0, 0.3, 1),
    bytes: fc.integer({ min: 0, max: 40 }),
    mean: fc.integer({ min: 1, max: 60 }),
  })
  .map((drawn): StagedBoot => {
    const limits = { channel: drawn.client, openEvery: drawn.every * SECOND };
    const volume = reads('volume', drawn.bytes * 1e9, { channels: drawn.channels, hot: drawn.hot });
    const tiers = [
      { store: 1, chance: 0.5 },
      { store: 2, chance: 0.5 },
    ];
    return stagedBoot({
      stages: [
        { kind: 'takes', name: 'launch', after: 0, law: exponential(drawn.mean) },
        { ...volume, shards: 8 },
        reads('models', 2e9, { after: 1, sources: tiers, unpack: 90, layers: 5, packed: 2 }),
        takes('engine', 10 * SECOND, 0b110),
      ],
      stores: [
        storeOf('snapshot', { ...limits, openBurst: drawn.burst, openMost: drawn.most }),
        storeOf('files', { total: drawn.total, client: drawn.client }),
        storeOf('disk', { client: 1500 }),
      ],
    });
  });

/** Orders up and down while others are under way. */
const orders = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 12 });

function tableOf(simulation: WorldSimulation): ColdStart {
  const { coldStart } = simulation.world;
  if (coldStart === undefined) throw new Error('no boots by stages');
  return coldStart;
}

/** Runs a random boot through random orders, an event at a time. */
function play(boot: StagedBoot, sizes: readonly number[], look: (s: WorldSimulation) => void) {
  const script = Object.fromEntries(sizes.map((size, turn) => [turn, [hold(size)]]));
  const simulation = openStaged(boot, script, { every: 30 * SECOND });
  while (simulation.now < 40 * MINUTE && simulation.step()) look(simulation);
  return simulation;
}

describe('boots by stages', () => {
  it('are ready no earlier than their last hot byte and their last stage', () => {
    fc.assert(
      fc.property(boots, orders, (boot, sizes) => {
        const all = stagesOfBoot(boot);
        let seen = 0;
        play(boot, sizes, (simulation) => {
          const table = tableOf(simulation);
          simulation.world.fleet.state.forEach((state, row) => {
            if (state !== STATE.ready) return;
            seen++;
            expect(table.done[row] & all).toBe(all);
            expect(table.running[row]).toBe(0);
            const phases = table.phase.subarray(row * 4, row * 4 + 4);
            expect([...phases].every((one) => one === PHASE.idle || one === PHASE.cold)).toBe(true);
          });
        });
        fc.pre(seen > 0);
      }),
      { numRuns: 10 },
    );
  });

  it('open no more channels in any stretch than the quota allows', () => {
    fc.assert(
      fc.property(boots, orders, (boot, sizes) => {
        const [{ openEvery, openBurst, openMost }] = boot.stores;
        const opened: { readonly at: number; readonly count: number }[] = [{ at: 0, count: 0 }];
        play(boot, sizes, (simulation) => {
          const [cell] = tableOf(simulation).cells;
          expect(cell.open).toBeLessThanOrEqual(openMost);
          if (cell.opened > (opened.at(-1)?.count ?? 0)) {
            opened.push({ at: simulation.now, count: cell.opened });
          }
        });
        if (openEvery === 0) return;
        opened.forEach((one, i) => {
          // What was opened up to `other` minus what was opened before `one`.
          const before = i === 0 ? 0 : opened[i - 1].count;
          for (const other of opened.slice(i)) {
            const allowed = openBurst + Math.floor((other.at - one.at) / openEvery);
            expect(other.count - before).toBeLessThanOrEqual(allowed);
          }
        });
      }),
      { numRuns: 25 },
    );
  });

  it('deliver every byte that was asked for, and no byte twice', () => {
    fc.assert(
      fc.property(boots, fc.integer({ min: 1, max: 20 }), (boot, size) => {
        const simulation = openStaged(boot, { 0: [hold(size)] });
        simulation.run(7 * HOUR);
        const table = tableOf(simulation);
        const volume = boot.stages[1];
        if (volume.kind !== 'reads') throw new Error('the second stage reads');
        const { hot, cold } = wireBytes(volume);
        expect(table.cells[0].bytes).toBeCloseTo(size * (hot + cold), -1);
        expect(table.cells[1].bytes + table.cells[2].bytes).toBeCloseTo(size * 1e9, -1);
        expect(table.cells.every((cell) => cell.open === 0 && cell.flows.length === 0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('leave nothing behind when they are given up half way', () => {
    fc.assert(
      fc.property(boots, orders, (boot, sizes) => {
        const script = Object.fromEntries(sizes.map((size, turn) => [turn, [hold(size)]]));
        const last = { ...script, [sizes.length]: [hold(0)] };
        const simulation = openStaged(boot, last, { every: 20 * SECOND });
        simulation.run((sizes.length + 1) * 20 * SECOND);
        const table = tableOf(simulation);
        expect(table.levels.every((level) => level === 0)).toBe(true);
        expect(table.billed.every((count) => count === 0)).toBe(true);
        expect(table.phase.every((phase) => phase === PHASE.idle)).toBe(true);
        expect(table.cells.every((cell) => cell.open === 0 && cell.waiting.size === 0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('spend in their stages all the time and money they cost until they are ready', () => {
    fc.assert(
      fc.property(boots, orders, (boot, sizes) => {
        let booting = 0;
        let last = 0;
        let held = 0;
        const simulation = play(boot, sizes, ({ now, world }) => {
          booting += held * (now - last);
          last = now;
          held = world.fleet.state.filter((state) => state === STATE.booting).length;
        });
        booting += held * (simulation.now - last);
        totalsOf(simulation);
        const { stageTime, stageCost } = tableOf(simulation).meters;
        const spent = stageTime.reduce((sum, one) => sum + one, 0);
        const paid = stageCost.reduce((sum, one) => sum + one, 0);
        expect(spent).toBeCloseTo(booting, -1);
        expect(paid).toBeCloseTo((booting / HOUR) * PRICE, 6);
      }),
      { numRuns: 10 },
    );
  });
});
