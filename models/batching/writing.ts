import type { SimTime } from '../../engine/units.ts';
import type { Batches } from './batches.ts';

/** Brings an instance's progress up to now; call before anything on it changes. */
export function settle(
  batches: Batches,
  stretch: readonly number[],
  instance: number,
  now: SimTime,
): void {
  const number = batches.writing[instance];
  const span = now - batches.since[instance];
  batches.since[instance] = now;
  if (number === 0 || batches.reading[instance] > 0) return;
  const done = span / stretch[number];
  batches.progress[instance] += done;
  batches.owed[instance] -= number * done;
}

/** A request begins to write: so much work is to be done for it. */
export function addWriter(batches: Batches, instance: number, row: number, work: number): void {
  const { writes, mark, writing } = batches;
  const end = batches.progress[instance] + work;
  mark[row] = end;
  batches.owed[instance] += work;
  const from = instance * batches.slots;
  let low = from;
  let high = from + writing[instance];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mark[writes[middle]] > end) low = middle + 1;
    else high = middle;
  }
  writes.copyWithin(low + 1, low, from + writing[instance]);
  writes[low] = row;
  writing[instance]++;
}

/** Work left for the one that ends first; call with one at least. */
export function leastLeft(batches: Batches, instance: number): number {
  const last = instance * batches.slots + batches.writing[instance] - 1;
  return batches.mark[batches.writes[last]] - batches.progress[instance];
}

/** Takes the one that ends first out: its row. */
export function takeWriter(batches: Batches, instance: number): number {
  const place = --batches.writing[instance];
  const row = batches.writes[instance * batches.slots + place];
  batches.owed[instance] -= batches.mark[row] - batches.progress[instance];
  return row;
}

/** Takes a request out in the middle of writing; false where it does not write. */
export function dropWriter(batches: Batches, instance: number, row: number): boolean {
  const { writes, writing, mark, progress } = batches;
  const from = instance * batches.slots;
  const end = from + writing[instance];
  let at = from;
  while (at < end && writes[at] !== row) at++;
  if (at === end) return false;
  writes.copyWithin(at, at + 1, end);
  writing[instance]--;
  batches.owed[instance] -= mark[row] - progress[instance];
  return true;
}
