import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import { faultTotals } from '../../../../models/faults/totals.ts';
import type { Decision } from '../../../../policies/decision.ts';
import type { FaultScenario } from '../../../../scenarios/scenario.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { openScripted, scripted } from '../../../fixtures/scripted.ts';

const hold = (region: number, instances: number): Decision => {
  return { kind: 'scale', region, market: 'on-demand', instances };
};
const plenty = { 0: [hold(0, 14), hold(1, 14)] };

function outcome(
  faults: readonly FaultScenario[],
  until: number,
  script: Readonly<Record<number, readonly Decision[]>> = plenty,
  warmUp = 0,
) {
  const simulation = openScripted(scripted(script), { faults, warmUp });
  simulation.run(until);
  return { totals: faultTotals(simulation.world), counts: simulation.world.ledger.counts };
}

const lost = (minutes: number) => {
  return faultOf({ fault: 'region lost', region: 'east', at: HOUR, lasts: minutes * MINUTE });
};

describe('the recovery from a fault', () => {
  it('takes until late answers are back where they were: to the end of a brown-out', () => {
    const slow = faultOf({ fault: 'brown-out', factor: 6, lasts: 20 * MINUTE });
    const [{ recovery, lateMinutes, lateBefore }] = outcome([slow], 3 * HOUR).totals;
    expect(lateBefore).toBe(0);
    expect(recovery).toEqual({ value: expect.any(Number) });
    const minutes = 'value' in recovery ? recovery.value / MINUTE : 0;
    expect(minutes).toBeGreaterThanOrEqual(19);
    expect(minutes).toBeLessThanOrEqual(22);
    expect(lateMinutes).toBeGreaterThanOrEqual(19);
  });

  it('is 0 for what nobody feels', () => {
    const feed = faultOf({ fault: 'feed outage', feed: 'carbon' });
    const [{ recovery, instancesLost }] = outcome([feed], 3 * HOUR).totals;
    expect({ recovery, instancesLost }).toEqual({ recovery: { value: 0 }, instancesLost: 0 });
  });

  it('is put off by a relapse, whatever brought it', () => {
    const feed = faultOf({ fault: 'feed outage', feed: 'carbon' });
    const slow = faultOf({ fault: 'brown-out', factor: 6, at: 80 * MINUTE, lasts: 20 * MINUTE });
    const [{ recovery }] = outcome([feed, slow], 3 * HOUR).totals;
    const minutes = 'value' in recovery ? recovery.value / MINUTE : 0;
    expect(minutes).toBeGreaterThanOrEqual(39);
    expect(minutes).toBeLessThanOrEqual(42);
  });

  it('has no number where late answers stay, and says why', () => {
    const [{ recovery, requestsLost, sessionsLost }] = outcome([lost(30)], 90 * MINUTE, {
      0: [hold(0, 14), hold(1, 0)],
    }).totals;
    expect(recovery).toEqual({
      undefinedBecause: 'late answers were not back at their level by the end of the run',
    });
    expect(requestsLost).toBeGreaterThan(100);
    expect(sessionsLost).toBeGreaterThan(0);
  });

  it('says so when the fault never began, or nothing had been answered', () => {
    const [late, first] = outcome(
      [lost(30), faultOf({ fault: 'clock skew', skew: MINUTE, at: 0 })],
      HOUR - 1,
    ).totals;
    expect(late.recovery).toEqual({ undefinedBecause: 'it had not begun by the end of the run' });
    expect(first.recovery).toEqual({ undefinedBecause: 'nothing was answered before it' });
  });

  it('is the same whether the ledger opens before, during or after the fault', () => {
    const whole = outcome([lost(30)], 3 * HOUR).totals;
    expect(whole[0].requestsLost + whole[0].lateMinutes).toBeGreaterThan(0);
    for (const warmUp of [30 * MINUTE, HOUR + 90_000_000, 70 * MINUTE, 2.5 * HOUR]) {
      expect(outcome([lost(30)], 3 * HOUR, plenty, warmUp).totals).toEqual(whole);
    }
  });
});
