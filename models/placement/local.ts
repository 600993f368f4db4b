import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { localTime, runLocally } from './devices.ts';
import { FRAME } from './frames.ts';
import { placementOf } from './state.ts';

/**
 * Runs a variant on the device of a frame's player. False where there is none, the variant does
 * not fit, or the device could not begin before the frame's deadline.
 */
export function runVariant(
  world: World,
  simulation: WorldSimulation,
  row: number,
  variant: number,
): boolean {
  const { state, setup } = placementOf(world);
  const { frames, players } = state;
  const owner = frames.owner[row];
  const device = setup.devices[players.device[owner]];
  if (device === undefined || !Number.isFinite(device.work[variant])) return false;
  const { now } = simulation;
  const deadline = world.sessions.issuedAt[row] + world.setup.budget;
  if (Math.max(now, players.freeAt[owner]) >= deadline) return false;
  const endsAt = runLocally(state, owner, device, { now, variant });
  frames.local[row] = variant;
  frames.state[row] |= FRAME.local;
  simulation.schedule(endsAt, KIND.frameComputes, row);
  return true;
}

/** Notes the best variant that the player's device would answer with in time; -1 for none. */
export function planFallback(world: World, row: number, now: SimTime): void {
  const { state, setup } = placementOf(world);
  const { frames, players } = state;
  const device = setup.devices[players.device[frames.owner[row]]];
  frames.local[row] = -1;
  if (!setup.hasFallback || device === undefined) return;
  frames.local[row] = setup.variants.findIndex((_, variant) => {
    return localTime(state, frames.owner[row], device, { now, variant }) <= world.setup.budget;
  });
}

/** Sets the client's timer: for the fallback where one is planned, else for giving up. */
export function armClient(world: World, simulation: WorldSimulation, row: number): void {
  const { state, setup } = placementOf(world);
  const { frames, players } = state;
  const { now } = simulation;
  const issuedAt = world.sessions.issuedAt[row];
  const owner = frames.owner[row];
  const device = setup.devices[players.device[owner]];
  const variant = frames.local[row];
  const isWaiting = variant >= 0 && (frames.state[row] & FRAME.local) === 0;
  const at = isWaiting
    ? issuedAt + world.setup.budget - localTime(state, owner, device, { now, variant })
    : issuedAt + world.setup.giveUp;
  frames.timer[row] = simulation.schedule(Math.max(now, Math.floor(at)), KIND.frameWaits, row);
}
