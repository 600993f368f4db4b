import { SECOND } from '../../engine/units.ts';
import { mayHold } from '../residency/residency.ts';
import type { World } from '../world.ts';

/**
 * What a player waits for an answer that cannot come, before another region is tried: one second
 * and then two (RFC 6298, 2011: first time-out 1 s, doubled). That two tries are made is assumed.
 */
export const unansweredTimeOut = 3 * SECOND;

/** Two regions with a backbone link between them. */
export interface BackboneLink {
  readonly from: number;
  readonly to: number;
}

/** Cuts the backbone link between two regions, both ways; cuts of several causes add up. */
export function cutBackbone(world: World, { from, to }: BackboneLink): void {
  change(world, from, to, 1);
}

/** Takes one cut of the link back; the link heals with the last. */
export function healBackbone(world: World, { from, to }: BackboneLink): void {
  if (world.network.cuts[from * world.setup.regions.length + to] === 0) {
    throw new Error(`the link of regions ${from} and ${to} is not cut`);
  }
  change(world, from, to, -1);
}

/** Whether anything may be cut, now or later: most runs need not look any further. */
export function hasCuts({ setup, network }: World): boolean {
  return setup.faults.length > 0 || network.cutCount > 0;
}

/**
 * Whether a group reaches a region: not while a fault parts them, nor while every way from the
 * group's home over the backbone is cut.
 */
export function isReachable(world: World, group: number, region: number): boolean {
  const link = group * world.setup.regions.length + region;
  return world.faults.cut[link] === 0 && world.network.detours[link] < Number.POSITIVE_INFINITY;
}

/** Where requests for a region go: elsewhere while that one is out of reach. */
export function reachableFor(world: World, group: number, region: number): number {
  if (!hasCuts(world) || isReachable(world, group, region)) return region;
  return nearestReachable(world, group, region);
}

/**
 * The reachable region with the shortest base round trip, of those that may hold the group's data;
 * `wanted` itself when there is none.
 */
export function nearestReachable(world: World, group: number, wanted: number): number {
  const { rtt } = world.setup.groups[group];
  const { detours } = world.network;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let region = 0; region < rtt.length; region++) {
    const base = rtt[region] + detours[group * rtt.length + region];
    if (base >= least || !mayHold(world.setup, group, region)) continue;
    if (isReachable(world, group, region)) {
      least = base;
      best = region;
    }
  }
  return best < 0 ? wanted : best;
}

function change(world: World, from: number, to: number, by: number): void {
  const { cuts } = world.network;
  const regions = world.setup.regions.length;
  world.network.cutCount += by;
  cuts[from * regions + to] += by;
  cuts[to * regions + from] += by;
  world.setup.groups.forEach(({ home }, group) => {
    const ways = waysFrom(world, home);
    for (let region = 0; region < regions; region++) {
      const straight = world.setup.between[home * regions + region];
      const isWhole = region === home || cuts[home * regions + region] === 0;
      const detour = ways[region] - straight;
      // A whole link is taken even where a way round is shorter, as real routes do.
      world.network.detours[group * regions + region] = isWhole ? 0 : detour;
    }
  });
}

/** Shortest round trips from a region over links that are not cut (Dijkstra 1959). */
function waysFrom(world: World, home: number): number[] {
  const regions = world.setup.regions.length;
  const ways = new Array<number>(regions).fill(Number.POSITIVE_INFINITY);
  const isDone = new Array<boolean>(regions).fill(false);
  ways[home] = 0;
  for (let turn = 0; turn < regions; turn++) {
    const near = nextOf(ways, isDone);
    if (near < 0) break;
    isDone[near] = true;
    for (let other = 0; other < regions; other++) {
      if (world.network.cuts[near * regions + other] > 0) continue;
      const way = ways[near] + world.setup.between[near * regions + other];
      if (other !== near && way < ways[other]) ways[other] = way;
    }
  }
  return ways;
}

function nextOf(ways: readonly number[], isDone: readonly boolean[]): number {
  let near = -1;
  for (let region = 0; region < ways.length; region++) {
    if (isDone[region] || ways[region] === Number.POSITIVE_INFINITY) continue;
    if (near < 0 || ways[region] < ways[near]) near = region;
  }
  return near;
}
