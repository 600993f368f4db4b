import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import { hedgeRegion, placeReserves } from '../../../../policies/ecim-g/hedging/cover.ts';
import { beginPlaces, learnPlaces } from '../../../../policies/ecim-g/hedging/places.ts';
import {
  lossChance,
  proneAbove,
  watchAges,
} from '../../../../policies/ecim-g/hedging/revocation.ts';
import { capacityPolicies } from '../../../../policies/registry.ts';
import { briefOf, groupSeen, regionSeen, seen } from '../../../policies/world.ts';

const flat = (hazard: number) => Array.from({ length: 9 }, () => hazard);
const TICK = 10 * MINUTE;

describe('the chance of a loss within the lead time', () => {
  it('is 1 - (1 - h) to the power of ticks', () => {
    const hazards = { tick: TICK, up: flat(0.2), down: flat(0.5) };
    expect(lossChance(hazards, 0, 3 * TICK)).toBeCloseTo(1 - 0.8 ** 3, 12);
    expect(lossChance(hazards, HOUR, TICK / 2)).toBeCloseTo(1 - Math.sqrt(0.8), 12);
    expect(lossChance(hazards, HOUR, 0)).toBe(0);
  });

  it('goes through the buckets of age', () => {
    const up = [0.5, 0.25, 0, 0, 0, 0, 0, 0, 0];
    const hazards = { tick: TICK, up, down: up };
    expect(lossChance(hazards, 0, 5 * TICK)).toBeCloseTo(1 - 0.5 * 0.75, 12);
    expect(lossChance(hazards, TICK, TICK)).toBeCloseTo(0.25, 12);
    expect(lossChance(hazards, 500 * TICK, TICK)).toBe(0);
  });

  it('is held against the premium of the lead time over the loss of an outage', () => {
    const stake = { lead: HOUR / 10, onDemandPricePerHour: 0.8, outageLoss: 5 };
    expect(proneAbove(stake)).toBeCloseTo(0.016, 12);
    expect(proneAbove({ ...stake, outageLoss: 0 })).toBe(1);
  });

  it('counts an age from when a zone was first seen to sell', () => {
    const sells = { sells: true, ready: 0, booting: 0 };
    const first = watchAges([], [sells], 5);
    expect(watchAges(first, [sells], 9)).toEqual([{ sells: true, since: 5 }]);
    const shut = watchAges(first, [{ ...sells, sells: false }], 9);
    expect(watchAges(shut, [sells], 12)).toEqual([{ sells: true, since: 12 }]);
  });
});

describe('the cover of a region', () => {
  const shares = { base: 0.1, over: 0.2 };

  it('uses up over-provision before it falls back', () => {
    expect(hedgeRegion(10, shares, { all: 9, safe: 9 })).toEqual({
      ...{ target: 10, base: 1, spot: 11, fallback: 0, reserve: 0 },
    });
  });

  it('falls back for what is missing and reserves for what is prone, need by need', () => {
    const { fallback, reserve } = hedgeRegion(10, shares, { all: 7, safe: 3 });
    expect([fallback, reserve]).toEqual([2, 4]);
  });
});

describe('the place of a reserve', () => {
  const hedge = { target: 4, base: 0, spot: 4, fallback: 0, reserve: 3 };
  const calm = { ...hedge, reserve: 0 };
  const regions = [
    regionSeen({ onDemandPricePerHour: 1.2 }),
    regionSeen({ onDemandPricePerHour: 1 }),
  ];
  const place = (near: readonly number[], quota = 40) =>
    placeReserves([hedge, calm], { near: [near, []], quotas: [40, quota] }, seen({ regions }));

  it('is the cheapest within the margin that has room, home otherwise', () => {
    expect(place([1])).toEqual([0, 3]);
    expect(place([1], 6)).toEqual([3, 0]);
    expect(place([])).toEqual([3, 0]);
  });

  it.each([
    ['4.9 ms further', 24_900, [1]],
    ['5.1 ms further', 25_100, []],
  ])('is elsewhere only within 5 ms: %s', (_, rtt, near) => {
    const groups = [groupSeen({ rttProbes: [[20_000], [rtt]] })];
    const brief = briefOf({ groups: briefOf().groups.slice(0, 1) });
    const look = { groups, observedAt: 1 };
    expect(learnPlaces(beginPlaces(brief), brief, 5_000, look).near[0]).toEqual(near);
  });
});

describe('hedged spot', () => {
  it('says that it must be told hazards', () => {
    const create = () => capacityPolicies['ecim-g/hedged-spot'].create({}, briefOf(), MINUTE);
    expect(create).toThrow(/serving\.hazards/);
  });

  it('holds on-demand ahead of a likely loss, and lets it go as the zone grows old', () => {
    const up = [0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0];
    const brief = briefOf({ spotHazards: { tick: TICK, up, down: up } });
    const policy = capacityPolicies['ecim-g/hedged-spot'].create({ base: 0 }, brief, MINUTE);
    const service = { upper: [400_000, 600_000], count: [0, 10] };
    const zone = { sells: true, ready: 3, booting: 0 };
    // 672 requests of 0.5 s in 30 s are 11.2 erlangs: 2 instances of 8 slots at 0.7, 1 more spot.
    const west = regionSeen({
      ...{ arrivals: 672, service, spotZones: [zone], ready: { 'on-demand': 0, spot: 3 } },
    });
    let memory = policy.begin();
    const ordersAt = (at: number) => {
      const observation = seen({ regions: [west, regionSeen()] });
      const verdict = policy.decide({ at, observedAt: at, observation, receipts: [], memory });
      memory = verdict.memory;
      return verdict.because.facts;
    };
    expect(ordersAt(MINUTE)).toMatchObject({ fallback: 1, reserve: 2 });
    expect(ordersAt(HOUR)).toMatchObject({ fallback: 1, reserve: 0 });
  });
});
