import type { SimTime } from '../engine/units.ts';
import { changeRegionsDown } from './ledger.ts';
import type { World } from './world.ts';

/** Re-reads whether a region is down (requests wait, no slot is ready) after a change of either. */
export function noteOutage(world: World, region: number, now: SimTime): void {
  const station = world.stations[region];
  const isDown = station.waiting.size > 0 && world.fleet.readySlots[region] === 0;
  if (isDown === station.isDown) return;
  station.isDown = isDown;
  changeRegionsDown(world.ledger, now, isDown ? 1 : -1);
}
