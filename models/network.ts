import { uniform } from '../engine/random.ts';
import { type Duration, roundTime } from '../engine/units.ts';
import type { World } from './world.ts';

/**
 * One round trip between a group's players and a region: the link's base time multiplied by a
 * jitter factor drawn from the recorded ones. Consumes exactly one draw.
 */
export function drawRtt(
  world: World,
  link: { readonly group: number; readonly region: number },
  state: Int32Array,
  at: number,
): Duration {
  const { setup } = world;
  const factors = setup.jitter;
  const factor = factors[Math.floor(uniform(state, at) * factors.length)];
  return roundTime(setup.groups[link.group].rtt[link.region] * factor);
}

/** The region a group's routing table gives to a fixed point in [0, 1). */
export function routeOf(world: World, group: number, place: number): number {
  const regions = world.setup.regions.length;
  const from = group * regions;
  let region = 0;
  while (region < regions - 1 && place >= world.routes[from + region]) region++;
  return region;
}

/** Writes a group's routing shares; weights are finite, not negative and not all zero. */
export function setRoute(world: World, group: number, weights: readonly number[]): void {
  const regions = world.setup.regions.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  for (let region = 0; region < regions; region++) {
    reached += weights[region];
    world.routes[group * regions + region] = reached / total;
  }
  world.routes[group * regions + regions - 1] = 1;
}
