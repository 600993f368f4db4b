import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Brief } from '../../../policies/observation.ts';
import { capacityPolicies, routingPolicies } from '../../../policies/registry.ts';
import { briefOf, groupSeen, regionSeen, seen } from '../../policies/world.ts';

const SEED = { seed: 20260113, numRuns: 100 };
const NOTHING = { 'on-demand': 0, spot: 0 };

const places = fc.record({
  latitude: fc.integer({ min: -80, max: 80 }),
  longitude: fc.integer({ min: -180, max: 180 }),
});

const regions = fc.array(
  places.map((place) => ({ ...place, name: 'region', quota: 1_000_000, zones: 3, edgeSlots: 0 })),
  { minLength: 1, maxLength: 6 },
);

const groups = fc.array(
  fc
    .tuple(places, fc.double({ min: 0, max: 500, noNaN: true }))
    .map(([place, plannedPeakRate]) => ({ ...place, name: 'group', plannedPeakRate })),
  { minLength: 1, maxLength: 9 },
);

const briefs = fc
  .record({ regions, groups, slotsPerInstance: fc.integer({ min: 1, max: 16 }) })
  .map((options) => briefOf(options));

/** What a policy orders first, when nothing is there. */
function firstOrders(listing: (typeof capacityPolicies)[string], brief: Brief, parameters: object) {
  const policy = listing.create({ ...parameters }, brief, 60_000_000);
  const observation = seen({
    regions: brief.regions.map(() => regionSeen({ ready: NOTHING })),
    groups: brief.groups.map(() => groupSeen()),
  });
  const turn = { at: 0, observedAt: 0, observation, receipts: [], memory: policy.begin() };
  return policy.decide(turn).decisions;
}

/** Erlangs by region when geo-DNS routes the planned peak. */
function sentByMap(brief: Brief, mislocated: number): number[] {
  const sent = brief.regions.map(() => 0);
  const orders = firstOrders(routingPolicies['baselines/geo-dns'], brief, { mislocated });
  for (const order of orders) {
    if (order.kind !== 'route') continue;
    const load = brief.groups[order.group].plannedPeakRate * (brief.plannedService / 1e6);
    order.weights.forEach((weight, region) => {
      sent[region] += weight * load;
    });
  }
  return sent;
}

describe('peak provisioning beside geo-DNS', () => {
  it('plans no region below the load that the map sends it, plus headroom', () => {
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    const law = fc.property(briefs, shares, shares, (brief, mislocated, headroom) => {
      const parameters = { mislocated, headroom, least: 0 };
      const planned = brief.regions.map(() => 0);
      for (const order of firstOrders(capacityPolicies['baselines/peak'], brief, parameters)) {
        if (order.kind === 'scale') planned[order.region] = order.instances;
      }
      sentByMap(brief, mislocated).forEach((load, region) => {
        const slots = planned[region] * brief.slotsPerInstance;
        expect(slots).toBeGreaterThanOrEqual(load * (1 + headroom) - 1e-6);
      });
    });
    fc.assert(law, SEED);
  });

  it('believes the same share to be mislocated unless told otherwise', () => {
    const defaults = [capacityPolicies['baselines/peak'], routingPolicies['baselines/geo-dns']].map(
      ({ parameters }) => parameters.mislocated.default,
    );
    expect(defaults).toEqual([0.05, 0.05]);
  });
});
