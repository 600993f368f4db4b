import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { countInstances, presentInstances, STATE } from '../../../../models/fleet.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import type { Decision } from '../../../../policies/decision.ts';
import type { FaultScenario } from '../../../../scenarios/scenario.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { openScripted, type Seen, scripted } from '../../../fixtures/scripted.ts';

const east = 0;
const west = 1;
const hold = (region: number, instances: number, market: 'on-demand' | 'spot' = 'on-demand') =>
  ({ kind: 'scale', region, market, instances }) satisfies Decision;

/** Orders at minute 0 and at the minutes given. */
function open(
  faults: readonly FaultScenario[],
  script: Readonly<Record<number, readonly Decision[]>>,
  seen: Seen[] = [],
): WorldSimulation {
  return openScripted(scripted(script, seen), { faults });
}

/** Runs minute by minute with every checker; answers what was broken. */
function runChecked(simulation: WorldSimulation, until: number): readonly string[] {
  const broken: string[] = [];
  for (let at = simulation.now + 20 * SECOND; at <= until; at += 20 * SECOND) {
    simulation.run(at);
    broken.push(...brokenInvariants(simulation));
  }
  return broken;
}

describe('a region that is lost', () => {
  const faults = [faultOf({ fault: 'region lost', region: 'east', lasts: 30 * MINUTE })];
  const script = {
    0: [hold(east, 8), hold(east, 4, 'spot'), hold(west, 12)],
    70: [hold(east, 8)],
    95: [hold(east, 8)],
  };

  it('takes every instance of both markets at once and sends its requests elsewhere', () => {
    const simulation = open(faults, script);
    const { world } = simulation;
    expect(runChecked(simulation, HOUR - SECOND)).toEqual([]);
    expect(presentInstances(world.fleet, east)).toBe(12);
    const { busySlots } = world.fleet;
    expect(busySlots[east]).toBeGreaterThan(0);
    const before = world.ledger.counts.requestsInterrupted;
    simulation.run(HOUR);
    expect(presentInstances(world.fleet, east)).toBe(0);
    expect(busySlots[east]).toBe(0);
    expect(world.ledger.counts.requestsInterrupted).toBeGreaterThan(before);
    expect(world.stations[east].waiting.size).toBe(0);
    expect(world.faults.recovery.watches[0].instancesLost).toBe(12);
    expect(runChecked(simulation, 80 * MINUTE)).toEqual([]);
    expect(world.stations[east].waiting.size).toBe(0);
    expect(world.scrapes.arrivals[east]).toBe(0);
    expect(world.ledger.inFlight).toBeLessThan(100);
  });

  it('refuses launches with a receipt that says so, and gives them again after its end', () => {
    const seen: Seen[] = [];
    const simulation = open(faults, script, seen);
    simulation.run(2 * HOUR);
    const receipts = seen.flatMap((turn) => turn.receipts);
    const during = receipts.filter(({ at }) => at > 70 * MINUTE && at < 72 * MINUTE);
    expect(during).toMatchObject([{ outcome: 'refused', granted: 0, reason: 'east is lost' }]);
    const after = receipts.filter(({ at }) => at > 95 * MINUTE && at < 97 * MINUTE);
    expect(after).toMatchObject([{ outcome: 'done', granted: 8 }]);
    expect(countInstances(simulation.world.fleet, east, 0, STATE.ready)).toBe(8);
    expect(runChecked(simulation, 2.2 * HOUR)).toEqual([]);
  });

  it('keeps requests waiting when no other region can be reached', () => {
    const all = ['east', 'west'].map((region) =>
      faultOf({ fault: 'region lost', name: region, region, lasts: 20 * SECOND }),
    );
    const simulation = open(all, { 0: [hold(east, 8), hold(west, 8)] });
    simulation.run(HOUR + 10 * SECOND);
    const { stations, ledger } = simulation.world;
    expect(stations[east].waiting.size + stations[west].waiting.size).toBeGreaterThan(0);
    expect(runChecked(simulation, HOUR + 5 * MINUTE)).toEqual([]);
    expect(ledger.counts.requestsAbandoned).toBeGreaterThan(0);
  });
});

describe('a zone that is lost', () => {
  it('takes a half of what was spread over two zones; the rest serves on', () => {
    const faults = [faultOf({ fault: 'zone lost', region: 'east', zone: 1, lasts: HOUR })];
    const seen: Seen[] = [];
    const simulation = open(faults, { 0: [hold(east, 8)], 65: [hold(east, 8)] }, seen);
    simulation.run(HOUR - 1);
    const { fleet, faults: state } = simulation.world;
    expect([...fleet.keptHeld.subarray(0, 2)]).toEqual([4, 4]);
    expect(runChecked(simulation, 70 * MINUTE)).toEqual([]);
    expect(state.recovery.watches[0].instancesLost).toBe(4);
    expect([...fleet.keptHeld.subarray(0, 2)]).toEqual([8, 0]);
    expect(seen.at(-1)?.observation.regions[east].zonesUp).toBe(1);
  });
});

describe('a shortage of capacity', () => {
  it('refuses launches while it lasts and takes nothing away', () => {
    const faults = [faultOf({ fault: 'capacity short', region: 'east' })];
    const script = { 0: [hold(east, 5)], 70: [hold(east, 9), hold(west, 9)], 121: [hold(east, 9)] };
    const seen: Seen[] = [];
    const simulation = open(faults, script, seen);
    expect(runChecked(simulation, 90 * MINUTE)).toEqual([]);
    const { fleet, ledger } = simulation.world;
    expect([presentInstances(fleet, east), presentInstances(fleet, west)]).toEqual([5, 9]);
    expect(ledger.counts.capacityErrors).toBe(1);
    const reasons = seen.flatMap(({ receipts }) => receipts.map(({ reason }) => reason));
    expect(reasons.filter((reason) => reason !== '')).toEqual(['insufficient capacity in east']);
    simulation.run(130 * MINUTE);
    expect(presentInstances(fleet, east)).toBe(9);
  });
});

describe('a storm of revocations', () => {
  const storm = faultOf({ fault: 'revocation storm', region: 'east', share: 1, at: 30 * MINUTE });
  const script = {
    0: [hold(east, 6, 'spot')],
    40: [hold(east, 3, 'spot')],
    91: [hold(east, 3, 'spot')],
  };

  it('puts spot instances under notice at once, and none is sold until it is over', () => {
    const simulation = open([storm], script);
    const { world } = simulation;
    simulation.run(30 * MINUTE);
    expect(world.ledger.counts.revocations).toBe(6);
    expect(countInstances(world.fleet, east, 1, STATE.ready)).toBe(0);
    expect(runChecked(simulation, 60 * MINUTE)).toEqual([]);
    expect(countInstances(world.fleet, east, 1, STATE.booting)).toBe(0);
    simulation.run(100 * MINUTE);
    expect(countInstances(world.fleet, east, 1, STATE.ready)).toBe(3);
  });

  it('takes about the share it says', () => {
    const simulation = open([{ ...storm, share: 0.5 }], { 0: [hold(east, 18, 'spot')] });
    simulation.run(31 * MINUTE);
    const { revocations } = simulation.world.ledger.counts;
    expect(revocations).toBeGreaterThan(3);
    expect(revocations).toBeLessThan(15);
  });
});
