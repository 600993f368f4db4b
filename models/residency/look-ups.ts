import { createSketch, quantileOf, recordValue } from '../../engine/sketch.ts';
import type { Duration } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { drawDuration } from '../players/durations.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { LookUps } from './state.ts';

/** Starts the account of look-ups afresh. */
export function openLookUpsAccount({ lookUps }: World): void {
  if (lookUps === undefined) return;
  Object.assign(lookUps, { requests: 0, away: 0, sum: 0, spread: createSketch() });
}

/**
 * Draws a request's look-ups, as many draws of its player's stream wherever it goes. Of those at
 * one shard only the longest matters: they are asked side by side.
 */
export function drawLookUps(world: World, row: number): void {
  const { lookUps, sessions, setup } = world;
  if (lookUps === undefined || setup.lookUps === undefined) return;
  const { shards } = setup.lookUps;
  growTimes(lookUps, sessions.group.length * shards.length);
  for (let at = 0; at < shards.length; at++) {
    let longest = 0;
    for (let left = shards[at].lookUps; left > 0; left--) {
      longest = Math.max(longest, drawDuration(shards[at].time, sessions.random, row * 4));
    }
    lookUps.times[row * shards.length + at] = longest;
  }
}

function growTimes(lookUps: LookUps, size: number): void {
  if (lookUps.times.length >= size) return;
  const larger = new Float64Array(size);
  larger.set(lookUps.times);
  lookUps.times = larger;
}

/** A request has reached its region and asks all shards at once; false: it has nothing to ask. */
export function beginLookUps(world: World, simulation: WorldSimulation, row: number): boolean {
  const { lookUps, sessions, setup } = world;
  if (lookUps === undefined || setup.lookUps === undefined) return false;
  const { shards } = setup.lookUps;
  const place = sessions.group[row] * setup.regions.length + sessions.region[row];
  let takes = 0;
  let isAway = false;
  for (let at = 0; at < shards.length; at++) {
    const time = shards[at].trips[place] + lookUps.times[row * shards.length + at];
    takes = Math.max(takes, time);
    isAway ||= shards[at].isAway[place] === 1;
  }
  noteLookUp(lookUps, takes, isAway);
  simulation.schedule(simulation.now + takes, KIND.featuresArrive, row);
  return true;
}

function noteLookUp(lookUps: LookUps, takes: Duration, isAway: boolean): void {
  lookUps.requests++;
  lookUps.sum += takes;
  if (isAway) lookUps.away++;
  recordValue(lookUps.spread, takes);
}

/** Totals of look-ups since the ledger opened: all 0 where there are none. */
export function lookUpTotals({ lookUps }: World) {
  const isNone = lookUps === undefined || lookUps.requests === 0;
  return {
    requestsLookingUp: lookUps?.requests ?? 0,
    lookUpsAway: lookUps?.away ?? 0,
    lookUpSum: lookUps?.sum ?? 0,
    lookUpP99: isNone ? Number.NaN : quantileOf(lookUps.spread, 0.99),
  };
}
