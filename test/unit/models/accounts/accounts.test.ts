import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { billOf } from '../../../../models/accounts/bill.ts';
import { compileCurve, SHAPES } from '../../../../models/accounts/power-curve.ts';
import { fillTiers } from '../../../../models/accounts/traffic.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { Market } from '../../../../policies/observation.ts';
import type { AccountsScenario } from '../../../../scenarios/accounts-scenario.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../../../scenarios/saved.ts';
import type { Scenario } from '../../../../scenarios/scenario.ts';
import { openScripted, scripted } from '../../../fixtures/scripted.ts';
import { smallBundle, smallScenario } from '../../../fixtures/small-world.ts';

const NONE = { networkKwhPerGb: 0 };

const east = (instances: number, hours: number): AccountsScenario => ({
  ...NONE,
  reserved: {
    east: { instances, price: { kind: 'discount', share: 0.25 }, term: hours * HOUR },
  },
});

function scale(instances: number, market: Market = 'on-demand') {
  return { kind: 'scale', region: 0, market, instances } as const;
}

describe('tiers of a month', () => {
  const tiers = [
    { fromGb: 0, pricePerGb: 0.09 },
    { fromGb: 10_000, pricePerGb: 0.085 },
    { fromGb: 50_000, pricePerGb: 0.07 },
  ];
  const filled = (gb: number, months: number) => fillTiers(tiers, gb, months).map((one) => one.gb);

  it('fill from the first on', () => {
    expect(filled(4_000, 1)).toEqual([4_000, 0, 0]);
    expect(filled(60_000, 1)).toEqual([10_000, 40_000, 10_000]);
  });

  it('are a quarter as wide in a quarter of a month', () => {
    expect(filled(15_000, 0.25)).toEqual([2_500, 10_000, 2_500]);
  });
});

describe('a power curve', () => {
  const card = { idleW: 30, maxW: 80, slots: 4 };

  it('bends as Fan, Weber and Barroso found it', () => {
    const watts = [...compileCurve(SHAPES.bent, card)].map((uw) => uw / 1e6);
    for (const [busy, share] of [0, 0.3564, 0.6211, 0.8315, 1].entries()) {
      expect(watts[busy]).toBeCloseTo(50 * share, 2);
    }
  });

  it('passes through the points of Teads and is straight between them', () => {
    const watts = [...compileCurve(SHAPES.teads, { ...card, slots: 20 })].map((uw) => uw / 1e6);
    expect([watts[2], watts[10], watts[20]]).toEqual([10.95, 34.2, 50]);
    expect(watts[15]).toBeCloseTo((34.2 + 50) / 2, 6);
  });
});

describe('a reservation', () => {
  it('pays for as many on-demand instances as it has, used or not, until it lapses', () => {
    const simulation = openScripted(scripted({}), { accounts: east(3, 2) });
    simulation.run(8 * HOUR);
    const totals = totalsOf(simulation);
    // Two are held; three are paid for 2 h at three quarters of 0.80 USD.
    expect(totals.costReserved).toBeCloseTo(3 * 2 * 0.6, 9);
    expect(totals.coveredSeconds).toBeCloseTo(2 * 2 * 3600, 6);
    const own = 2 * (1 * 0.8 + 5 * 0.8 * 1.1);
    const west = 2 * (3 * 0.7 + 5 * 0.7 * 1.1);
    expect(totals.costOnDemand).toBeCloseTo(own + west, 9);
    expect(totals.costCommitted).toBe(0);
  });

  it('that outlasts the run is still to pay', () => {
    const simulation = openScripted(scripted({}), { accounts: east(1, 100), horizon: HOUR });
    simulation.run(HOUR);
    expect(totalsOf(simulation).costCommitted).toBeCloseTo(99 * 0.6, 9);
  });

  it('pays for the rest of the least billed span too, of those it covers', () => {
    const restOf = (instances: number) => {
      const script = { 1: [scale(3)], 3: [scale(2)] };
      const accounts = east(instances, 100);
      const base = smallScenario().serving;
      const serving = {
        ...base,
        leastBilled: 30 * MINUTE,
        boot: { kind: 'deterministic', value: 300 * SECOND },
      } as Scenario['serving'];
      const simulation = openScripted(scripted(script), { accounts, serving });
      simulation.run(HOUR);
      const rows = billOf(simulation.world, simulation.now);
      return rows.find(({ what }) => what === 'rest of least billed')?.quantity ?? 0;
    };
    expect(restOf(1)).toBeCloseTo(28 / 60, 2);
    expect(restOf(3)).toBe(0);
  });
});

describe('energy on a curve', () => {
  const curve: AccountsScenario = { ...NONE, curve: SHAPES.bent };

  function energyOf(changes: Partial<Scenario>): number {
    const scenario = smallScenario({ horizon: 2 * HOUR, ...changes });
    const bundle = smallBundle();
    const simulation = openReplication({ scenario, bundle, contender: 1, replication: 0 });
    simulation.run(scenario.horizon);
    return totalsOf(simulation).energyJ;
  }

  it('is more than on a straight line, and never more than at full power', () => {
    const straight = energyOf({});
    const bent = energyOf({ accounts: curve });
    expect(bent).toBeGreaterThan(straight);
    expect(bent).toBeLessThan((straight * 72) / 30);
  });

  it('goes on as it was when it is saved', () => {
    const scenario = smallScenario({ horizon: 2 * HOUR, accounts: curve });
    const input = { scenario, bundle: smallBundle(), contender: 1, replication: 0 };
    const whole = openReplication(input);
    whole.run(HOUR);
    const saved = saveReplication(whole, scenario.contenders[1].name, 0);
    const second = resumeReplication({ ...input, origin: { scenario, saved } });
    for (const simulation of [whole, second]) simulation.run(2 * HOUR);
    expect(totalsOf(second)).toEqual(totalsOf(whole));
  });

  it('is on the other curve from a fork on', () => {
    const scenario = smallScenario({ horizon: 2 * HOUR, accounts: curve });
    const input = { scenario, bundle: smallBundle(), contender: 1, replication: 0 };
    const first = openReplication(input);
    first.run(HOUR);
    const before = totalsOf(first).energyJ;
    const saved = saveReplication(first, scenario.contenders[1].name, 0);
    const doubled = { ...scenario.serving, idleW: 60, maxW: 144 };
    const edited = { ...scenario, serving: doubled };
    const fork = resumeReplication({ ...input, scenario: edited, origin: { scenario, saved } });
    for (const simulation of [first, fork]) simulation.run(2 * HOUR);
    const own = totalsOf(first).energyJ - before;
    expect(totalsOf(fork).energyJ - before).toBeCloseTo(2 * own, 3);
  });

  it('is within 2 % where players are only counted', () => {
    const exact = energyOf({ accounts: curve });
    const sampled = energyOf({ accounts: curve, detail: { kind: 'sampled', oneIn: 4 } });
    expect(Math.abs(sampled / exact - 1)).toBeLessThan(0.02);
  });
});
