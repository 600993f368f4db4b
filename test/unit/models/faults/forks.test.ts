import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import { faultTotals } from '../../../../models/faults/totals.ts';
import { presentInstances } from '../../../../models/fleet.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { checkFork } from '../../../../scenarios/fork.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../../../scenarios/saved.ts';
import type { FaultScenario } from '../../../../scenarios/scenario.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { smallBundle, smallScenario } from '../../../fixtures/small-world.ts';

const link = { fault: 'partition', region: 'east', farRegion: 'west' } as const;
const all: readonly FaultScenario[] = [
  faultOf({ fault: 'region lost', region: 'east', at: 70 * MINUTE, lasts: 30 * MINUTE }),
  faultOf({ fault: 'zone lost', region: 'west', zone: 0 }),
  faultOf({ fault: 'revocation storm', at: 80 * MINUTE, share: 0.5 }),
  faultOf({ fault: 'capacity short', region: 'west', at: 100 * MINUTE, lasts: 10 * MINUTE }),
  faultOf({ fault: 'brown-out', factor: 1.5 }),
  faultOf({ ...link }),
  faultOf({ fault: 'mass disconnect', share: 0.3, at: 100 * MINUTE, lasts: 0 }),
  faultOf({ fault: 'telemetry poisoned', factor: 2 }),
  faultOf({ fault: 'feed outage', feed: 'carbon' }),
  faultOf({ fault: 'clock skew', skew: -MINUTE }),
];

const input = (faults: readonly FaultScenario[]) => {
  return {
    scenario: smallScenario({ faults }),
    bundle: smallBundle(),
    contender: 1,
    replication: 0,
  };
};

function openAt(faults: readonly FaultScenario[], at: number): WorldSimulation {
  const simulation = openReplication(input(faults));
  simulation.run(at);
  return simulation;
}

/** A save at an instant, gone on from under other faults. */
function forkAt(before: readonly FaultScenario[], at: number, after: readonly FaultScenario[]) {
  const saved = saveReplication(openAt(before, at), 'hpa', 0);
  const origin = { scenario: input(before).scenario, saved };
  return resumeReplication({ ...input(after), origin });
}

describe('a save in the midst of every fault', () => {
  it.each([65, 70, 90, 100, 115])('goes on at minute %i as if there had been none', (minute) => {
    const whole = openAt(all, minute * MINUTE);
    const resumed = forkAt(all, minute * MINUTE, all);
    whole.run(2.5 * HOUR);
    resumed.run(2.5 * HOUR);
    expect(resumed.digest()).toBe(whole.digest());
    expect(faultTotals(resumed.world)).toEqual(faultTotals(whole.world));
    expect(brokenInvariants(resumed)).toEqual([]);
  });
});

const lost = faultOf({ fault: 'region lost', name: 'quake', region: 'east' });

describe('a fork that changes what goes wrong', () => {
  it('meets a fault that the save did not know, as a run does that always had it', () => {
    const forked = forkAt([], 50 * MINUTE, [lost]);
    const straight = openAt([lost], HOUR);
    forked.run(HOUR);
    expect(presentInstances(forked.world.fleet, 0)).toBe(0);
    expect(forked.world.ledger.counts.requestsInterrupted).toBe(
      straight.world.ledger.counts.requestsInterrupted,
    );
    forked.run(3 * HOUR);
    expect(brokenInvariants(forked)).toEqual([]);
    expect(faultTotals(forked.world)).toMatchObject([
      { name: 'quake', lateBefore: expect.any(Number) },
    ]);
  });

  it('is spared one that was still to come', () => {
    const forked = forkAt([lost], 50 * MINUTE, []);
    forked.run(90 * MINUTE);
    expect(presentInstances(forked.world.fleet, 0)).toBeGreaterThan(0);
    expect(faultTotals(forked.world)).toEqual([]);
  });

  it('ends one under way when it is gone from the list or over, and keeps it else', () => {
    const faults = [lost, faultOf({ ...link })];
    const gone = forkAt(faults, 90 * MINUTE, []);
    expect([gone.world.faults.regionLost[0], gone.world.network.cutCount]).toEqual([0, 0]);
    const short = faults.map((fault) => ({ ...fault, lasts: 20 * MINUTE }));
    const over = forkAt(faults, 90 * MINUTE, short);
    expect([over.world.faults.regionLost[0], over.world.network.cutCount]).toEqual([0, 0]);
    const long = faults.map((fault) => ({ ...fault, lasts: 2 * HOUR }));
    const kept = forkAt(faults, 90 * MINUTE, long);
    expect([kept.world.faults.regionLost[0], kept.world.network.cutCount]).toEqual([1, 1]);
    kept.run(3 * HOUR - 1);
    expect(kept.world.faults.regionLost[0]).toBe(1);
    kept.run(3 * HOUR);
    expect([kept.world.faults.regionLost[0], kept.world.network.cutCount]).toEqual([0, 0]);
    expect(brokenInvariants(kept)).toEqual([]);
  });

  it('begins now what should have begun before', () => {
    const forked = forkAt([], 90 * MINUTE, [lost]);
    expect(forked.world.faults.regionLost[0]).toBe(0);
    forked.run(90 * MINUTE);
    expect([forked.world.faults.regionLost[0], presentInstances(forked.world.fleet, 0)]).toEqual([
      1, 0,
    ]);
    expect(forked.world.faults.recovery.watches[0].begunAt).toBe(90 * MINUTE);
  });

  it('is allowed to set any part of a fault', () => {
    const edit = { label: '--set', path: ['faults', 'quake', 'at'], value: '3 h' };
    const saved = smallScenario({ faults: [lost] });
    const edited = smallScenario({ faults: [{ ...lost, at: 3 * HOUR }] });
    expect(checkFork({ saved, edited, edits: [edit] })).toEqual([]);
  });
});
