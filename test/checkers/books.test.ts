import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../engine/units.ts';
import { totalsOf } from '../../models/totals.ts';
import { openReplication, runReplication } from '../../scenarios/run.ts';
import { openScripted, scripted } from '../fixtures/scripted.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';
import { brokenInvariants } from './invariants.ts';

const bundle = smallBundle();

function open(contender: number, changes = {}) {
  const scenario = smallScenario({ contenders: [...smallScenario().contenders, SPOT], ...changes });
  return openReplication({ scenario, bundle, contender, replication: 0 });
}

/** ECIM-G holds spot instances, so zones that close revoke some and interrupt requests. */
const SPOT = {
  name: 'ecim-g',
  capacity: { use: 'ecim-g/three-ring', every: 30 * SECOND, parameters: {} },
  routing: { use: 'ecim-g/latency-budget-routing', every: 30 * SECOND, parameters: {} },
};

describe('the books of a simulated world', () => {
  it.each([0, 1, 2])('balance at every minute under contender %i', (contender) => {
    const simulation = open(contender);
    for (let at = 0; at <= 8 * HOUR; at += MINUTE) {
      simulation.run(at);
      expect(brokenInvariants(simulation), `at minute ${at / MINUTE}`).toEqual([]);
    }
    expect(simulation.world.ledger.counts.requestsAnswered).toBeGreaterThan(100_000);
  });

  it('balance when the account opens after a warm-up', () => {
    const simulation = open(0, { warmUp: 90 * MINUTE });
    simulation.run(8 * HOUR);
    expect(simulation.world.ledger.openedAt).toBe(90 * MINUTE);
    expect(brokenInvariants(simulation)).toEqual([]);
  });

  it('charge emissions at the intensity in force', () => {
    const simulation = open(2);
    const { region } = simulation.world.ledger;
    for (let hour = 1; hour <= 8; hour++) {
      const before = read(simulation, 0);
      const intensity = region.intensity[0];
      simulation.run(hour * HOUR - 1);
      const after = read(simulation, 0);
      const kwh = (after.joules - before.joules) / 3.6e6;
      expect(after.grams - before.grams).toBeCloseTo(kwh * intensity, 6);
      simulation.run(hour * HOUR);
    }
  });
});

describe('the bill of capacity that never changes', () => {
  it('is price times instances times time, at every price in turn', () => {
    const simulation = openScripted(scripted({}));
    simulation.run(8 * HOUR);
    const totals = totalsOf(simulation);
    const east = 2 * (3 * 0.8 + 5 * 0.8 * 1.1);
    const west = 2 * (3 * 0.7 + 5 * 0.7 * 1.1);
    expect(totals.costOnDemand).toBeCloseTo(east + west, 9);
    expect(totals.costSpot + totals.costEdge).toBe(0);
    expect(totals.instanceSeconds).toBeCloseTo(4 * 8 * 3600, 6);
    expect(totals.readySlotSeconds).toBeCloseTo(8 * 8 * 3600, 6);
  });
});

describe('a digital twin of a run', () => {
  it('gives the same digest twice and another one for another seed', () => {
    const run = (seed: number) =>
      runReplication({ scenario: smallScenario({ seed }), bundle, contender: 0, replication: 0 });
    expect(run(7).digest).toBe(run(7).digest);
    expect(run(7).digest).not.toBe(run(8).digest);
  });
});

function read(simulation: ReturnType<typeof open>, region: number) {
  brokenInvariants(simulation); // closes the integrals at the present instant
  const meters = simulation.world.ledger.region;
  return {
    joules: meters.energyJ[region],
    grams: meters.operationalG[region],
  };
}
