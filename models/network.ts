import { uniform } from '../engine/random.ts';
import { type Duration, roundTime } from '../engine/units.ts';
import { memberFor } from './membership/routing.ts';
import { accessAt, drawAccess, drawLoss } from './network/access.ts';
import { drawDelay } from './network/links.ts';
import { hasCuts, isReachable, reachableFor, unansweredTimeOut } from './network/partition.ts';
import type { World } from './world.ts';

interface Link {
  readonly group: number;
  readonly region: number;
}

/**
 * One round trip between a group's players and a region: the link's base time multiplied by a
 * jitter factor drawn from the recorded ones, then what the setup adds: the link's own delays, the
 * player's access line and what it loses, and the time-out of whoever is sent to a region out of
 * reach. Of a session's stream it takes as many draws whatever the region: one, one more for link
 * laws, two more for access lines. A probe is of a player drawn by chance.
 */
export function drawRtt(world: World, link: Link, state: Int32Array, at: number): Duration {
  const { setup, network } = world;
  const { detours } = network;
  const { group, region } = link;
  const place = group * setup.regions.length + region;
  const factor = setup.jitter[Math.floor(uniform(state, at) * setup.jitter.length)];
  const detour = network.cutCount > 0 && isReachable(world, group, region) ? detours[place] : 0;
  let rtt = roundTime((setup.groups[group].rtt[region] + detour) * factor);
  if (setup.links !== undefined) {
    const { links } = setup;
    rtt += roundTime(drawDelay({ links, mood: network.moods[place] }, place, state, at));
  }
  if (setup.groups[group].ways !== undefined) rtt = addAccess(world, link, rtt, { state, at });
  // Behind a gateway a request to a region out of reach is lost, and its client keeps the time.
  if (!hasCuts(world) || world.gateway !== undefined) return rtt;
  return rtt + meetCuts(world, link, state, at);
}

/** The time-out of a round trip to a region out of reach, or of whoever had to leave one for it. */
function meetCuts(world: World, link: Link, state: Int32Array, at: number): Duration {
  const isCut = !isReachable(world, link.group, link.region);
  return isCut || isSentElsewhere(world, link, state, at) ? unansweredTimeOut : 0;
}

function addAccess(
  world: World,
  { group }: Link,
  rtt: Duration,
  { state, at }: { readonly state: Int32Array; readonly at: number },
): Duration {
  const ways = world.setup.groups[group].ways ?? [];
  const place = placeOf(world, state, at);
  const way = accessAt(ways, place === undefined ? uniform(state, at) : pointOf(place));
  const whole = roundTime(rtt + drawAccess(way, state, at));
  return whole + roundTime(drawLoss(way, whole, state, at));
}

/** A session's fixed point, when it is its stream that is drawn from; undefined for a probe. */
function placeOf(world: World, state: Int32Array, at: number): number | undefined {
  return state === world.sessions.random ? world.sessions.place[at >> 2] : undefined;
}

/** The later digits of a place: they know nothing of the region that its first ones choose. */
export function pointOf(place: number): number {
  const scaled = place * 1_048_576;
  return scaled - Math.floor(scaled);
}

/** Whether the routing table names another region, which cannot be reached, for this session. */
function isSentElsewhere(world: World, link: Link, state: Int32Array, at: number): boolean {
  const place = placeOf(world, state, at);
  if (place === undefined) return false;
  const wanted = regionInTable(world, link.group, place);
  return wanted !== link.region && !isReachable(world, link.group, wanted);
}

/**
 * The region a group's routing table gives to a fixed point in [0, 1); the nearest that can be
 * reached while that one cannot.
 */
export function routeOf(world: World, group: number, place: number): number {
  return reachableFor(world, group, regionInTable(world, group, place));
}

/** Where the table sends, or what is agreed to stand in for a region that is out. */
function regionInTable(world: World, group: number, place: number): number {
  const { membership, setup } = world;
  const regions = setup.regions.length;
  const from = group * regions;
  let region = 0;
  while (region < regions - 1 && place >= world.routes[from + region]) region++;
  return membership === undefined ? region : memberFor(membership, setup, { group, region });
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
