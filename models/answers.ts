import { roundTime } from '../engine/units.ts';
import { BINS, binOf } from './bins.ts';
import type { World } from './world.ts';

/** Telemetry learns how long a request worked when the work is done; it stands for `many`. */
export function showWork(world: World, row: number, many: number): void {
  const { sessions, scrapes } = world;
  const factor = sessions.low[row] === 1 ? world.setup.lowWork : 1;
  const cell = sessions.region[row] * BINS;
  scrapes.service[cell + binOf(roundTime(sessions.holdWork[row] * factor))] += many;
  scrapes.answerWork[cell + binOf(roundTime(sessions.answerWork[row] * factor))] += many;
}

/** Time from reaching the region to the start of the service that gave the answer. */
export function waitOf(world: World, row: number): number {
  const { sessions, setup } = world;
  const factor = sessions.low[row] === 1 ? setup.lowWork : 1;
  const startedAt = sessions.answerAt[row] - roundTime(sessions.answerWork[row] * factor);
  return startedAt - sessions.queuedAt[row];
}

/** From issuing a request to its first token at the player: what is felt. */
export function responseOf({ sessions }: World, row: number): number {
  return sessions.answerAt[row] - sessions.issuedAt[row] + sessions.rtt[row] / 2;
}
