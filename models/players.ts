import { draw, type Law } from '../engine/distributions.ts';
import { push, remove, shift } from '../engine/fifo.ts';
import { seedState, uniform } from '../engine/random.ts';
import { minusLog } from '../engine/unit-log.ts';
import { roundTime, type SimTime } from '../engine/units.ts';
import { KIND } from './kinds.ts';
import { changePlaying } from './ledger.ts';
import { freeRow, takeRow } from './sessions.ts';
import type { World, WorldSimulation } from './world.ts';

/** Draws a law and rounds to whole microseconds; a law's rare negative draw counts as 0. */
export function drawDuration(law: Law, state: Int32Array, at: number): number {
  return Math.max(0, roundTime(draw(law, state, at)));
}

/**
 * Schedules a group's next arrival: a Poisson process whose rate is a step curve, by inversion
 * (an exponential amount of rate is used up along the curve, so no candidate is thrown away).
 */
export function scheduleArrival(world: World, simulation: WorldSimulation, group: number): void {
  const { rates } = world.setup.groups[group];
  const every = world.setup.rateEvery;
  let left = minusLog(1 - uniform(world.chance.arrivals, group * 4));
  let at = simulation.now;
  let cell = Math.floor(at / every);
  while (cell < rates.length) {
    const end = (cell + 1) * every;
    const amount = (end - at) * rates[cell];
    if (left < amount) {
      const arrivesAt = Math.ceil(at + left / rates[cell]);
      world.nextArrival[group] = simulation.schedule(arrivesAt, KIND.sessionArrives, group, 0);
      return;
    }
    left -= amount;
    at = end;
    cell++;
  }
  world.nextArrival[group] = -1;
}

/** Takes every group's next arrival back and draws it anew: the rates are others from now on. */
export function redrawArrivals(world: World, simulation: WorldSimulation): void {
  world.nextArrival.forEach((handle, group) => {
    if (handle >= 0) simulation.cancel(handle);
    scheduleArrival(world, simulation, group);
  });
}

/** A player opens the game: draws what is theirs, then waits in the group's lobby. */
export function arriveSession(world: World, simulation: WorldSimulation, group: number): void {
  scheduleArrival(world, simulation, group);
  const { sessions, setup } = world;
  const row = takeRow(sessions);
  const { random } = sessions;
  seedSession(world, group, row);
  sessions.group[row] = group;
  sessions.instance[row] = -1;
  sessions.arrivedAt[row] = simulation.now;
  sessions.place[row] = uniform(random, row * 4);
  sessions.endsAt[row] = drawDuration(setup.session, random, row * 4);
  const patience = drawDuration(setup.patience, random, row * 4);
  world.ledger.counts.sessionsArrived++;
  world.arrived[group]++;
  enterLobby(world, simulation, row, patience);
}

function seedSession(world: World, group: number, row: number): void {
  const key = world.chance.sessionKeys.subarray(group * 4, group * 4 + 4);
  seedState(world.sessions.random, row * 4, key, world.arrived[group]);
}

function enterLobby(
  world: World,
  simulation: WorldSimulation,
  row: number,
  patience: number,
): void {
  const { sessions, setup } = world;
  const group = sessions.group[row];
  const lobby = world.lobbies[group];
  const { now } = simulation;
  sessions.pending[row] = simulation.schedule(now + patience, KIND.sessionAbandons, row, 0);
  push(lobby.waiting, row);
  if (lobby.waiting.size >= setup.matchSize) startMatch(world, simulation, group);
  else if (lobby.pending < 0) {
    lobby.pending = simulation.schedule(now + setup.fillAfter, KIND.lobbyFills, group, 0);
  }
}

/** A match starts with everyone who waits in the group's lobby; bots fill empty seats. */
export function startMatch(world: World, simulation: WorldSimulation, group: number): void {
  const lobby = world.lobbies[group];
  if (lobby.pending >= 0) simulation.cancel(lobby.pending);
  lobby.pending = -1;
  const match = takeMatch(world, lobby.waiting.size);
  for (let row = shift(lobby.waiting); row >= 0; row = shift(lobby.waiting)) {
    simulation.cancel(world.sessions.pending[row]);
    startSession(world, simulation, row, match);
  }
}

function takeMatch(world: World, players: number): number {
  const { matches } = world;
  const match = matches.free.pop() ?? matches.left.length;
  matches.left[match] = players;
  matches.broken[match] = 0;
  return match;
}

function startSession(world: World, simulation: WorldSimulation, row: number, match: number): void {
  const { sessions, ledger } = world;
  const { now } = simulation;
  sessions.match[row] = match;
  sessions.endsAt[row] += now;
  ledger.counts.sessionsStarted++;
  ledger.lobbySum += now - sessions.arrivedAt[row];
  world.playing[sessions.group[row]]++;
  changePlaying(ledger, now, 1);
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
  if (asksAt < sessions.endsAt[row]) simulation.schedule(asksAt, KIND.requestIssues, row, 0);
  else simulation.schedule(Math.max(from, sessions.endsAt[row]), KIND.sessionEnds, row, 0);
}

/** A player gives up waiting for a match. */
export function abandonLobby(world: World, simulation: WorldSimulation, row: number): void {
  const lobby = world.lobbies[world.sessions.group[row]];
  remove(lobby.waiting, row);
  if (lobby.waiting.size === 0 && lobby.pending >= 0) {
    simulation.cancel(lobby.pending);
    lobby.pending = -1;
  }
  world.ledger.counts.sessionsAbandoned++;
  freeRow(world.sessions, row);
}

/** A player stops playing: as planned, or (`quit` = 1) for good because of a late answer. */
export function endSession(
  world: World,
  simulation: WorldSimulation,
  row: number,
  quit: number,
): void {
  const { sessions, matches, ledger } = world;
  const match = sessions.match[row];
  if (quit === 1) {
    ledger.counts.sessionsQuit++;
    matches.broken[match] = 1;
  } else ledger.counts.sessionsCompleted++;
  world.playing[sessions.group[row]]--;
  changePlaying(ledger, simulation.now, -1);
  if (--matches.left[match] === 0) closeMatch(world, match);
  freeRow(sessions, row);
}

function closeMatch(world: World, match: number): void {
  const { counts } = world.ledger;
  counts.matchesEnded++;
  if (world.matches.broken[match] === 0) counts.matchesCompleted++;
  world.matches.free.push(match);
}
