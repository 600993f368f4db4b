import { waitOf } from '../answers.ts';
import { KIND } from '../kinds.ts';
import { recordAnswer } from '../ledger.ts';
import { isLeaving } from '../players/hear.ts';
import { noteForSlo } from '../slo/hear.ts';
import type { World, WorldSimulation } from '../world.ts';
import { FRAME } from './frames.ts';
import type { Placing } from './placing.ts';
import { isOwnerThere, placeOf, playerOf, releaseFrame, variantOf } from './rows.ts';
import { PLACE, placementOf } from './state.ts';

/** A frame is answered, by the place it was sent to or by the local model in its stead. */
export function settleAnswered(
  world: World,
  simulation: WorldSimulation,
  row: number,
  { placing, isFallback }: { readonly placing: Placing; readonly isFallback: boolean },
): void {
  const { state } = placementOf(world);
  const { ledger, sessions, setup } = world;
  const { now } = simulation;
  const place = placeOf(world, row);
  const response = now - sessions.issuedAt[row];
  const isLate = response > setup.budget;
  close(world, row, place);
  (isFallback ? state.counts.fallen : state.counts.answered)[place]++;
  recordAnswer(ledger, response, isLate);
  const isRemote = !isFallback && place !== PLACE.device;
  if (isRemote) ledger.waitSum += waitOf(world, row);
  if (isRemote && place === PLACE.edge) ledger.counts.answeredByEdge++;
  noteFidelity(world, row, { isLate, isFallback });
  const { outcome } = placing;
  outcome.response = response;
  outcome.roundTrip = isFallback ? Number.POSITIVE_INFINITY : 0;
  if (isRemote) outcome.roundTrip = state.frames.roundTrip[row];
  outcome.isLate = isLate;
  outcome.isFallback = isFallback;
  tell(world, simulation, row, placing);
  feel(world, simulation, row, { lateness: response - setup.budget });
}

/** No answer comes, neither from where the frame was sent nor from the player's device. */
export function settleFailed(
  world: World,
  simulation: WorldSimulation,
  row: number,
  placing: Placing,
): void {
  const { state } = placementOf(world);
  const { ledger, sessions, setup } = world;
  const place = placeOf(world, row);
  close(world, row, place);
  state.counts.failed[place]++;
  ledger.counts.requestsAbandoned++;
  const { outcome } = placing;
  outcome.response = Number.POSITIVE_INFINITY;
  outcome.roundTrip = Number.POSITIVE_INFINITY;
  outcome.isLate = true;
  outcome.isFallback = false;
  tell(world, simulation, row, placing);
  const since = simulation.now - sessions.issuedAt[row];
  feel(world, simulation, row, { lateness: Math.max(setup.budget, since), isLost: true });
}

function close(world: World, row: number, place: number): void {
  const { state } = placementOf(world);
  state.frames.state[row] &= ~FRAME.open;
  state.open[place]--;
  world.ledger.inFlight--;
}

interface Manner {
  readonly isLate: boolean;
  readonly isFallback: boolean;
}

function noteFidelity(world: World, row: number, { isLate, isFallback }: Manner): void {
  const { state, setup } = placementOf(world);
  const variant = isFallback ? state.frames.local[row] : variantOf(world, row);
  const isLow = !isFallback && world.sessions.low[row] === 1;
  if (variant > 0 || isLow) world.ledger.counts.answeredLowFidelity++;
  if (isLate) return;
  state.counts.onTime++;
  state.counts.fidelitySum += setup.variants[variant].fidelity * (isLow ? setup.lowFidelity : 1);
}

/** The gate hears what became of its choice, where its player is still there. */
function tell(world: World, simulation: WorldSimulation, row: number, placing: Placing): void {
  const { gate, outcome } = placing;
  if (gate.hear === undefined || !isOwnerThere(world, row)) return;
  const { state } = placementOf(world);
  outcome.at = simulation.now;
  outcome.player = playerOf(world, state.frames.owner[row]);
  outcome.choice = state.frames.choice[row];
  gate.hear(outcome, state.memory);
}

/** The player feels it, and may leave for good; then the row may be free. */
function feel(
  world: World,
  simulation: WorldSimulation,
  row: number,
  heard: { readonly lateness: number; readonly isLost?: boolean },
): void {
  const { sessions } = world;
  const owner = placementOf(world).state.frames.owner[row];
  if (isOwnerThere(world, row)) {
    const { now } = simulation;
    if (world.slo !== undefined) noteForSlo(world, owner, { ...heard, heardAt: now, by: row }, now);
    sessions.quitDraw[owner] = sessions.quitDraw[row];
    if (isLeaving(world, owner, { ...heard, heardAt: now })) {
      simulation.cancel(sessions.pending[owner]);
      sessions.pending[owner] = simulation.schedule(now, KIND.sessionEnds, owner, 1);
    }
  }
  releaseFrame(world, row);
}
