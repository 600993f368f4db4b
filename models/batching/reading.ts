import { roundTime, type SimTime } from '../../engine/units.ts';
import { workFactor } from '../answers.ts';
import type { World } from '../world.ts';
import type { Batches } from './batches.ts';
import { type BatchingSetup, readingTime } from './setup.ts';

/** When the requests that wait on an instance are to be read; call with one at least. */
export function gatherEnds(
  batches: Batches,
  { most, within }: BatchingSetup,
  instance: number,
  now: SimTime,
): SimTime {
  if (batches.unread[instance] >= most) return now;
  const first = batches.reads[instance * batches.slots + batches.reading[instance]];
  return Math.max(now, batches.joinedAt[first] + within);
}

/** Begins to read those that wait, up to the most; call when nothing is read there. */
export function beginReading(
  world: World,
  batches: Batches,
  batching: BatchingSetup,
  instance: number,
): void {
  const { sessions } = world;
  const from = instance * batches.slots;
  const number = Math.min(batches.unread[instance], batching.most);
  let work = 0;
  let factors = 0;
  for (let at = from; at < from + number; at++) {
    const row = batches.reads[at];
    work += sessions.answerWork[row];
    factors += workFactor(world, row);
    batches.readAt[row] = batches.since[instance];
  }
  const takes = roundTime((readingTime(batching, work) * factors) / number);
  batches.reading[instance] = number;
  batches.unread[instance] -= number;
  batches.readEnds[instance] = batches.since[instance] + takes;
}

/** Takes the first of the read under way out of it: its row. */
export function takeReader(batches: Batches, instance: number): number {
  const from = instance * batches.slots;
  const row = batches.reads[from];
  dropAt(batches, instance, from);
  return row;
}

/** Takes a request out that is read or waits for it; false where it does neither. */
export function dropReader(batches: Batches, instance: number, row: number): boolean {
  const from = instance * batches.slots;
  const end = from + batches.reading[instance] + batches.unread[instance];
  let at = from;
  while (at < end && batches.reads[at] !== row) at++;
  if (at === end) return false;
  dropAt(batches, instance, at);
  return true;
}

function dropAt(batches: Batches, instance: number, at: number): void {
  const { reads, reading, unread } = batches;
  const from = instance * batches.slots;
  reads.copyWithin(at, at + 1, from + reading[instance] + unread[instance]);
  if (at < from + reading[instance]) reading[instance]--;
  else unread[instance]--;
}
