import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../engine/random.ts';
import { encodePlain } from '../../../../engine/save.ts';
import { MILLISECOND } from '../../../../engine/units.ts';
import { cutBackbone, healBackbone, isReachable } from '../../../../models/network/partition.ts';
import { drawRtt, routeOf } from '../../../../models/network.ts';
import type { World } from '../../../../models/world.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { networkInput, openNetwork } from '../../../fixtures/network.ts';
import { smallBundle } from '../../../fixtures/small-world.ts';

const still = { factors: [1] };
const [east, west, south] = [0, 1, 2];

/** Three regions in a triangle: east to west 60 ms, each to the south 50 ms; the groups' access 17. */
function triangle(): World {
  const input = networkInput(still);
  const [first] = input.scenario.regions;
  const regions = [...input.scenario.regions, { ...first, name: 'south' }];
  const ms = (line: readonly number[]) => line.map((time) => time * MILLISECOND);
  const rtt = {
    names: ['east', 'west', 'south'],
    rtt: [ms([1, 60, 50]), ms([60, 1, 50]), ms([50, 50, 1])],
  };
  const { price } = { price: smallBundle().prices.east };
  const bundle = { ...input.bundle, rtt, prices: { ...input.bundle.prices, south: price } };
  return openReplication({ ...input, bundle, scenario: { ...input.scenario, regions } }).world;
}

function probe(world: World, region: number): number {
  return drawRtt(world, { group: 0, region }, openStream(1, 'probe'), 0) / MILLISECOND;
}

describe('a cut backbone link', () => {
  it('is gone round over other regions, and heals', () => {
    const world = triangle();
    expect(probe(world, west)).toBe(77);
    cutBackbone(world, { from: west, to: east });
    expect(probe(world, west)).toBe(117);
    expect(probe(world, south)).toBe(67);
    healBackbone(world, { from: east, to: west });
    expect(probe(world, west)).toBe(77);
  });

  it('leaves a region out of reach when no way is whole: probes time out, players go elsewhere', () => {
    const world = triangle();
    world.routes.set([0, 1, 1]);
    expect(routeOf(world, 0, 0.5)).toBe(west);
    cutBackbone(world, { from: west, to: east });
    cutBackbone(world, { from: west, to: south });
    expect(isReachable(world, 0, west)).toBe(false);
    expect(probe(world, west)).toBe(77 + 3000);
    expect(routeOf(world, 0, 0.5)).toBe(east);
    healBackbone(world, { from: west, to: south });
    expect(isReachable(world, 0, west)).toBe(true);
    expect(probe(world, west)).toBe(117);
  });

  it('counts its causes: it is whole when the last is gone, and not cut below none', () => {
    const world = triangle();
    const link = { from: east, to: west };
    cutBackbone(world, link);
    cutBackbone(world, link);
    healBackbone(world, link);
    expect(probe(world, west)).toBe(117);
    healBackbone(world, link);
    expect(probe(world, west)).toBe(77);
    expect(() => healBackbone(world, link)).toThrow('is not cut');
  });
});

describe('a group that a fault parts from a region', () => {
  it('is sent to the nearest other one, and each such request pays one time-out', () => {
    const { world } = openNetwork(still);
    world.faults.cut[east] = 1;
    const { sessions } = world;
    sessions.place[0] = 0.25;
    expect(routeOf(world, 0, 0.25)).toBe(west);
    const rtt = drawRtt(world, { group: 0, region: west }, sessions.random, 0);
    expect(rtt / MILLISECOND).toBe(77 + 3000);
    world.faults.cut[east] = 0;
    expect(routeOf(world, 0, 0.25)).toBe(east);
    const away = drawRtt(world, { group: 0, region: west }, sessions.random, 0);
    expect(away / MILLISECOND).toBe(77);
  });

  it('with no region left stays with its own and waits: a time, never infinity', () => {
    const { world } = openNetwork(still);
    world.faults.cut.fill(1);
    expect(routeOf(world, 0, 0.25)).toBe(east);
    expect(probe(world, east)).toBe(18 + 3000);
  });
});

it('a run that is cut in the middle is saved with its cuts', () => {
  const simulation = openNetwork(still);
  simulation.run(60_000_000);
  cutBackbone(simulation.world, { from: east, to: west });
  const text = encodePlain(simulation.save());
  const fork = simulation.fork();
  expect(encodePlain(fork.save())).toEqual(text);
  expect(isReachable(fork.world, 0, west)).toBe(false);
});
