import { seedState, uniform } from '../../engine/random.ts';
import { roundTime, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { hearAnswer } from '../players/hear.ts';
import { STAGE } from '../players/sessions.ts';
import type { World, WorldSimulation } from '../world.ts';
import { noteFailure } from './ejection.ts';
import { endAttempt, leaveInside, linkOf } from './ending.ts';
import { gatewayOf } from './state.ts';

/** The draws of back-off, apart from those of round trips. */
const BACK_OFF = 1_000_000;

/** Why an attempt failed, as its client sees it, and when it learns of it. */
interface Failure {
  readonly isTimeOut: boolean;
  readonly heardAt: SimTime;
}

/** An attempt is refused: its client learns of it half a round trip later. */
export function refuseAttempt(world: World, simulation: WorldSimulation, row: number): void {
  const isAwaited = gatewayOf(world).state.attempts.owner[row] >= 0;
  if (isAwaited) noteFailure(world, linkOf(world, row), simulation.now);
  turnAway(world, simulation, row);
}

/** The same where the region is not to blame. */
export function turnAway(world: World, simulation: WorldSimulation, row: number): void {
  const { attempts } = gatewayOf(world).state;
  const owner = attempts.owner[row];
  const heardAt = simulation.now + roundTime(world.sessions.rtt[row] / 2);
  endAttempt(world, row);
  if (owner < 0) return;
  failRequest(world, simulation, owner, { isTimeOut: false, heardAt });
}

/**
 * An attempt goes down with its region: its client learns of it by its time-out. One that reads the
 * answer already has none left, and learns of it as the answer breaks off.
 */
export function loseAttempt(world: World, simulation: WorldSimulation, row: number): void {
  const { attempts, counts } = gatewayOf(world).state;
  const owner = attempts.owner[row];
  const isRead = isReadNow(world, row);
  const heardAt = simulation.now + roundTime(world.sessions.rtt[row] / 2);
  counts.lost++;
  leaveInside(world, simulation, row);
  endAttempt(world, row);
  if (isRead) failRequest(world, simulation, owner, { isTimeOut: true, heardAt });
}

/** Whether a client reads the answer of an attempt already: it has stopped its time-out. */
export function isReadNow(world: World, row: number): boolean {
  const { attempts } = gatewayOf(world).state;
  const owner = attempts.owner[row];
  return owner >= 0 && attempts.timer[owner] < 0;
}

/** A request's attempt has failed: another one follows, or its player has no answer. */
export function failRequest(
  world: World,
  simulation: WorldSimulation,
  owner: number,
  failure: Failure,
): void {
  const { attempts } = gatewayOf(world).state;
  if (attempts.timer[owner] >= 0) simulation.cancel(attempts.timer[owner]);
  attempts.timer[owner] = -1;
  const at = failure.heardAt + backOff(world, owner);
  if (mayRetry(world, owner, at)) {
    attempts.timer[owner] = simulation.schedule(at, KIND.attemptRetries, owner);
    return;
  }
  loseRequest(world, simulation, owner, failure);
}

/** A request ends without an answer: refused, or given up by its client. */
export function loseRequest(
  world: World,
  simulation: WorldSimulation,
  owner: number,
  { isTimeOut, heardAt }: Failure,
): void {
  const { ledger, setup, sessions } = world;
  if (isTimeOut) ledger.counts.requestsAbandoned++;
  else ledger.counts.requestsRejected++;
  ledger.inFlight--;
  const waited = heardAt - sessions.issuedAt[owner] - setup.budget;
  const lateness = Math.max(setup.budget, waited);
  hearAnswer(world, simulation, owner, { lateness, heardAt, isLost: true });
}

function mayRetry(world: World, owner: number, at: SimTime): boolean {
  const { state, setup } = gatewayOf(world);
  const { sessions } = world;
  const { attempts, budget } = setup.clients;
  if (sessions.stage[owner] === STAGE.ghost) return false;
  if (state.attempts.tries[owner] >= attempts) return false;
  if (at >= sessions.issuedAt[owner] + world.setup.giveUp) return false;
  if (budget === Infinity) return true;
  const group = sessions.group[owner];
  if (state.retries[group] < 1) {
    state.counts.overBudget++;
    return false;
  }
  state.retries[group]--;
  return true;
}

/** Time before the next retry: grows with every attempt, less a random part of itself. */
function backOff(world: World, owner: number): number {
  const { state, setup } = gatewayOf(world);
  const { first, factor, most, jitter } = setup.clients;
  const tries = state.attempts.tries[owner];
  let delay = first;
  for (let n = 1; n < tries && delay < most; n++) delay *= factor;
  delay = Math.min(most, delay);
  if (jitter === 0) return roundTime(delay);
  const { scratch } = world.chance;
  const key = world.sessions.random.subarray(owner * 4, owner * 4 + 4);
  seedState(scratch, 0, key, BACK_OFF + tries);
  return roundTime(delay * (1 - jitter * uniform(scratch, 0)));
}
