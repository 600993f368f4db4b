import { type Fleet, regionOf, STATE, setState } from './fleet.ts';

/** Takes a free slot and marks it busy: the instance's row, or -1 when none is free. */
export function seizeSlot(fleet: Fleet, region: number): number {
  const free = fleet.freeCount[region];
  if (free === 0) return -1;
  fleet.freeCount[region] = free - 1;
  const row = fleet.freeSlots[region * fleet.rowsPerRegion * fleet.slots + free - 1];
  changeBusy(fleet, region, row, 1);
  return row;
}

/** Moves the number of busy slots of an instance; free ones are the caller's to count. */
export function changeBusy(fleet: Fleet, region: number, row: number, by: number): void {
  const before = fleet.busy[row];
  const after = before + by;
  fleet.busy[row] = after;
  fleet.busySlots[region] += by;
  const { dynamicUw } = fleet;
  if (dynamicUw.length === 0 || fleet.isShared) return;
  const curve = region * (fleet.slots + 1);
  fleet.drawnUw[region] += dynamicUw[curve + after] - dynamicUw[curve + before];
}

/**
 * Puts instances on other curves of power from now on: every region's side by side, or none.
 * `working` is how many requests each works on.
 */
export function changeCurves(fleet: Fleet, curves: Float64Array, working: Int32Array): void {
  fleet.dynamicUw = curves;
  fleet.drawnUw.fill(0);
  if (curves.length === 0) return;
  working.forEach((busy, row) => {
    const region = regionOf(fleet, row);
    fleet.drawnUw[region] += curves[region * (fleet.slots + 1) + busy];
  });
}

/** Gives a slot back; only a ready instance's slot becomes free again. */
export function releaseSlot(fleet: Fleet, region: number, row: number): void {
  changeBusy(fleet, region, row, -1);
  if (fleet.state[row] === STATE.ready) pushSlot(fleet, region, row);
}

/** Opens all slots of an instance that has just become ready. */
export function openSlots(fleet: Fleet, region: number, row: number): void {
  setState(fleet, row, STATE.ready);
  const slots = fleet.slotsOf[region];
  fleet.readySlots[region] += slots;
  if (fleet.isCounted) return;
  for (let slot = 0; slot < slots; slot++) pushSlot(fleet, region, row);
}

/** Takes an instance's free slots off the stack: it serves out what it holds and no more. */
export function closeSlots(fleet: Fleet, region: number, row: number): void {
  setState(fleet, row, STATE.draining);
  fleet.readySlots[region] -= fleet.slotsOf[region];
  const from = region * fleet.rowsPerRegion * fleet.slots;
  let kept = 0;
  for (let at = 0; at < fleet.freeCount[region]; at++) {
    const other = fleet.freeSlots[from + at];
    if (other !== row) fleet.freeSlots[from + kept++] = other;
  }
  fleet.freeCount[region] = kept;
}

function pushSlot(fleet: Fleet, region: number, row: number): void {
  const at = region * fleet.rowsPerRegion * fleet.slots + fleet.freeCount[region]++;
  fleet.freeSlots[at] = row;
}

/** Whether a draining instance has served all it held. */
export function isDrained(fleet: Fleet, row: number): boolean {
  return fleet.state[row] === STATE.draining && fleet.busy[row] === 0;
}
