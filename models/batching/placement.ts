import { type Fleet, STATE } from '../fleet.ts';
import { changeBusy } from '../slots.ts';

/**
 * Takes a slot of the ready instance that holds the fewest requests, the first among equals: the
 * pace of each depends on its neighbours, so a full instance beside an idle one serves nobody well
 * (balancers by least connections do the same). Its row, or -1 when no slot is free.
 */
export function seizeLeastFilled(fleet: Fleet, region: number): number {
  const free = fleet.freeCount[region];
  if (free === 0) return -1;
  const from = region * fleet.rowsPerRegion;
  let best = -1;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.state[row] !== STATE.ready) continue;
    if (best < 0 || fleet.busy[row] < fleet.busy[best]) best = row;
  }
  const stack = from * fleet.slots;
  const at = fleet.freeSlots.lastIndexOf(best, stack + free - 1);
  fleet.freeSlots.copyWithin(at, at + 1, stack + free);
  fleet.freeCount[region] = free - 1;
  changeBusy(fleet, region, best, 1);
  return best;
}
