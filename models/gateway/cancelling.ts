import { enterRegion, takeBack } from '../requests.ts';
import type { World, WorldSimulation } from '../world.ts';
import { leaveQueue } from './admission.ts';
import { PHASE } from './attempts.ts';
import { endAttempt, leaveInside } from './ending.ts';
import { gatewayOf } from './state.ts';

/** The word that nobody waits for an attempt reaches its region: work on it ends, if it goes on. */
export function cancelAttempt(
  world: World,
  simulation: WorldSimulation,
  row: number,
  serial: number,
): void {
  const { attempts, counts } = gatewayOf(world).state;
  if (attempts.serial[row] !== serial || attempts.phase[row] === PHASE.none) return;
  counts.cancelled++;
  if (attempts.phase[row] === PHASE.queued) leaveQueue(world, simulation, row);
  else {
    takeBack(world, simulation, row);
    leaveInside(world, simulation, row);
  }
  endAttempt(world, row);
}

/** An attempt that waited at the gateway goes into its region, unless it was taken back. */
export function enterAttempt(
  world: World,
  simulation: WorldSimulation,
  row: number,
  serial: number,
): void {
  const { attempts } = gatewayOf(world).state;
  const isThere = attempts.serial[row] === serial && attempts.phase[row] === PHASE.inside;
  if (isThere) enterRegion(world, simulation, row);
}
