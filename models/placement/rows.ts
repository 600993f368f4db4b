import type { SimTime } from '../../engine/units.ts';
import { NOWHERE } from '../answers.ts';
import { freeRow, STAGE, takeRow } from '../players/sessions.ts';
import type { World } from '../world.ts';
import { FRAME } from './frames.ts';
import { growPlacement, placementOf } from './state.ts';

/** Takes a row for a frame that a player asks for now; it inherits the player's draws of it. */
export function takeFrame(world: World, owner: number, choice: number, now: SimTime): number {
  const { state } = placementOf(world);
  const { sessions } = world;
  const row = takeRow(sessions);
  growPlacement(state, sessions.group.length);
  const { frames, players } = state;
  sessions.stage[row] = STAGE.ghost;
  sessions.group[row] = sessions.group[owner];
  sessions.quitDraw[row] = sessions.quitDraw[owner];
  sessions.issuedAt[row] = now;
  sessions.queuedAt[row] = now;
  sessions.answerAt[row] = now;
  sessions.answerWork[row] = 0;
  sessions.instance[row] = NOWHERE;
  sessions.low[row] = 0;
  sessions.pending[row] = -1;
  frames.owner[row] = owner;
  frames.stretch[row] = players.stretch[owner];
  frames.choice[row] = choice;
  frames.state[row] = 0;
  frames.timer[row] = -1;
  frames.local[row] = -1;
  state.rows++;
  return row;
}

/** Gives a frame's row back once nothing is to come of it. */
export function releaseFrame(world: World, row: number): void {
  const { state } = placementOf(world);
  const { frames } = state;
  const pending = FRAME.open | FRAME.away | FRAME.watched | FRAME.local;
  if ((frames.state[row] & pending) !== 0) return;
  frames.state[row] = 0;
  state.rows--;
  freeRow(world.sessions, row);
}

/** The place a frame was sent to, as a number. */
export function placeOf(world: World, row: number): number {
  const { state, setup } = placementOf(world);
  return Math.floor(state.frames.choice[row] / setup.variants.length);
}

/** The rung of the ladder it was sent to. */
export function variantOf(world: World, row: number): number {
  const { state, setup } = placementOf(world);
  return state.frames.choice[row] % setup.variants.length;
}

/** Whether the player who asked is still at play, in the same stretch of it. */
export function isOwnerThere(world: World, row: number): boolean {
  const { frames, players } = placementOf(world).state;
  const owner = frames.owner[row];
  if (players.stretch[owner] !== frames.stretch[row]) return false;
  return world.sessions.stage[owner] === STAGE.thinking;
}

/** The player's own number, below 2^32: the same under every contender, whatever the row. */
export function playerOf({ sessions }: World, owner: number): number {
  return Math.floor(sessions.place[owner] * 4_294_967_296);
}
