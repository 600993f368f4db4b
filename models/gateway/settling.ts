import { roundTime, type SimTime } from '../../engine/units.ts';
import { creditAnswer, NOWHERE, responseOf } from '../answers.ts';
import { KIND } from '../kinds.ts';
import { hearAnswer } from '../players/hear.ts';
import type { World, WorldSimulation } from '../world.ts';
import { noteFailure, noteSuccess } from './ejection.ts';
import { endAttempt, leaveInside, linkOf } from './ending.ts';
import { failRequest, refuseAttempt } from './failing.ts';
import type { ClientSetup } from './setup.ts';
import { gatewayOf } from './state.ts';

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
  hearAnswer(world, simulation, owner, { lateness, heardAt, by: row });
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

/** A client's time-out is over; an answer that has begun to come is read to its end. */
export function expireAttempt(world: World, simulation: WorldSimulation, owner: number): void {
  const { state, setup } = gatewayOf(world);
  const { attempts, counts } = state;
  const row = attempts.current[owner];
  attempts.timer[owner] = -1;
  const isServed = row >= 0 && world.sessions.instance[row] !== NOWHERE;
  if (isServed && arrivalOf(world, row) <= simulation.now) return;
  counts.timedOut++;
  const regions = world.setup.regions.length;
  noteFailure(
    world,
    world.sessions.group[owner] * regions + attempts.region[owner],
    simulation.now,
  );
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
