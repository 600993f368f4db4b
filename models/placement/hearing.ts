import type { World, WorldSimulation } from '../world.ts';
import { FRAME } from './frames.ts';
import { noteLost, noteRtt, WAYS } from './link-memory.ts';
import { armClient, runVariant } from './local.ts';
import type { Placing } from './placing.ts';
import { endAway } from './remote.ts';
import { isOwnerThere, placeOf, releaseFrame } from './rows.ts';
import { settleAnswered, settleFailed } from './settling.ts';
import { PLACE, placementOf } from './state.ts';

/** A remote answer, or a refusal, is home. */
export function hearRemote(
  world: World,
  simulation: WorldSimulation,
  row: number,
  placing: Placing,
): void {
  const { frames } = placementOf(world).state;
  const isOpen = (frames.state[row] & FRAME.open) !== 0;
  const isRefused = (frames.state[row] & FRAME.refused) !== 0;
  const isLocal = (frames.state[row] & FRAME.local) !== 0;
  measureWay(world, simulation, row);
  // After a refusal the timer still rings for a fallback that is planned and not begun.
  const isPlanned = isOpen && isRefused && !isLocal && frames.local[row] >= 0;
  if (!isPlanned) stopWaiting(world, simulation, row);
  if (isOpen && !isRefused) {
    settleAnswered(world, simulation, row, { placing, isFallback: false });
  }
  if (isOpen && isRefused && !isLocal && !isPlanned) {
    settleFailed(world, simulation, row, placing);
  }
  endAway(world, row, wordEnd(isOpen, isRefused));
}

function wordEnd(isOpen: boolean, isRefused: boolean): 'used' | 'wasted' | 'refused' {
  if (isRefused) return 'refused';
  return isOpen ? 'used' : 'wasted';
}

/** The client learns the round trip, unless it has given up on this frame. */
function measureWay(world: World, simulation: WorldSimulation, row: number): void {
  const { frames, links } = placementOf(world).state;
  if ((frames.state[row] & FRAME.watched) === 0) return;
  frames.state[row] &= ~FRAME.watched;
  if (!isOwnerThere(world, row)) return;
  noteRtt(links, wayOf(world, row), frames.roundTrip[row], simulation.now);
}

function wayOf(world: World, row: number): number {
  const { owner } = placementOf(world).state.frames;
  return owner[row] * WAYS + (placeOf(world, row) === PLACE.cloud ? 1 : 0);
}

function stopWaiting(world: World, simulation: WorldSimulation, row: number): void {
  const { timer } = placementOf(world).state.frames;
  if (timer[row] >= 0) simulation.cancel(timer[row]);
  timer[row] = -1;
}

/** The client's timer rings: the local model takes over, or the client gives the frame up. */
export function wakeClient(
  world: World,
  simulation: WorldSimulation,
  row: number,
  placing: Placing,
): void {
  const { frames } = placementOf(world).state;
  frames.timer[row] = -1;
  if (simulation.now >= world.sessions.issuedAt[row] + world.setup.giveUp) {
    giveUp(world, simulation, row, placing);
    return;
  }
  const isRun = isOwnerThere(world, row) && runVariant(world, simulation, row, frames.local[row]);
  if (!isRun) frames.local[row] = -1;
  if ((frames.state[row] & FRAME.watched) !== 0) armClient(world, simulation, row);
  else if (!isRun) settleFailed(world, simulation, row, placing);
}

function giveUp(world: World, simulation: WorldSimulation, row: number, placing: Placing): void {
  const { frames, links } = placementOf(world).state;
  const { state } = frames;
  if ((state[row] & FRAME.watched) !== 0 && isOwnerThere(world, row)) {
    noteLost(links, wayOf(world, row));
  }
  state[row] &= ~FRAME.watched;
  const isHopeless = (state[row] & FRAME.local) === 0;
  if ((state[row] & FRAME.open) !== 0 && isHopeless) {
    settleFailed(world, simulation, row, placing);
  } else releaseFrame(world, row);
}

/** The local model is done: its answer is the frame's, unless a remote one came first. */
export function endLocal(
  world: World,
  simulation: WorldSimulation,
  row: number,
  placing: Placing,
): void {
  const { frames } = placementOf(world).state;
  frames.state[row] &= ~FRAME.local;
  if ((frames.state[row] & FRAME.open) === 0) {
    releaseFrame(world, row);
    return;
  }
  const isFallback = placeOf(world, row) !== PLACE.device;
  settleAnswered(world, simulation, row, { placing, isFallback });
}
