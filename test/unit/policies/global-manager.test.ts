import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { totalsOf } from '../../../models/totals.ts';
import { openReplication } from '../../../scenarios/run.ts';
import { brokenInvariants } from '../../checkers/invariants.ts';
import { faultOf } from '../../fixtures/faults.ts';
import { EAGER_CLIENTS, gatewayWith } from '../../fixtures/gateway.ts';
import { openScripted, type Seen, scripted } from '../../fixtures/scripted.ts';
import { smallBundle, smallScenario } from '../../fixtures/small-world.ts';

const CHECKS = {
  every: 2 * SECOND,
  timeOut: SECOND,
  unhealthyAfter: 3,
  healthyAfter: 2,
  waitsInLine: false,
};

function managed(zonesLost: number, faults = [faultOf({ fault: 'clock skew', at: 7.9 * HOUR })]) {
  const parameters = { target: 0.6, least: 1, 'zones-lost': zonesLost };
  const contender = {
    name: 'managed',
    capacity: { use: 'baselines/global-manager', every: 15 * SECOND, parameters },
    routing: { use: 'baselines/nearest', every: HOUR, parameters: {} },
    gateway: 'one',
  };
  const gateways = [gatewayWith({ checks: CHECKS, clients: EAGER_CLIENTS })];
  const scenario = smallScenario({ contenders: [contender], gateways, faults });
  return openReplication({ scenario, bundle: smallBundle(), contender: 0, replication: 0 });
}

function zonesOf(simulation: ReturnType<typeof managed>, region: number) {
  return simulation.world.scrapes.recent.at(-1)?.observation.regions[region].gateway?.byZone ?? [];
}

describe('the global manager', () => {
  it('spreads every region over its zones, within its quota', () => {
    const simulation = managed(0);
    simulation.run(2 * HOUR);
    const zones = zonesOf(simulation, 0);
    expect(zones.length).toBe(2);
    expect(Math.abs(zones[0] - zones[1])).toBeLessThanOrEqual(1);
    expect(zones[0]).toBeGreaterThan(1);
    expect(brokenInvariants(simulation)).toEqual([]);
  });

  it('holds in each zone what the region needs, where one of two may go', () => {
    const plain = managed(0);
    const spare = managed(1);
    for (const simulation of [plain, spare]) simulation.run(HOUR);
    const [one] = zonesOf(spare, 1);
    const all = zonesOf(plain, 1).reduce((sum, held) => sum + held, 0);
    expect(one).toBeGreaterThanOrEqual(all - 1);
  });

  it('moves capacity to where gateways send players when a region is out', () => {
    const fault = { fault: 'partition', at: 2 * HOUR, lasts: HOUR, region: 'east' } as const;
    const simulation = managed(0, [faultOf(fault)]);
    const held = (region: number) => zonesOf(simulation, region).reduce((sum, n) => sum + n, 0);
    simulation.run(2 * HOUR);
    const before = [held(0), held(1)];
    simulation.run(2 * HOUR + 20 * MINUTE);
    expect(held(1)).toBeGreaterThan(before[1] + before[0] / 2);
    expect(held(0)).toBe(1);
    expect(totalsOf(simulation).faultsSeenByGateways).toBe(2);
  });
});

describe('an order that names a zone', () => {
  it('is done in that zone, and refused where there is no such zone', () => {
    const scale = { kind: 'scale', region: 0, market: 'on-demand' } as const;
    const seen: Seen[] = [];
    const script = {
      0: [
        { ...scale, zone: 1, instances: 4 },
        { ...scale, zone: 2, instances: 1 },
      ],
    };
    const simulation = openScripted(scripted(script, seen));
    simulation.run(30 * MINUTE);
    const { fleet } = simulation.world;
    expect(Array.from(fleet.keptHeld.subarray(0, 2))).toEqual([1, 4]);
    const receipts = seen.flatMap((turn) => turn.receipts);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
    expect(receipts[1].reason).toBe('east has 2 zones, counted from 0');
    const back = openScripted(scripted({ 0: [{ ...scale, zone: 0, instances: 0 }] }));
    back.run(30 * MINUTE);
    expect(Array.from(back.world.fleet.keptHeld.subarray(0, 2))).toEqual([0, 1]);
  });
});
