import { describe, expect, it } from 'vitest';
import { believing, isWhole } from '../../../policies/believing.ts';
import type { LoopPolicy } from '../../../policies/listing.ts';
import type { Observation } from '../../../policies/observation.ts';
import { capacityPolicies, routingPolicies } from '../../../policies/registry.ts';
import { DEGENERATE, healthy, kitBrief, withNumbers } from '../../kits/policy-kit.ts';

const EVERY = 30_000_000;
const AT = 3_600_000_000;
const policies = { ...capacityPolicies, ...routingPolicies };

function turnOf(observation: Observation, memory: unknown) {
  return { at: AT, observedAt: AT - 15_000_000, observation, receipts: [], memory };
}

/** A policy that notes what it is shown. */
function open(): { readonly policy: LoopPolicy; readonly shown: Observation[] } {
  const shown: Observation[] = [];
  const noting: LoopPolicy = {
    id: 'noting',
    wakes: { every: EVERY },
    begin: () => 0,
    decide: ({ observation, memory }) => {
      shown.push(observation);
      return { decisions: [], memory, because: { rule: 'noted', facts: {} } };
    },
  };
  const listings = believing({ noting: { doc: '', parameters: {}, create: () => noting } });
  return { policy: listings.noting.create({}, kitBrief(), EVERY), shown };
}

describe('a policy of the registry', () => {
  it('is shown a healthy observation as it is, and ten times as much as well', () => {
    const { policy, shown } = open();
    const many = healthy();
    const tenfold = {
      ...many,
      regions: many.regions.map((one) => ({ ...one, arrivals: one.arrivals * 10 })),
    };
    for (const seen of [many, tenfold]) policy.decide(turnOf(seen, 0));
    expect(shown[0]).toBe(many);
    expect(shown[1]).toBe(tenfold);
  });

  it('is shown no more machines and no more load than 64 times all quotas', () => {
    const { policy, shown } = open();
    const [region, other] = healthy().regions;
    const ready = { 'on-demand': 1e12, spot: 0 };
    const regions = [{ ...region, ready, queueLength: 1e12, zonesUp: 1e9 }, other];
    policy.decide(turnOf({ ...healthy(), regions }, 0));
    const { quota, zones } = kitBrief().regions[0];
    const [told, untouched] = shown[0].regions;
    expect(told.ready['on-demand']).toBe(64 * quota);
    expect(told.zonesUp).toBe(zones);
    expect(told.queueLength).toBeLessThan(1e7);
    expect(untouched).toEqual(other);
  });

  it('orders nothing on what is not whole, and keeps its memory', () => {
    for (const { name, turn, isBad } of DEGENERATE) {
      const { policy, shown } = open();
      const { observation } = turn(turnOf(healthy(), 7));
      if (isWhole(observation, kitBrief())) continue;
      const verdict = policy.decide(turnOf(observation, 7));
      expect([isBad, shown.length, verdict.memory, verdict.decisions], name).toEqual([
        true,
        0,
        7,
        [],
      ]);
    }
  });

  it.each(['ecim-g/three-ring', 'ecim-g/latency-budget-routing'])(
    '%s comes to an end on a load that nobody could serve',
    (id) => {
      const policy = policies[id].create({}, kitBrief(), EVERY);
      const { memory } = policy.decide(turnOf(healthy(), policy.begin()));
      const absurd = { ...withNumbers(healthy(), 1e12), window: EVERY, jobs: [] };
      const { service, answerWork } = healthy().regions[0];
      const regions = absurd.regions.map((one) => ({ ...one, service, answerWork }));
      const later = {
        ...turnOf({ ...absurd, regions }, memory),
        at: AT + EVERY,
        observedAt: AT + EVERY,
      };
      const { because } = policy.decide(later);
      expect(because.rule).not.toMatch(/not told whole/);
      expect(Object.values(because.facts).every(Number.isFinite)).toBe(true);
    },
  );
});
