import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../engine/random.ts';
import { encodePlain } from '../../../../engine/save.ts';
import { MILLISECOND, MINUTE } from '../../../../engine/units.ts';
import { cutBackbone, healBackbone, isReachable } from '../../../../models/network/partition.ts';
import { drawRtt, routeOf } from '../../../../models/network.ts';
import type { World } from '../../../../models/world.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import type { FaultScenario } from '../../../../scenarios/scenario.ts';
import { networkInput, openNetwork } from '../../../fixtures/network.ts';
import { openScripted, scripted } from '../../../fixtures/scripted.ts';
import { smallBundle } from '../../../fixtures/small-world.ts';

const still = { factors: [1] };
const [east, west, south, north] = [0, 1, 2, 3];

/** The coast cut off from the east for twenty minutes. */
const wayLost = {
  ...{ name: 'way-lost', fault: 'partition', at: 10 * MINUTE, lasts: 20 * MINUTE },
  ...{ region: 'east', zone: undefined, group: 'coast', share: 1, factor: 1, skew: 0 },
  feed: 'prices',
} as const satisfies FaultScenario;

/** Three regions in a triangle: east to west 60 ms, each to the south 50 ms; the groups' access 17. */
function triangle(): World {
  return worldOf([
    [1, 60, 50],
    [60, 1, 50],
    [50, 50, 1],
  ]);
}

/** Regions so many milliseconds apart: east, west, south and north, as far as there are rows. */
function worldOf(rttMs: readonly (readonly number[])[]): World {
  const input = networkInput(still);
  const [first] = input.scenario.regions;
  const names = ['east', 'west', 'south', 'north'].slice(0, rttMs.length);
  const added = names.slice(2).map((name) => ({ ...first, name }));
  const regions = [...input.scenario.regions, ...added];
  const rtt = { names, rtt: rttMs.map((line) => line.map((time) => time * MILLISECOND)) };
  const price = smallBundle().prices.east;
  const prices = { ...input.bundle.prices, south: price, north: price };
  const bundle = { ...input.bundle, rtt, prices };
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

  it('moves no other link: a whole one is taken though a way round is shorter', () => {
    const world = worldOf([
      [1, 150, 50, 70],
      [150, 1, 50, 70],
      [50, 50, 1, 70],
      [70, 70, 70, 1],
    ]);
    expect(probe(world, west)).toBe(167);
    cutBackbone(world, { from: east, to: north });
    expect(probe(world, west)).toBe(167);
    cutBackbone(world, { from: east, to: west });
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
    const simulation = openScripted(scripted({}), { faults: [wayLost] });
    simulation.run(11 * MINUTE);
    const { world } = simulation;
    const { sessions } = world;
    sessions.place[0] = 0.25;
    expect(routeOf(world, 0, 0.25)).toBe(west);
    // 77 ms at jitter factors of 0.9 to 1.4.
    const rtt = drawRtt(world, { group: 0, region: west }, sessions.random, 0) / MILLISECOND;
    expect(rtt).toBeGreaterThan(3069);
    expect(rtt).toBeLessThan(3108);
    simulation.run(31 * MINUTE);
    sessions.place[0] = 0.25;
    expect(routeOf(world, 0, 0.25)).toBe(east);
    const away = drawRtt(world, { group: 0, region: west }, sessions.random, 0);
    expect(away / MILLISECOND).toBeLessThan(108);
  });

  it('with no region left stays with its own and waits: a time, never infinity', () => {
    const everywhere = { ...wayLost, at: 0, region: undefined };
    const simulation = openNetwork(still, undefined, { faults: [everywhere] });
    simulation.run(MINUTE);
    const { world } = simulation;
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

it('for as long as a partition lasts, requests go elsewhere and are late by the time-out', () => {
  const run = (faults: readonly FaultScenario[]) => {
    const simulation = openScripted(scripted({}), { faults, atStart: 20 });
    simulation.run(40 * MINUTE);
    return simulation.world.ledger.counts;
  };
  const [calm, cut] = [run([]), run([wayLost])];
  expect(calm.requestsAway).toBe(0);
  expect(cut.requestsAway).toBeGreaterThan(50);
  expect(cut.requestsLate - calm.requestsLate).toBeGreaterThan(0.9 * cut.requestsAway);
});
