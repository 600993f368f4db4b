import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { changePlaying } from '../ledger.ts';
import { beginPlacing } from '../placement/beginning.ts';
import { joinThrong, leaveAsWitness } from '../throng/join.ts';
import type { World, WorldSimulation } from '../world.ts';
import { drawDuration } from './durations.ts';
import { beginFeeling, endFeeling } from './felt.ts';
import { leavePool } from './pool.ts';
import { freeRow, STAGE } from './sessions.ts';

/** A player of a match that has just begun plays: the planned length runs from now. */
export function startSession(
  world: World,
  simulation: WorldSimulation,
  row: number,
  match: number,
): void {
  const { sessions, ledger } = world;
  const { now } = simulation;
  sessions.match[row] = match;
  sessions.endsAt[row] += now;
  if (sessions.stage[row] === STAGE.resuming) ledger.crowd.sessionsResumed++;
  else {
    ledger.counts.sessionsStarted++;
    ledger.region.sessions[world.setup.groups[sessions.group[row]].home]++;
    ledger.lobbySum += now - sessions.arrivedAt[row];
  }
  world.playing[sessions.group[row]]++;
  changePlaying(ledger, now, 1);
  if (world.throng !== undefined && !joinThrong(world, world.throng, row)) return;
  beginFeeling(world, row, now);
  beginPlacing(world, row, now);
  thinkNext(world, simulation, row, now);
}

/** After an answer heard at `from`, the player thinks and then asks again, or stops as planned. */
export function thinkNext(
  world: World,
  simulation: WorldSimulation,
  row: number,
  from: SimTime,
): void {
  const { sessions } = world;
  const asksAt = from + drawDuration(world.setup.think, sessions.random, row * 4);
  sessions.stage[row] = STAGE.thinking;
  if (asksAt < sessions.endsAt[row]) {
    sessions.pending[row] = simulation.schedule(asksAt, KIND.requestIssues, row, 0);
    return;
  }
  const endsAt = Math.max(from, sessions.endsAt[row]);
  sessions.pending[row] = simulation.schedule(endsAt, KIND.sessionEnds, row, 0);
}

/** A player stops playing: as planned, or (`quit` = 1) for good because of a late answer. */
export function endSession(
  world: World,
  simulation: WorldSimulation,
  row: number,
  quit: number,
): void {
  const { counts, crowd } = world.ledger;
  const isQuit = quit === 1;
  // Who leaves a throng is counted with everybody else.
  if (world.throng !== undefined) leaveAsWitness(world.throng);
  else if (isQuit) counts.sessionsQuit++;
  else counts.sessionsCompleted++;
  if (world.setup.crowd.spend !== undefined) crowd.sessionsSpending++;
  leaveMatch(world, simulation, row, isQuit);
  leavePool(world, simulation, row, isQuit);
  freeRow(world.sessions, row);
}

/** A session that was cut off is over: its player does not come back to play the rest. */
export function loseSession(world: World, simulation: WorldSimulation, row: number): void {
  const { crowd } = world.ledger;
  crowd.sessionsLost++;
  if (world.setup.crowd.spend !== undefined) crowd.sessionsSpending++;
  leavePool(world, simulation, row, true);
}

/** A player is no longer at play; a match is broken by whoever leaves it before their time. */
export function leaveMatch(
  world: World,
  simulation: WorldSimulation,
  row: number,
  isBroken: boolean,
): void {
  const { sessions, matches } = world;
  const match = sessions.match[row];
  if (isBroken) matches.broken[match] = 1;
  if (world.throng === undefined) {
    world.playing[sessions.group[row]]--;
    changePlaying(world.ledger, simulation.now, -1);
  }
  endFeeling(world, row, simulation.now);
  if (--matches.left[match] === 0) closeMatch(world, match);
}

function closeMatch(world: World, match: number): void {
  const { counts } = world.ledger;
  counts.matchesEnded++;
  if (world.matches.broken[match] === 0) counts.matchesCompleted++;
  world.matches.free.push(match);
}
