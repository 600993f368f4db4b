import { describe, expect, it } from 'vitest';
import { MILLISECOND, MINUTE } from '../../../../engine/units.ts';
import { totalsOf } from '../../../../models/totals.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { LADDER, openFrames } from '../../../fixtures/placement.ts';
import { smallScenario } from '../../../fixtures/small-world.ts';

const NO_DEVICE = { devices: [] };
const FAR = { edgeRtt: 100 * MILLISECOND, cloudRtt: 100 * MILLISECOND };

function run(frames: Parameters<typeof openFrames>[0]) {
  const simulation = openFrames(frames);
  for (let part = 1; part <= 5; part++) {
    simulation.run(part * 2 * MINUTE);
    expect(brokenInvariants(simulation)).toEqual([]);
  }
  return totalsOf(simulation);
}

describe('a frame that a gate places', () => {
  it('runs where the gate says, and is answered from there', () => {
    for (const [use, key] of [
      ['baselines/always-device', 'framesOnDevice'],
      ['baselines/always-edge', 'framesAtEdge'],
      ['baselines/always-cloud', 'framesInCloud'],
    ] as const) {
      const totals = run({ use });
      expect(totals[key]).toBe(totals.requestsIssued);
      expect(totals.requestsIssued).toBeGreaterThan(3000);
      expect(totals.requestsAnswered / totals.requestsIssued).toBeGreaterThan(0.99);
    }
  });

  it('takes on the device as long as the variant, and costs its power', () => {
    const totals = run({ use: 'baselines/always-device' });
    expect(totals.responseP50 / MILLISECOND).toBeCloseTo(5, 1);
    expect(totals.deviceEnergyJ / totals.requestsAnswered).toBeCloseTo(0.025, 3);
    expect(totals.fidelitySum / totals.framesInTime).toBeCloseTo(0.8, 9);
    expect(totals.costEdge).toBe(0);
  });

  it('pays for the edge by the busy second, and for nothing there otherwise', () => {
    const totals = run({ use: 'baselines/always-edge' });
    const busyHours = (totals.requestsAnswered * 4) / 1000 / 3600;
    expect(totals.costEdge / (busyHours * 1.4)).toBeCloseTo(1, 2);
    expect(totals.answeredByEdge).toBe(totals.requestsAnswered);
  });

  it('is lost without a neural unit and without an answer', () => {
    const totals = run({ use: 'baselines/always-device', placement: NO_DEVICE });
    expect(totals.framesUnplaced).toBe(totals.requestsIssued);
    expect(totals.requestsAbandoned).toBe(totals.requestsIssued);
  });

  it('is late where its way is too long', () => {
    const totals = run({ use: 'baselines/always-edge', placement: FAR });
    expect(totals.requestsLate).toBe(totals.requestsAnswered);
    expect(totals.framesInTime).toBe(0);
  });

  it('is refused by a point of presence without slots', () => {
    const { regions } = smallScenario();
    const changes = { regions: regions.map((region) => ({ ...region, edgeSlots: 0 })) };
    const totals = run({ use: 'baselines/always-edge', changes });
    expect(totals.remoteRefused).toBeGreaterThan(0.99 * totals.requestsIssued);
    expect(totals.requestsAnswered).toBe(0);
  });
});

describe('a fallback', () => {
  const placement = { ...FAR, hasFallback: true };

  it('answers every frame in time where no remote answer can be, and the remote work is wasted', () => {
    const totals = run({ use: 'baselines/always-edge', placement });
    expect(totals.requestsLate).toBe(0);
    expect(totals.requestsAbandoned).toBe(0);
    expect(totals.framesFallenBack).toBe(totals.requestsAnswered);
    expect(totals.responseP50 / MILLISECOND).toBeCloseTo(30, 0);
    expect(totals.fidelitySum / totals.framesInTime).toBeCloseTo(0.8, 9);
    expect(totals.remoteWasted + totals.remoteLost).toBeGreaterThan(0.99 * totals.remoteSent);
    expect(totals.costEdge).toBeGreaterThan(0);
    expect(totals.deviceEnergyJ).toBeGreaterThan(0);
  });

  it('is not there for who has no neural unit', () => {
    const totals = run({ use: 'baselines/always-edge', placement: { ...placement, ...NO_DEVICE } });
    expect(totals.framesFallenBack).toBe(0);
    expect(totals.requestsLate).toBe(totals.requestsAnswered);
  });

  it('is not needed where remote answers are quick, but for those that are lost', () => {
    const totals = run({ use: 'baselines/always-edge', placement: { hasFallback: true } });
    expect(totals.framesFallenBack).toBeGreaterThan(0);
    expect(totals.framesFallenBack / totals.requestsAnswered).toBeLessThan(0.02);
    expect(totals.requestsAbandoned).toBe(0);
  });

  it('takes over after a refusal', () => {
    const { regions } = smallScenario();
    const changes = { regions: regions.map((region) => ({ ...region, edgeSlots: 0 })) };
    const use = 'baselines/always-edge';
    const totals = run({ use, changes, placement: { hasFallback: true } });
    expect(totals.framesFallenBack).toBe(totals.requestsAnswered);
    expect(totals.requestsAbandoned).toBe(0);
  });

  it('carries players through the loss of their region', () => {
    const faults = ['east', 'west'].map((region) => {
      return faultOf({ fault: 'region lost', at: 4 * MINUTE, lasts: 2 * MINUTE, region });
    });
    const lost = { use: 'baselines/always-cloud', changes: { faults } };
    const without = run(lost);
    const saved = run({ ...lost, placement: { hasFallback: true } });
    expect(without.requestsAbandoned).toBeGreaterThan(500);
    expect(saved.requestsAbandoned).toBe(0);
    expect(saved.requestsLate).toBeLessThan(0.01 * saved.requestsAnswered);
  });
});

describe('the heat of a device', () => {
  it('slows it once it has given all it can, and it cools when nothing is asked', () => {
    const devices = [{ ...LADDER.devices[0], work: [80 * MILLISECOND, 80 * MILLISECOND] }];
    const { serving, players } = smallScenario();
    const totals = run({
      use: 'baselines/always-device',
      placement: { devices },
      changes: {
        serving: {
          ...serving,
          service: { kind: 'law', law: { kind: 'deterministic', value: 4 * MILLISECOND } },
          budget: 100 * MILLISECOND,
          giveUp: 200 * MILLISECOND,
        },
        players: {
          ...players,
          arrivals: { ...players.arrivals, values: players.arrivals.values.map(() => 0.01) },
          session: { kind: 'deterministic', value: 5 * MINUTE },
          think: { kind: 'deterministic', value: 100 * MILLISECOND },
          matchSize: 1,
          fillAfter: 0,
          quitPerLateAnswer: 0,
          quitPerBudgetOver: 0,
        },
      },
    });
    expect(totals.deviceHotSeconds).toBeGreaterThan(0.2 * totals.deviceBusySeconds);
    expect(totals.deviceHotSeconds).toBeLessThan(0.95 * totals.deviceBusySeconds);
    // Over any long stretch the unit gives off what its case can, 2 W, and what heated it before.
    const joules = totals.deviceBusySeconds * 5;
    expect(totals.deviceEnergyJ).toBeLessThan(joules);
  });
});
