import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../../policies/contract.ts';
import type { SpotZoneObservation } from '../../../../policies/observation.ts';
import { capacityPolicies } from '../../../../policies/registry.ts';
import { beginZones, spreadOver, watchZones } from '../../../../policies/spot/zones.ts';
import { briefOf, regionSeen, seen } from '../../../policies/world.ts';

const EVERY = 30_000_000;
/** So many requests of half a second in 30 s fill one instance of 8 slots to 0.7. */
const ONE = 336;

interface Look {
  readonly instances: number;
  /** Ready by zone, and booting by zone. */
  readonly ready: readonly number[];
  readonly booting?: readonly number[];
  readonly onDemand?: number;
  readonly refused?: readonly string[];
}

function zonesOf({ ready, booting = [0, 0, 0] }: Look): SpotZoneObservation[] {
  return ready.map((count, zone) => ({ sells: true, ready: count, booting: booting[zone] }));
}

/** Orders for west turn by turn: `on-demand 3`, or `zone 0: 2`. */
function ordersOf(parameters: Readonly<Record<string, number>>, looks: readonly Look[]) {
  const policy = capacityPolicies['baselines/spot-hedge'].create(parameters, briefOf(), EVERY);
  let memory = policy.begin();
  return looks.map((look, turn) => {
    const at = (turn + 1) * EVERY;
    const observation = seen({ regions: [westOf(look), regionSeen()] });
    const receipts = (look.refused ?? []).map(refusal);
    const verdict = policy.decide({ at, observedAt: at, observation, receipts, memory });
    memory = verdict.memory;
    return verdict.decisions.flatMap((one) => {
      if (one.kind !== 'scale' || one.region !== 0) return [];
      return [`${one.market === 'spot' ? `zone ${one.zone}:` : 'on-demand'} ${one.instances}`];
    });
  });
}

function refusal(order: string): Receipt {
  return { order, at: 1, outcome: 'refused', granted: 0, reason: 'insufficient capacity' };
}

function westOf(look: Look) {
  const { instances, ready, booting = [], onDemand = 0 } = look;
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  return regionSeen({
    arrivals: instances * ONE,
    service: { upper: [400_000, 600_000], count: [0, 10] },
    ready: { 'on-demand': onDemand, spot: sum(ready) },
    booting: { 'on-demand': 0, spot: sum(booting) },
    spotZones: zonesOf(look),
  });
}

const NOW = { 'up-delay': 0, 'down-delay': 0, window: 1 };

describe('SpotHedge', () => {
  it('buys the target and one more as spot over the zones, and on-demand until it is ready', () => {
    const looks = [
      { instances: 4, ready: [0, 0, 0] },
      { instances: 4, ready: [0, 0, 0], booting: [2, 2, 1], onDemand: 4 },
      { instances: 4, ready: [2, 1, 0], booting: [0, 1, 1], onDemand: 4 },
      { instances: 4, ready: [2, 2, 1], onDemand: 2 },
    ];
    expect(ordersOf(NOW, looks)).toEqual([
      ['on-demand 4', 'zone 0: 2', 'zone 1: 2', 'zone 2: 1'],
      [],
      ['on-demand 2'],
      ['on-demand 0'],
    ]);
  });

  it('keeps its base, and buys that much less spot', () => {
    const looks = [{ instances: 4, ready: [0, 0, 0], onDemand: 4 }];
    const base = { ...NOW, 'base-on-demand': 3, 'over-provision': 0 };
    expect(ordersOf(base, looks)).toEqual([['zone 0: 1']]);
    expect(ordersOf({ ...NOW, 'base-on-demand': 99 }, looks)).toEqual([[]]);
  });

  it('leaves out a zone that lost instances, and one that refused', () => {
    const looks = [
      { instances: 3, ready: [0, 0, 0], onDemand: 3 },
      { instances: 3, ready: [2, 1, 1], onDemand: 0 },
      { instances: 3, ready: [0, 1, 1], onDemand: 0 },
    ];
    expect(ordersOf(NOW, looks)[2]).toEqual(['on-demand 2', 'zone 1: 2', 'zone 2: 2']);
    const refused = [
      { instances: 1, ready: [0, 0, 0], onDemand: 1 },
      { instances: 1, ready: [0, 0, 0], booting: [0, 1, 0], onDemand: 1, refused: ['c/0/0'] },
    ];
    expect(ordersOf(NOW, refused)).toEqual([['zone 0: 1', 'zone 1: 1'], ['zone 2: 1']]);
  });

  it('moves its target only when it was wanted for the whole delay', () => {
    const spike = [4, 6, 4, 6, 6, 6].map((instances) => ({
      instances,
      ready: [2, 2, 1],
    }));
    const delays = { 'up-delay': 2 * EVERY, 'down-delay': EVERY, window: 1 };
    expect(ordersOf(delays, spike)).toEqual([
      [],
      [],
      [],
      [],
      [],
      [...['on-demand 2', 'zone 0: 3', 'zone 2: 2']],
    ]);
  });

  it('without fallback is spot alone', () => {
    const looks = [{ instances: 2, ready: [0, 0, 0] }];
    const naive = { ...NOW, fallback: 0, 'over-provision': 0 };
    expect(ordersOf(naive, looks)).toEqual([['zone 0: 1', 'zone 1: 1']]);
  });
});

describe('the book of zones', () => {
  const zones = (...ready: number[]) => ready.map((n) => ({ sells: true, ready: n, booting: 0 }));
  const none = new Set<number>();

  it('lets a zone in again when an instance became ready there', () => {
    const begun = { ...watchZones(beginZones(), zones(1, 1, 1), none), ordered: [1, 1, 1] };
    const lost = watchZones(begun, zones(0, 1, 1), none);
    expect(lost.isActive).toEqual([false, true, true]);
    expect(watchZones(lost, zones(0, 1, 1), none).isActive).toEqual([false, true, true]);
    expect(watchZones(lost, zones(1, 1, 1), none).isActive).toEqual([true, true, true]);
  });

  it('lets all in again when fewer than two are left', () => {
    const begun = { ...watchZones(beginZones(), zones(1, 1, 1), none), ordered: [1, 1, 1] };
    expect(watchZones(begun, zones(0, 0, 1), none).isActive).toEqual([true, true, true]);
  });

  it('does not take what was given up for a loss', () => {
    const begun = { ...watchZones(beginZones(), zones(3, 1, 1), none), ordered: [2, 1, 1] };
    expect(watchZones(begun, zones(2, 1, 1), none).isActive).toEqual([true, true, true]);
  });

  it('empties the fullest zone first', () => {
    const memory = watchZones(beginZones(), zones(4, 1, 2), none);
    expect(spreadOver(memory, 4)).toEqual([2, 1, 1]);
  });
});
