import { uniform, seedState } from '../../engine/random.ts';
import { roundTime, type SimTime } from '../../engine/units.ts';
import { creditAnswer, responseOf } from '../answers.ts';
import { KIND } from '../kinds.ts';
import { hearAnswer } from '../players/hear.ts';
import { freeRow, STAGE } from '../players/sessions.ts';
import type { World, WorldSimulation } from '../world.ts';
import { PHASE } from './attempts.ts';
import { noteFailure, noteSuccess } from './ejection.ts';
import type { ClientSetup } from './setup.ts';
import { gatewayOf } from './state.ts';

/** The draws of back-off, apart from those of round trips. */
const BACK_OFF = 1_000_000;

/** Why an attempt failed, as its client sees it, and when it learns of it. */
interface Failure {
  readonly isTimeOut: boolean;
  readonly heardAt: SimTime;
}

/** A region has served an attempt to the end: its player hears it, or nobody does. */
export function settleServed(world: World, simulation: WorldSimulation, row: number): void {
  const { state, setup } = gatewayOf(world);
  const { attempts, counts } = state;
  const { sessions } = world;
  const owner = attempts.owner[row];
  leaveInside(world, simulation, row);
  if (owner < 0 || !isInTime(world, row, owner, setup.clients)) {
    counts.wasted++;
    endAttempt(world, row);
    return;
  }
  counts.answered++;
  noteSuccess(state, linkOf(world, row));
  if (attempts.timer[owner] >= 0) simulation.cancel(attempts.timer[owner]);
  attempts.timer[owner] = -1;
  creditAnswer(world, row);
  const lateness = responseOf(world, row) - world.setup.budget;
  const heardAt = simulation.now + roundTime(sessions.rtt[row] / 2);
  endAttempt(world, row);
  hearAnswer(world, simulation, owner, { lateness, heardAt });
}

/** Whether the client still waits when the answer gets there, or has been reading it since. */
function isInTime(world: World, row: number, owner: number, clients: ClientSetup): boolean {
  const { attempts } = gatewayOf(world).state;
  if (attempts.timer[owner] < 0) return true;
  return arrivalOf(world, row) <= deadlineOf(world, row, owner, clients);
}

/** When the first of an answer reaches the client. */
function arrivalOf({ sessions }: World, row: number): SimTime {
  return sessions.answerAt[row] + roundTime(sessions.rtt[row] / 2);
}

/** When a client gives up on an attempt: at its time-out, or with its player. */
function deadlineOf(world: World, row: number, owner: number, clients: ClientSetup): SimTime {
  const { attempts } = gatewayOf(world).state;
  const patience = world.sessions.issuedAt[owner] + world.setup.giveUp;
  return Math.min(attempts.sentAt[row] + clients.timeOut, patience);
}

/** A full region refuses an attempt: the client hears of it at once. */
export function rejectAttempt(world: World, simulation: WorldSimulation, row: number): void {
  gatewayOf(world).state.counts.rejected++;
  leaveInside(world, simulation, row);
  refuseAttempt(world, simulation, row);
}

/** An attempt is refused: its client learns of it half a round trip later. */
export function refuseAttempt(world: World, simulation: WorldSimulation, row: number): void {
  const { attempts } = gatewayOf(world).state;
  const owner = attempts.owner[row];
  const heardAt = simulation.now + roundTime(world.sessions.rtt[row] / 2);
  const link = linkOf(world, row);
  endAttempt(world, row);
  if (owner < 0) return;
  noteFailure(world, link, simulation.now);
  failRequest(world, simulation, owner, { isTimeOut: false, heardAt });
}

/** A client's time-out is over; an answer that has begun to come is read to its end. */
export function expireAttempt(world: World, simulation: WorldSimulation, owner: number): void {
  const { state, setup } = gatewayOf(world);
  const { attempts, counts } = state;
  const row = attempts.current[owner];
  attempts.timer[owner] = -1;
  const isServed = row >= 0 && world.sessions.instance[row] !== -1;
  if (isServed && arrivalOf(world, row) <= simulation.now) return;
  counts.timedOut++;
  const regions = world.setup.regions.length;
  noteFailure(world, world.sessions.group[owner] * regions + attempts.region[owner], simulation.now);
  if (row >= 0) {
    attempts.owner[row] = -1;
    attempts.current[owner] = -1;
    if (setup.clients.cancels) {
      const at = simulation.now + roundTime(world.sessions.rtt[row] / 2);
      simulation.schedule(at, KIND.attemptCancels, row, attempts.serial[row]);
    }
  }
  failRequest(world, simulation, owner, { isTimeOut: true, heardAt: simulation.now });
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

/** An attempt is no longer in its region: there is room for one that waits at the gateway. */
export function leaveInside(world: World, simulation: WorldSimulation, row: number): void {
  const { state } = gatewayOf(world);
  const region = world.sessions.region[row];
  state.inside[region]--;
  if (state.queues[region].size > 0) simulation.schedule(simulation.now, KIND.gatewayAdmits, region);
}

/** An attempt is over: its row is free, and its gateway has one less in the air. */
export function endAttempt(world: World, row: number): void {
  const { state } = gatewayOf(world);
  const { attempts } = state;
  const owner = attempts.owner[row];
  if (owner >= 0) attempts.current[owner] = -1;
  state.outstanding[linkOf(world, row)]--;
  state.underWay--;
  attempts.owner[row] = -1;
  attempts.phase[row] = PHASE.none;
  freeRow(world.sessions, row);
}

function linkOf({ sessions, setup }: World, row: number): number {
  return sessions.group[row] * setup.regions.length + sessions.region[row];
}
