import { exp } from '../../engine/math.ts';
import { uniform } from '../../engine/random.ts';
import { normalQuantile } from '../../engine/special.ts';
import { roundTime, type SimTime } from '../../engine/units.ts';
import type { AccessSetup } from '../network/access.ts';
import { accessAt } from '../network/access.ts';
import { drawDelay } from '../network/links.ts';
import { isReachable } from '../network/partition.ts';
import { pointOf } from '../network.ts';
import type { World } from '../world.ts';
import { placementOf } from './state.ts';

/** Round trips of one frame and its fate, the same wherever it is sent. */
export interface Way {
  edgeRtt: number;
  cloudRtt: number;
  /** Nothing comes through on the player's own line. */
  isLost: boolean;
  /** Where it would be lost: on the way there, or on the way back. */
  isLostOut: boolean;
}

const HALF_STEP = 5.551115123125783e-17;
const LONGEST_DELAY = 60_000_000;

/**
 * Draws a frame's round trips to both remote places and whether its packets are lost, always by
 * the same number of draws: what one gate does moves no draw of another.
 */
export function drawWay(world: World, row: number, region: number, way: Way): void {
  const { setup, sessions, network } = world;
  const { setup: placement } = placementOf(world);
  const { random } = sessions;
  const group = sessions.group[row];
  const edgeBase = placement.edgeRtt + placement.access[group];
  const link = group * setup.regions.length + region;
  const detour = isReachable(world, group, region) ? network.detours[link] : 0;
  const cloudBase = placement.cloudRtt + setup.groups[group].rtt[region] + detour;
  way.edgeRtt = edgeBase * drawFactor(setup.jitter, random, row);
  way.cloudRtt = cloudBase * drawFactor(setup.jitter, random, row);
  const { links } = setup;
  if (links !== undefined) {
    way.cloudRtt += drawDelay({ links, mood: network.moods[link] }, link, random, row * 4);
  }
  const ways = setup.groups[group].ways;
  if (ways !== undefined) addLine(world, row, accessAt(ways, pointOf(sessions.place[row])), way);
  way.edgeRtt = roundTime(way.edgeRtt);
  way.cloudRtt = roundTime(way.cloudRtt);
}

function drawFactor(jitter: Float64Array, random: Int32Array, row: number): number {
  return jitter[Math.floor(uniform(random, row * 4) * jitter.length)];
}

/** Adds the access line to both ways: the same line in the same instant. */
function addLine(world: World, row: number, line: AccessSetup, way: Way): void {
  const { state, setup } = placementOf(world);
  const { players } = state;
  const { random } = world.sessions;
  const now = world.sessions.issuedAt[row];
  const since = players.framedAt[row] < 0 ? -1 : now - players.framedAt[row];
  const alike = since < 0 || setup.memory === 0 ? 0 : exp(-since / setup.memory);
  const own = normalQuantile(uniform(random, row * 4) + HALF_STEP);
  const score = alike * players.score[row] + Math.sqrt(1 - alike * alike) * own;
  players.score[row] = score;
  const delay =
    line.base + Math.min(LONGEST_DELAY, line.delayMedian * exp(line.delaySigma * score));
  way.edgeRtt += delay;
  way.cloudRtt += delay;
  const u = uniform(random, row * 4);
  const chance = badChance(line, players.isBad[row] === 1, since);
  way.isLost = u < chance;
  way.isLostOut = u * 2 < chance;
  players.isBad[row] = way.isLost ? 1 : 0;
  players.framedAt[row] = now;
}

/** Chance that a line of two states (Gilbert 1960) is bad so long after it was known to be so. */
function badChance({ loss, burst }: AccessSetup, wasBad: boolean, since: SimTime): number {
  if (since < 0 || loss === 0) return loss;
  const kept = exp(-since / (burst * (1 - loss)));
  return wasBad ? loss + (1 - loss) * kept : loss * (1 - kept);
}
