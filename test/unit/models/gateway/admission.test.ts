import { describe, expect, it } from 'vitest';
import { elementAt } from '../../../../engine/fifo.ts';
import { MINUTE, SECOND } from '../../../../engine/units.ts';
import { gatewayOf } from '../../../../models/gateway/state.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { GatewayScenario } from '../../../../scenarios/gateways.ts';
import { gatewayWith, openGateway, openStream } from '../../../fixtures/gateway.ts';

type Admission = NonNullable<GatewayScenario['admission']>;

const NARROW: Admission = {
  inFlight: 2,
  perSlot: Number.POSITIVE_INFINITY,
  queue: 5,
  deadline: 20 * SECOND,
  shed: 'newest',
  priority: {},
  tokens: {},
};

/** One minute of six times as many requests as two in flight can be served. */
function crowd(changes: Partial<Admission>) {
  const stream = openStream(12, 8);
  const service = { kind: 'law', law: { kind: 'deterministic', value: SECOND } } as const;
  const serving = { ...stream.serving, service };
  const groups = ['low', 'high'].map((name) => {
    return { ...stream.players.groups[0], name, share: 0.5 };
  });
  const players = { ...stream.players, groups };
  const gateway = gatewayWith({ admission: { ...NARROW, ...changes } });
  const simulation = openGateway(gateway, { ...stream, serving, players });
  simulation.run(MINUTE);
  return simulation;
}

function waits(changes: Partial<Admission>): number {
  const totals = totalsOf(crowd(changes));
  return totals.waitSum / totals.requestsAnswered / SECOND;
}

describe('the queue of a gateway', () => {
  it('lets in no more than its cap, however many slots are free', () => {
    const simulation = crowd({});
    expect(gatewayOf(simulation.world).state.inside[0]).toBe(2);
    expect(simulation.world.fleet.busySlots[0]).toBe(2);
    expect(simulation.world.fleet.freeCount[0]).toBe(6);
    expect(totalsOf(simulation).requestsAnswered).toBeGreaterThan(100);
  });

  it('keeps those who came first where the newest are shed, and the last where the oldest are', () => {
    // Who is let in waits for all five before it: 2.5 s; behind the oldest's exits, much less.
    expect(waits({})).toBeGreaterThan(2);
    expect(waits({ shed: 'oldest' })).toBeLessThan(1);
  });

  it('sheds whoever has waited until the deadline', () => {
    expect(waits({ deadline: SECOND })).toBeLessThan(1);
  });

  it('keeps the more important where the lowest priority is shed', () => {
    const simulation = crowd({ shed: 'lowest-priority', priority: { high: 1 } });
    const { state } = gatewayOf(simulation.world);
    const [queue] = state.queues;
    const groups = Array.from({ length: queue.size }, (_, place) => {
      return simulation.world.sessions.group[elementAt(queue, place)];
    });
    expect(groups.length).toBe(5);
    expect(groups.every((group) => group === 1)).toBe(true);
  });
});
