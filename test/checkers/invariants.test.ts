import { describe, expect, it } from 'vitest';
import { HOUR } from '../../engine/units.ts';
import type { World, WorldSimulation } from '../../models/world.ts';
import { openReplication } from '../../scenarios/run.ts';
import { faultOf } from '../fixtures/faults.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';
import { openAudit } from './audit.ts';
import { brokenInvariants, INVARIANTS } from './invariants.ts';

const faults = [faultOf({ fault: 'brown-out', factor: 1.2, at: 0.5 * HOUR, lasts: HOUR })];

function open(): WorldSimulation {
  const scenario = smallScenario({ faults });
  const simulation = openReplication({
    scenario,
    bundle: smallBundle(),
    contender: 1,
    replication: 0,
  });
  simulation.run(HOUR);
  return simulation;
}

/** What each checker must see, and how a world is spoilt for it. */
const SPOILT: readonly (readonly [number, string, (world: World) => void])[] = [
  [1, 'a session too many', (world) => world.ledger.counts.sessionsArrived++],
  [1, 'a player without a row', (world) => world.playing[0]++],
  [2, 'a lost request', (world) => world.ledger.inFlight--],
  [3, 'a slot that is busy and free', (world) => world.fleet.freeCount[0]++],
  [3, 'an instance too many', (world) => world.fleet.busySlots.fill(1_000_000)],
  [4, 'a request of the future', (world) => world.sessions.issuedAt.fill(2 * HOUR)],
  [5, 'energy from nowhere', (world) => (world.ledger.region.energyJ[0] += 10)],
  [6, 'negative emissions', (world) => (world.ledger.region.operationalG[1] = -1)],
  [8, 'a receipt told twice', (world) => twice(world)],
  [9, 'a scrape of the future', (world) => world.scrapes.recent.push(world.scrapes.recent[0])],
  [20, 'a fault that does not end', (world) => world.faults.active.fill(0)],
];

function twice({ orders }: World): void {
  const receipt = { order: 'x/1/1', at: 0, outcome: 'done', granted: 1, reason: '' } as const;
  orders.receipts[0].push(receipt, receipt);
}

describe('the checkers', () => {
  it('find nothing wrong with a world that nobody spoilt', () => {
    expect(brokenInvariants(open())).toEqual([]);
  });

  it.each(SPOILT)('of invariant %i see %s', (number, _what, spoil) => {
    const simulation = open();
    spoil(simulation.world);
    const checker = INVARIANTS.find((one) => one.number === number);
    expect(checker?.broken(simulation).length).toBeGreaterThan(0);
  });
});

describe('the audit', () => {
  it('comes to the money, energy and emissions of the ledger', () => {
    const simulation = open();
    const audit = openAudit(simulation);
    simulation.run(4 * HOUR);
    expect(audit()).toEqual([]);
  });

  it.each(['costOnDemand', 'costSpot', 'costEdge', 'energyJ', 'operationalG'] as const)(
    'sees a cent, a joule or a gram too much in %s',
    (meter) => {
      const simulation = open();
      const audit = openAudit(simulation);
      simulation.run(1.2 * HOUR);
      simulation.world.ledger.region[meter][0] += 0.01;
      expect(audit()).toHaveLength(1);
    },
  );
});
