import { expect, it } from 'vitest';
import { HOUR, MILLISECOND, MINUTE } from '../../../../engine/units.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { RouteDecision } from '../../../../policies/decision.ts';
import type { FeatureShard } from '../../../../scenarios/features.ts';
import type { Scenario } from '../../../../scenarios/scenario.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { brokenResidency } from '../../../checkers/residency.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { openScripted, type Seen, scripted } from '../../../fixtures/scripted.ts';
import { smallScenario } from '../../../fixtures/small-world.ts';

const away: RouteDecision = { kind: 'route', group: 0, weights: [1, 1] };

/** The small world whose players of the coast may be in the east only. */
function tagged(changes: Partial<Scenario> = {}): Partial<Scenario> {
  const { players } = smallScenario();
  const [coast, valley] = players.groups;
  return {
    players: { ...players, groups: [{ ...coast, residency: ['east'] }, valley] },
    ...changes,
  };
}

const shard = (changes: Partial<FeatureShard>): FeatureShard => {
  const time = { kind: 'deterministic', value: 2 * MILLISECOND } as const;
  return { name: 'profile', lookUps: 3, time, isPersonal: true, ...changes };
};

it('a route to where data may not be is refused with the reason, and the old one stands', () => {
  const seen: Seen[] = [];
  const simulation = openScripted(scripted({ 0: [away] }, seen), tagged());
  simulation.run(5 * MINUTE);
  expect(seen.flatMap(({ receipts }) => receipts)).toMatchObject([
    { outcome: 'refused', granted: 0, reason: 'data of coast may not go to west' },
  ]);
  expect([...simulation.world.routes.subarray(0, 2)]).toEqual([1, 1]);
});

it('when the only region of its data is lost, its requests wait there; the others go elsewhere', () => {
  const faults = [faultOf({ fault: 'region lost', region: 'east', at: MINUTE, lasts: HOUR })];
  const script = { 0: [{ kind: 'scale', region: 1, market: 'on-demand', instances: 12 }] } as const;
  const answersAway = (changes: Partial<Scenario>) => {
    const simulation = openScripted(scripted(script), { ...changes, faults });
    simulation.run(30 * MINUTE);
    expect(brokenInvariants(simulation)).toEqual([]);
    const { answers } = simulation.world.ledger.region;
    return answers[1];
  };
  expect(answersAway({})).toBeGreaterThan(1.5 * answersAway(tagged()));
});

it('a spoilt route and a request in the wrong place are seen', () => {
  const simulation = openScripted(scripted({}), tagged());
  simulation.run(10 * MINUTE);
  const { world } = simulation;
  expect(brokenResidency(world)).toEqual([]);
  world.routes[0] = 0.5;
  expect(brokenResidency(world)).toEqual(['0.5 of coast is routed to west']);
  world.routes[0] = 1;
  world.sessions.region.fill(1);
  expect(brokenResidency(world).length).toBeGreaterThan(0);
});

it('look-ups take as long as the slowest shard with the way there, and are felt', () => {
  const meanOf = (changes: Partial<Scenario>) => {
    const simulation = openScripted(scripted({}), changes);
    simulation.run(HOUR);
    expect(brokenInvariants(simulation)).toEqual([]);
    const totals = totalsOf(simulation);
    expect(totals.requestsLookingUp > 0).toBe(changes.features !== undefined);
    return totals;
  };
  // At home: 1 ms within the region. The valley's own part is in the west, where it is served.
  const near = meanOf({ features: { shards: [shard({})] } });
  expect(near.lookUpSum / near.requestsLookingUp).toBe(3 * MILLISECOND);
  expect(near.lookUpsAway).toBe(0);
  const far = meanOf({ features: { shards: [shard({}), shard({ keptIn: ['west'] })] } });
  expect(far.lookUpP99 / MILLISECOND).toBeCloseTo(62, 0);
  expect(far.lookUpsAway / far.requestsLookingUp).toBeGreaterThan(0.45);
  expect(far.lookUpsAway / far.requestsLookingUp).toBeLessThan(0.7);
  const none = meanOf({});
  const added = (far.responseP50 - none.responseP50) / MILLISECOND;
  expect(added).toBeGreaterThan(3);
});

it('a tagged group asks only copies in its own regions, unless nobody owns the data', () => {
  const trips = (isPersonal: boolean) => {
    const { players } = smallScenario();
    const [coast, valley] = players.groups;
    const groups = [coast, { ...valley, home: 'east', residency: ['east'] }];
    const features = { shards: [shard({ keptIn: ['east', 'west'], isPersonal })] };
    const { setup } = openScripted(scripted({}), {
      players: { ...players, groups },
      features,
    }).world;
    return [...(setup.lookUps?.shards[0].trips ?? [])].map((trip) => trip / MILLISECOND);
  };
  expect(trips(true)).toEqual([1, 1, 1, 60]);
  expect(trips(false)).toEqual([1, 1, 1, 1]);
});
