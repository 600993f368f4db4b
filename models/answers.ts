import { roundTime, type SimTime } from '../engine/units.ts';
import { BINS, binOf } from './bins.ts';
import { slownessOf } from './faults/slowness.ts';
import { recordAnswer } from './ledger.ts';
import type { World } from './world.ts';

/** `instance` of a request that waits or travels. */
export const NOWHERE = -1;
/** `instance` of a request that the edge serves. */
export const AT_EDGE = -2;

/**
 * Telemetry learns how long a request worked when the work is done, not before; where requests
 * share an instance, how long it was there.
 */
export function showWork(world: World, row: number, now: SimTime): void {
  const { sessions, scrapes, batches } = world;
  const cell = sessions.region[row] * BINS;
  if (batches !== undefined) {
    const joinedAt = batches.joinedAt[row];
    scrapes.service[cell + binOf(now - joinedAt)]++;
    scrapes.answerWork[cell + binOf(sessions.answerAt[row] - joinedAt)]++;
    return;
  }
  const factor = workFactor(world, row);
  scrapes.service[cell + binOf(roundTime(sessions.holdWork[row] * factor))]++;
  scrapes.answerWork[cell + binOf(roundTime(sessions.answerWork[row] * factor))]++;
}

/**
 * Time from reaching the region to the start of the service that gave the answer: where requests
 * share an instance, to the read of it, whenever it took its slot.
 */
export function waitOf(world: World, row: number): number {
  const { sessions, batches } = world;
  if (batches !== undefined) return batches.readAt[row] - sessions.queuedAt[row];
  const factor = workFactor(world, row);
  const startedAt = sessions.answerAt[row] - roundTime(sessions.answerWork[row] * factor);
  return startedAt - sessions.queuedAt[row];
}

/** From issuing a request to its first token at the player: what is felt. */
export function responseOf({ sessions }: World, row: number): number {
  return sessions.answerAt[row] - sessions.issuedAt[row] + sessions.rtt[row] / 2;
}

/** The ledger notes an answer that its player hears. */
export function creditAnswer(world: World, row: number): void {
  const { sessions, ledger } = world;
  const response = responseOf(world, row);
  recordAnswer(ledger, response, response > world.setup.budget);
  ledger.inFlight--;
  ledger.waitSum += waitOf(world, row);
  if (sessions.low[row] === 1) ledger.counts.answeredLowFidelity++;
  if (sessions.instance[row] === AT_EDGE) ledger.counts.answeredByEdge++;
  ledger.region.answers[sessions.region[row]]++;
}

/** Work of a service relative to the full model at full speed. */
export function workFactor({ sessions, setup, faults }: World, row: number): number {
  return (sessions.low[row] === 1 ? setup.lowWork : 1) * slownessOf(faults, row);
}
