import type { SimTime } from '../../engine/units.ts';
import { regionOf } from '../fleet.ts';
import { integrateBusy } from '../meters.ts';
import type { World } from '../world.ts';
import type { Batches } from './batches.ts';

/**
 * What an instance draws follows from what it works on: a request that waits there for its batch
 * holds a slot and draws nothing. Call after any change of what is read or written there.
 */
export function noteWork(world: World, batches: Batches, instance: number, now: SimTime): void {
  const after = batches.reading[instance] + batches.writing[instance];
  const before = batches.atWork[instance];
  if (after === before) return;
  const { fleet } = world;
  const region = regionOf(fleet, instance);
  integrateBusy(world, region, now);
  const curve = region * (fleet.slots + 1);
  fleet.drawnUw[region] += fleet.dynamicUw[curve + after] - fleet.dynamicUw[curve + before];
  batches.atWork[instance] = after;
}
