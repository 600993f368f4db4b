import { push, remove, shift } from '../../engine/fifo.ts';
import { KIND } from '../kinds.ts';
import { beginMatch } from '../throng/join.ts';
import type { World, WorldSimulation } from '../world.ts';
import { loseSession, startSession } from './play.ts';
import { freeRow, STAGE } from './sessions.ts';

/** A player waits for a match: `queuedAt` holds how long at most. */
export function enterLobby(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  const patience = sessions.queuedAt[row];
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
  const match = takeMatch(world, group, lobby.waiting.size);
  for (let row = shift(lobby.waiting); row >= 0; row = shift(lobby.waiting)) {
    simulation.cancel(world.sessions.pending[row]);
    startSession(world, simulation, row, match);
  }
}

function takeMatch(world: World, group: number, players: number): number {
  const { matches } = world;
  const match = matches.free.pop() ?? matches.left.length;
  matches.left[match] = players;
  matches.broken[match] = 0;
  if (world.throng !== undefined) beginMatch(world.throng, group, match);
  return match;
}

/** A player gives up waiting for a match; after a cut, that ends the session they were in. */
export function abandonLobby(world: World, simulation: WorldSimulation, row: number): void {
  const lobby = world.lobbies[world.sessions.group[row]];
  remove(lobby.waiting, row);
  if (lobby.waiting.size === 0 && lobby.pending >= 0) {
    simulation.cancel(lobby.pending);
    lobby.pending = -1;
  }
  world.ledger.counts.sessionsAbandoned++;
  if (world.sessions.stage[row] === STAGE.resuming) loseSession(world, simulation, row);
  freeRow(world.sessions, row);
}
