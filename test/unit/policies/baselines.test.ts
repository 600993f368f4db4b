import { describe, expect, it } from 'vitest';
import { peak } from '../../../policies/baselines/peak.ts';
import type { Receipt } from '../../../policies/contract.ts';
import type { LoopPolicy, PolicyListing } from '../../../policies/listing.ts';
import type { Observation } from '../../../policies/observation.ts';
import { capacityPolicies, routingPolicies } from '../../../policies/registry.ts';
import { briefOf, groupSeen, regionSeen, seen } from '../../policies/world.ts';

const EVERY = 30_000_000;

const rates = new Array<number>(9).fill(0.1);
const brief = briefOf({ spotHazards: { tick: 600_000_000, up: rates, down: rates } });

function make(listing: PolicyListing, parameters = {}): LoopPolicy {
  return listing.create(parameters, brief, EVERY);
}

/** Decisions turn by turn, one observation each. */
function decisionsOf(policy: LoopPolicy, observations: readonly Observation[]) {
  let memory = policy.begin();
  return observations.map((observation, turn) => {
    const at = (turn + 1) * EVERY;
    const receipts: Receipt[] = [];
    const verdict = policy.decide({ at, observedAt: at, observation, receipts, memory });
    memory = verdict.memory;
    return verdict.decisions;
  });
}

function busy(instances: number, arrivals: number): Observation {
  const ready = { 'on-demand': instances, spot: 0 };
  const service = { upper: [400_000, 600_000], count: [0, arrivals] };
  return seen({ regions: [regionSeen({ ready, arrivals, service }), regionSeen({ ready })] });
}

describe('peak provisioning', () => {
  it('orders the planned peak as geo-DNS splits it plus headroom, once', () => {
    // West: 39/s x 0.5 s = 19.5 erlangs x 1.3 / 8 slots = 3.17; east: 10.5 x 1.3 / 8 = 1.7.
    const empty = regionSeen({ ready: { 'on-demand': 0, spot: 0 } });
    const [first] = decisionsOf(make(peak), [seen({ regions: [empty, empty] })]);
    expect(first).toMatchObject([
      { region: 0, market: 'on-demand', instances: 4 },
      { region: 1, instances: 2 },
    ]);
    expect(decisionsOf(make(peak), [seen(), seen()])).toEqual([[], []]);
  });

  it('orders again what went missing and never beyond quota', () => {
    const short = seen({ regions: [regionSeen({ ready: { 'on-demand': 3, spot: 0 } })] });
    expect(decisionsOf(make(peak, { headroom: 10 }), [short])).toMatchObject([
      [{ region: 0, instances: 27 }],
    ]);
  });

  it('plans for the players whom the map sends to the second nearest region', () => {
    // Half of everybody in each: 30/s x 0.5 s = 15 erlangs x 1.3 / 8 slots = 2.4.
    const empty = regionSeen({ ready: { 'on-demand': 0, spot: 0 } });
    const [first] = decisionsOf(make(peak, { mislocated: 0.5 }), [
      seen({ regions: [empty, empty] }),
    ]);
    expect(first).toMatchObject([{ instances: 3 }, { instances: 3 }]);
  });
});

describe('mean-load provisioning', () => {
  it('holds the trailing mean load over the target utilisation', () => {
    const policy = make(capacityPolicies['baselines/mean-load'], { least: 0 });
    // 1920 arrivals x 0.5 s / 30 s = 32 erlangs / 0.8 / 8 slots = 5; then the mean halves.
    const [first, second] = decisionsOf(policy, [busy(4, 1920), busy(5, 0)]);
    expect(first).toContainEqual({
      kind: 'scale',
      region: 0,
      market: 'on-demand',
      instances: 5,
    });
    expect(second).toMatchObject([
      { region: 0, instances: 3 },
      { region: 1, instances: 0 },
    ]);
  });

  it('forgets what has left the window', () => {
    const policy = make(capacityPolicies['baselines/mean-load'], { window: 60_000_000 });
    const all = decisionsOf(policy, [busy(4, 1920), busy(5, 0), busy(3, 0)]);
    expect(all[2]).toMatchObject([
      { region: 0, instances: 1 },
      { region: 1, instances: 1 },
    ]);
  });
});

describe('routing by the map, by round trip, by load', () => {
  it('geo-DNS sends the mislocated share to the second nearest, once', () => {
    const policy = make(routingPolicies['baselines/geo-dns'], { mislocated: 0.25 });
    expect(decisionsOf(policy, [seen(), seen()])).toEqual([
      [
        { kind: 'route', group: 0, weights: [0.75, 0.25] },
        { kind: 'route', group: 1, weights: [0.25, 0.75] },
      ],
      [],
    ]);
  });

  it('nearest follows the measured median, not the map', () => {
    const crossed = seen({ groups: [groupSeen({ rttProbes: [[90_000], [30_000]] }), groupSeen()] });
    const policy = make(routingPolicies['baselines/nearest']);
    expect(decisionsOf(policy, [crossed, crossed])).toEqual([
      [
        { kind: 'route', group: 0, weights: [0, 1] },
        { kind: 'route', group: 1, weights: [1, 0] },
      ],
      [],
    ]);
  });

  it('nearest believes the map until something is measured', () => {
    const blind = groupSeen({ rttProbes: [[], []] });
    const policy = make(routingPolicies['baselines/nearest']);
    const [first] = decisionsOf(policy, [seen({ groups: [blind, blind] })]);
    expect(first).toMatchObject([{ weights: [1, 0] }, { weights: [0, 1] }]);
  });

  it('least-loaded weighs by free slots and ignores small changes', () => {
    const policy = make(routingPolicies['baselines/least-loaded']);
    const loads = (west: number) =>
      seen({ regions: [regionSeen({ inService: west }), regionSeen({ inService: 24 })] });
    const [first, second, third] = decisionsOf(policy, [loads(8), loads(8.5), loads(24)]);
    expect(first).toMatchObject([{ weights: [0.75, 0.25] }, { weights: [0.75, 0.25] }]);
    expect(second).toEqual([]);
    expect(third).toMatchObject([{ weights: [0.5, 0.5] }, { weights: [0.5, 0.5] }]);
  });
});

describe('every policy of the registry', () => {
  const listings = [...Object.entries(capacityPolicies), ...Object.entries(routingPolicies)];

  it.each(listings)('%s documents itself and refuses unknown parameters', (id, listing) => {
    expect(listing.doc.length).toBeGreaterThan(40);
    expect(make(listing).id).toBe(id);
    expect(() => make(listing, { nonsense: 1 })).toThrow(/nonsense/);
    for (const spec of Object.values(listing.parameters)) {
      expect(spec.default).toBeGreaterThanOrEqual(spec.least);
      expect(spec.default).toBeLessThanOrEqual(spec.most);
    }
  });

  it.each(listings)('%s leaves the memory it was given alone and repeats itself', (_, listing) => {
    const policy = make(listing);
    const memory = policy.decide(turnOf(policy.begin(), 1)).memory;
    const before = JSON.stringify(memory);
    const [one, two] = [policy, make(listing)].map((each) => each.decide(turnOf(memory, 2)));
    expect(JSON.stringify(memory)).toBe(before);
    expect(two).toEqual(one);
  });
});

describe('caches inside policies', () => {
  const listings = [...Object.entries(capacityPolicies), ...Object.entries(routingPolicies)];

  it.each(listings)('%s decides a turn alike whatever it was asked before', (_, listing) => {
    const [fresh, seasoned] = [make(listing), make(listing)];
    const { memory } = fresh.decide(turnOf(fresh.begin(), 1));
    let other = seasoned.begin();
    for (let turn = 1; turn <= 60; turn += 1) {
      const history = { ...turnOf(other, turn), observation: busy(1 + (turn % 7), 90 * turn) };
      other = seasoned.decide(history).memory;
    }
    for (let turn = 2; turn <= 5; turn += 1) {
      const asked = turnOf(memory, turn);
      expect(seasoned.decide(asked)).toEqual(make(listing).decide(asked));
    }
  });
});

function turnOf(memory: unknown, turn: number) {
  const at = turn * EVERY;
  return { at, observedAt: at, observation: busy(4, 1200 * turn), receipts: [], memory };
}
