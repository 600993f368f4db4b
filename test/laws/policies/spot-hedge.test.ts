import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE } from '../../../engine/units.ts';
import { hedgeRegion } from '../../../policies/ecim-g/hedging/cover.ts';
import { capacityPolicies } from '../../../policies/registry.ts';
import { briefOf, regionSeen, seen } from '../../policies/world.ts';

const RUNS = { seed: 20261121, numRuns: 150 };
const EVERY = MINUTE / 2;
const IDS = ['baselines/spot-hedge', 'ecim-g/hedged-spot'] as const;
const up = Array.from({ length: 9 }, (_, bucket) => 0.3 / (bucket + 1));
const brief = briefOf({ spotHazards: { tick: 10 * MINUTE, up, down: up } });

/** A toy cloud of one region: orders take hold at once as booting, and are ready `boots` later. */
function liveIn(id: string, turns: number, at: (turn: number) => readonly boolean[]) {
  const policy = capacityPolicies[id].create({}, brief, EVERY);
  const boots = 4;
  const launched: number[][] = [[], [], []];
  let kept = 0;
  let memory = policy.begin();
  const log = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const sells = at(turn);
    sells.forEach((isUp, zone) => {
      if (!isUp) launched[zone] = [];
    });
    const spotZones = launched.map((all, zone) => {
      const ready = all.filter((since) => turn - since >= boots).length;
      return { sells: sells[zone], ready, booting: all.length - ready };
    });
    const total = (key: 'ready' | 'booting') => spotZones.reduce((sum, one) => sum + one[key], 0);
    const region = regionSeen({
      arrivals: 1500,
      service: { upper: [400_000, 600_000], count: [0, 10] },
      ready: { 'on-demand': kept, spot: total('ready') },
      booting: { 'on-demand': 0, spot: total('booting') },
      spotZones,
    });
    const observation = seen({ regions: [region, regionSeen()] });
    const now = { at: turn * EVERY, observedAt: turn * EVERY };
    const verdict = policy.decide({ ...now, observation, receipts: [], memory });
    memory = verdict.memory;
    for (const one of verdict.decisions) {
      if (one.kind !== 'scale' || one.region !== 0) continue;
      if (one.market === 'on-demand') kept = one.instances;
      else {
        const { zone = 0 } = one;
        const has = launched[zone].slice(0, one.instances);
        const more = sells[zone] ? one.instances - has.length : 0;
        launched[zone] = [...has, ...Array.from({ length: more }, () => turn)];
      }
    }
    log.push({ kept, ready: total('ready') });
  }
  return log;
}

/** 1500 requests of half a second in 30 s: 25 erlangs, 5 instances of 8 slots at 0.7. */
const TARGET = 5;
const market = fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), {
  minLength: 12,
  maxLength: 40,
});

it.each(IDS)('%s never holds on-demand above the target, and none too few', (id) => {
  const law = fc.property(market, (states) => {
    for (const { kept, ready } of liveIn(id, states.length, (turn) => states[turn - 1])) {
      expect(kept).toBeLessThanOrEqual(TARGET);
      // Spot that boots never stands for spot that is ready.
      expect(kept + ready).toBeGreaterThanOrEqual(TARGET);
    }
  });
  fc.assert(law, RUNS);
});

it.each(IDS)('%s does not oscillate on a calm market', (id) => {
  const log = liveIn(id, 400, () => [true, true, true]);
  const kept = log.map((one) => one.kept);
  const rises = kept.filter((count, turn) => turn > 0 && count > kept[turn - 1]);
  expect(rises).toEqual([]);
  expect(new Set(kept.slice(-50)).size).toBe(1);
});

it('a cover is whole: base, ready spot, fallback and reserve meet the target', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const counts = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60));
  const law = fc.property(counts, share, share, ([target, safe, prone], base, over) => {
    const ready = { all: safe + prone, safe };
    const hedge = hedgeRegion(target, { base, over }, ready);
    const kept = hedge.base + hedge.fallback + hedge.reserve;
    expect(kept).toBeLessThanOrEqual(target);
    expect(kept + safe).toBeGreaterThanOrEqual(target);
    expect(hedge.reserve).toBeGreaterThanOrEqual(0);
  });
  fc.assert(law, RUNS);
});
