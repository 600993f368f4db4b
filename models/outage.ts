import type { SimTime } from '../engine/units.ts';
import { changeRegionsDown } from './ledger.ts';
import type { World } from './world.ts';

/** A request comes to a region: without one ready slot the region is down from now on. */
export function meetOutage(world: World, region: number, now: SimTime): void {
  const station = world.stations[region];
  if (station.isDown || world.fleet.readySlots[region] > 0) return;
  station.isDown = true;
  changeRegionsDown(world.ledger, now, 1);
}

/** A region that was down is up again as soon as one slot is ready. */
export function endOutage(world: World, region: number, now: SimTime): void {
  const station = world.stations[region];
  if (!station.isDown || world.fleet.readySlots[region] === 0) return;
  station.isDown = false;
  changeRegionsDown(world.ledger, now, -1);
}

/** Whoever waited in a region that was down has gone elsewhere: nobody is left to miss it. */
export function leaveOutage(world: World, region: number, now: SimTime): void {
  const station = world.stations[region];
  if (!station.isDown || station.waiting.size > 0) return;
  station.isDown = false;
  changeRegionsDown(world.ledger, now, -1);
}
