import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { chooseRegion, isIn } from '../../../../models/gateway/choosing.ts';
import { noteFailure, noteSuccess } from '../../../../models/gateway/ejection.ts';
import { gatewayOf } from '../../../../models/gateway/state.ts';
import { setRoute } from '../../../../models/network.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { GATEWAY_PRESETS } from '../../../../scenarios/gateway-presets.ts';
import type { GatewayScenario } from '../../../../scenarios/gateways.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { EAGER_CLIENTS, gatewayWith, openGateway } from '../../../fixtures/gateway.ts';

const EJECTION = {
  after: 3,
  base: 30 * SECOND,
  most: 80 * SECOND,
  forgive: 10 * SECOND,
  share: 0.1,
};
const WEIGHTS: GatewayScenario['weights'] = { by: 'policy', sync: SECOND, hold: 0, drain: 0 };

function fail({ world }: WorldSimulation, link: number, times: number, at: number): void {
  for (let n = 0; n < times; n++) noteFailure(world, link, at);
}

describe('passive ejection', () => {
  it('takes a region out after failures in a row, longer each time, up to the most', () => {
    const simulation = openGateway(gatewayWith({ ejection: EJECTION }));
    const { state } = gatewayOf(simulation.world);
    fail(simulation, 0, 2, 0);
    noteSuccess(state, 0);
    fail(simulation, 0, 2, 0);
    expect(isIn(state, 0, 0)).toBe(true);
    const spans = [0, 31, 92, 173].map((second) => {
      fail(simulation, 0, 3, second * SECOND);
      return state.ejectedUntil[0] / SECOND - second;
    });
    expect(spans).toEqual([30, 60, 80, 80]);
    expect(isIn(state, 0, 253 * SECOND)).toBe(true);
  });

  it('forgives with time', () => {
    const simulation = openGateway(gatewayWith({ ejection: EJECTION }));
    const { state } = gatewayOf(simulation.world);
    fail(simulation, 0, 3, 0);
    fail(simulation, 0, 3, 45 * SECOND);
    expect(state.ejectedUntil[0]).toBe(75 * SECOND);
  });

  it('leaves the others in beyond its share, and each gateway judges for itself', () => {
    const simulation = openGateway(gatewayWith({ ejection: EJECTION }));
    const { state } = gatewayOf(simulation.world);
    for (const link of [0, 1, 2]) fail(simulation, link, 3, 0);
    expect([0, 1, 2, 3].map((link) => isIn(state, link, 0))).toEqual([false, true, false, true]);
  });
});

describe('a gateway that chooses', () => {
  const wish = { group: 0, row: 0, avoid: -1 };

  it('sends home, to the nearest that is in, and home again where none is', () => {
    const simulation = openGateway(gatewayWith());
    const { world } = simulation;
    const { state } = gatewayOf(world);
    const chosen = () => chooseRegion(world, wish, 0);
    expect(chosen()).toBe(0);
    expect(chooseRegion(world, { ...wish, avoid: 0 }, 0)).toBe(1);
    state.isHealthy[0] = 0;
    expect(chosen()).toBe(1);
    expect(chooseRegion(world, { ...wish, avoid: 1 }, 0)).toBe(1);
    state.isHealthy[1] = 0;
    expect(chosen()).toBe(0);
  });

  it('puts the policy’s weights into force at the next sync only', () => {
    const simulation = openGateway(gatewayWith({ weights: { ...WEIGHTS, sync: 10 * SECOND } }));
    simulation.run(6 * SECOND);
    setRoute(simulation.world, 0, [0, 1]);
    simulation.run(9 * SECOND);
    expect(chooseRegion(simulation.world, wish, 9 * SECOND)).toBe(0);
    simulation.run(10 * SECOND);
    expect(chooseRegion(simulation.world, wish, 10 * SECOND)).toBe(1);
  });

  it('lets players keep a region as long as a name is cached, good or bad', () => {
    const simulation = openGateway(gatewayWith({ weights: { ...WEIGHTS, hold: MINUTE } }));
    const { world } = simulation;
    expect(chooseRegion(world, wish, 0)).toBe(0);
    gatewayOf(world).state.isHealthy[0] = 0;
    expect(chooseRegion(world, wish, MINUTE - 1)).toBe(0);
    expect(chooseRegion(world, wish, MINUTE)).toBe(1);
  });

  it('drains a region that has no weight any more, but not one that is out', () => {
    const simulation = openGateway(gatewayWith({ weights: { ...WEIGHTS, drain: MINUTE } }));
    const { world } = simulation;
    simulation.run(SECOND);
    chooseRegion(world, wish, SECOND);
    setRoute(world, 0, [0, 1]);
    simulation.run(2 * SECOND);
    expect(chooseRegion(world, wish, 61 * SECOND)).toBe(0);
    expect(chooseRegion(world, { ...wish, row: 1 }, 61 * SECOND)).toBe(1);
    gatewayOf(world).state.isHealthy[0] = 0;
    expect(chooseRegion(world, wish, 61 * SECOND)).toBe(1);
    gatewayOf(world).state.isHealthy[0] = 1;
    gatewayOf(world).state.attempts.region[0] = 0;
    expect(chooseRegion(world, wish, 62 * SECOND)).toBe(1);
  });

  it('weighs regions by their free share in steps of 1/256', () => {
    const simulation = openGateway(gatewayWith({ weights: { ...WEIGHTS, by: 'usage' } }));
    const { world } = simulation;
    const { state } = gatewayOf(world);
    setRoute(world, 0, [1, 1]);
    simulation.run(2 * HOUR);
    for (const region of [0, 1]) {
      const { busySlots, readySlots } = world.fleet;
      expect((state.usage[region] * 256) % 1).toBe(0);
      expect(state.usage[region]).toBeGreaterThan(0);
      const free = 1 - busySlots[region] / readySlots[region];
      expect(Math.abs(state.usage[region] - free)).toBeLessThanOrEqual(0.6);
    }
  });

  it('takes the less busy of two where it counts its own requests', () => {
    const simulation = openGateway(gatewayWith({ weights: { ...WEIGHTS, by: 'least-request' } }));
    const { world } = simulation;
    setRoute(world, 0, [1, 1]);
    simulation.run(SECOND);
    const { state } = gatewayOf(world);
    state.outstanding.set([50, 10]);
    const toBusy = Array.from({ length: 1000 }, (_, row) => {
      return chooseRegion(world, { ...wish, row }, SECOND);
    }).filter((region) => region === 0).length;
    // Both draws fall to the busy one in a quarter of all cases.
    expect(toBusy / 1000).toBeCloseTo(0.25, 1);
  });
});

describe('a region that is lost', () => {
  it('costs players of cached names longer than those behind a proxy', () => {
    const faults = [faultOf({ fault: 'partition', at: HOUR, lasts: 10 * MINUTE, region: 'east' })];
    const lost = (['haproxy', 'dns'] as const).map((like) => {
      const { hold, drain, checks } = GATEWAY_PRESETS[like];
      if (checks === undefined) throw new Error('no checks');
      const weights = { ...WEIGHTS, hold, drain };
      const gateway = gatewayWith({ checks, weights, clients: { ...EAGER_CLIENTS, attempts: 1 } });
      const simulation = openGateway(gateway, { faults });
      simulation.run(HOUR + 10 * MINUTE);
      return simulation.world.gateway?.counts.lost ?? 0;
    });
    expect(lost[0]).toBeGreaterThan(10);
    expect(lost[1]).toBeGreaterThan(10 * lost[0]);
  });
});
