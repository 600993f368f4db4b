import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../engine/estimate.ts';
import { log } from '../../../engine/math.ts';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { totalsOf } from '../../../models/totals.ts';
import { erlangB } from '../../../policies/queueing/erlang.ts';
import { GATEWAY_PRESETS } from '../../../scenarios/gateway-presets.ts';
import type { GatewayScenario } from '../../../scenarios/gateways.ts';
import { faultOf } from '../../fixtures/faults.ts';
import { gatewayWith, openGateway, openStream } from '../../fixtures/gateway.ts';

type Admission = NonNullable<GatewayScenario['admission']>;

const OPEN: Admission = {
  inFlight: Number.POSITIVE_INFINITY,
  perSlot: Number.POSITIVE_INFINITY,
  queue: 0,
  deadline: SECOND,
  shed: 'newest',
  priority: {},
  tokens: {},
};

// Erlang 1917: with no queue the share turned away hangs on the mean service time alone.
describe('a gateway that lets in as many as there are slots and queues nobody', () => {
  it.each([
    ['deterministic', { kind: 'deterministic', value: SECOND } as const],
    [
      'lognormal, scv 2',
      { kind: 'lognormal', mu: log(SECOND) - log(3) / 2, sigma: Math.sqrt(log(3)) } as const,
    ],
  ])('sheds what Erlang B says, %s', (_, law) => {
    const load = 4;
    const slots = 5;
    const shares = Array.from({ length: 6 }, (__, replication) => {
      const stream = openStream(load, slots);
      const serving = { ...stream.serving, service: { kind: 'law' as const, law } };
      const gateway = gatewayWith({ admission: { ...OPEN, perSlot: 1 } });
      const simulation = openGateway(gateway, { ...stream, serving }, replication);
      simulation.run(2 * HOUR);
      const totals = totalsOf(simulation);
      return totals.attemptsShed / totals.attempts;
    });
    const { mean, halfWidth } = estimateMean(shares, 0.999);
    expect(erlangB(slots, load)).toBeCloseTo(0.199, 3);
    expect(Math.abs(mean - erlangB(slots, load))).toBeLessThanOrEqual(halfWidth);
    expect(halfWidth).toBeLessThan(0.02);
  });
});

// A bucket of one token lets a renewal process through: 1 / rate to fill, then the next arrival.
describe('a bucket of tokens', () => {
  it('of one passes 1 / (1 / rate + 1 / load) requests a second', () => {
    const load = 6;
    const rate = 4;
    const tokens = { coast: { perSecond: rate, burst: 1 } };
    const passed = passedShares(load, { ...OPEN, tokens });
    const { mean, halfWidth } = estimateMean(passed, 0.999);
    const wanted = 1 / (1 / rate + 1 / load) / load;
    expect(Math.abs(mean - wanted)).toBeLessThanOrEqual(halfWidth);
    expect(halfWidth).toBeLessThan(0.01);
  });

  it('of many passes its rate when more is asked, and all when less is', () => {
    const tokens = { coast: { perSecond: 4, burst: 200 } };
    for (const share of passedShares(8, { ...OPEN, tokens })) expect(share).toBeCloseTo(0.5, 1);
    for (const share of passedShares(3, { ...OPEN, tokens })) expect(share).toBe(1);
  });
});

function passedShares(load: number, admission: Admission): number[] {
  return Array.from({ length: 5 }, (_, replication) => {
    const simulation = openGateway(gatewayWith({ admission }), openStream(load, 64), replication);
    simulation.run(2 * HOUR);
    const totals = totalsOf(simulation);
    return 1 - totals.attemptsShed / totals.attempts;
  });
}

// A check is late by up to one interval, needs n - 1 more, and the last one waits for its time-out.
describe('checks of a region that falls silent', () => {
  it.each(['haproxy', 'alb', 'dns'] as const)(
    'take it out as the closed form says, like %s',
    (like) => {
      const { checks } = GATEWAY_PRESETS[like];
      if (checks === undefined) throw new Error('no checks');
      const count = 60;
      const apart = 10 * MINUTE;
      const faults = Array.from({ length: count }, (_, n) => {
        const at = 5 * MINUTE + n * apart + Math.round(((n * 0.6180339887) % 1) * checks.every);
        const silent = { fault: 'partition', name: `cut-${n}`, at, lasts: 4 * MINUTE } as const;
        return faultOf({ ...silent, region: 'east' });
      });
      const simulation = openGateway(gatewayWith({ checks }), { faults, horizon: 11 * HOUR });
      simulation.run(count * apart + 5 * MINUTE);
      const { faultsSeenByGateways, faultDelaySum } = totalsOf(simulation);
      expect(faultsSeenByGateways).toBe(2 * count);
      const least = (checks.unhealthyAfter - 1) * checks.every + checks.timeOut;
      const mean = faultDelaySum / faultsSeenByGateways;
      expect(Math.abs(mean - (least + checks.every / 2))).toBeLessThan(0.03 * checks.every);
    },
  );
});
