import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../engine/units.ts';
import type { WorldSimulation } from '../../../models/world.ts';
import { routingPolicies } from '../../../policies/registry.ts';
import { openReplication } from '../../../scenarios/run.ts';
import type { FaultScenario } from '../../../scenarios/scenario.ts';
import { brokenResidency } from '../../checkers/residency.ts';
import { faultOf } from '../../fixtures/faults.ts';
import { smallBundle, smallScenario } from '../../fixtures/small-world.ts';
import { runsOf } from '../runs.ts';

type Tag = readonly string[] | undefined;

interface Drawn {
  readonly seed: number;
  readonly tags: readonly Tag[];
  readonly faults: readonly FaultScenario[];
}

const when = { at: 5 * MINUTE, lasts: 5 * MINUTE };
const FAULTS: readonly (readonly FaultScenario[])[] = [
  [],
  [faultOf({ fault: 'region lost', region: 'east', ...when })],
  [faultOf({ fault: 'region lost', region: 'west', ...when })],
  [faultOf({ fault: 'partition', group: 'coast', region: 'east', ...when })],
];

const drawn: fc.Arbitrary<Drawn> = fc.record({
  seed: fc.nat({ max: 1000 }),
  tags: fc.tuple(
    fc.constantFrom<Tag>(['east'], ['east'], ['east', 'west'], undefined),
    fc.constantFrom<Tag>(['west'], ['west', 'east'], undefined),
  ),
  faults: fc.constantFrom(...FAULTS),
});

/** A quarter of an hour under a routing policy, looked at every half minute: refused for tags. */
function play(use: string, { seed, tags, faults }: Drawn): readonly string[] {
  const plain = smallScenario({ seed, faults: [...faults], horizon: 15 * MINUTE });
  const groups = plain.players.groups.map((group, at) => {
    const residency = tags[at];
    return residency === undefined ? group : { ...group, residency };
  });
  const capacity = { use: 'baselines/hpa', every: 15_000_000, parameters: {} };
  const contenders = [{ name: use, capacity, routing: { use, every: MINUTE, parameters: {} } }];
  const scenario = { ...plain, contenders, players: { ...plain.players, groups } };
  const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
  const simulation = openReplication(input);
  const refused: string[] = [];
  for (let at = 0; at <= 15 * MINUTE; at += MINUTE / 2) {
    simulation.run(at);
    expect(brokenResidency(simulation.world)).toEqual([]);
    refused.push(...refusals(simulation));
  }
  return refused;
}

/** Orders of the routing loop that were refused for tags and that it has not read of yet. */
function refusals({ world }: WorldSimulation): readonly string[] {
  const reasons = world.orders.receipts[0].map(({ reason }) => reason);
  return reasons.filter((reason) => reason.includes('may not go'));
}

describe.each(Object.keys(routingPolicies))('under %s', (use) => {
  it('no request of a tagged group ever leaves its regions, nor asks to', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        expect(play(use, one)).toEqual([]);
      }),
      { numRuns: runsOf(6) },
    );
  });
});
