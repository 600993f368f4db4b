import { openStream, uniform } from '../engine/random.ts';
import type { SimTime } from '../engine/units.ts';
import type { Series } from '../traces/series.ts';
import { valueAt } from '../traces/series-ops.ts';
import type { World } from './world.ts';

/** A zone that loses spot capacity, and the share of what is held there that stays. */
export interface ZoneLoss {
  readonly region: number;
  readonly zone: number;
  /** Above 0: each instance stays with this chance. 0: none does. */
  readonly share: number;
}

/** Share of held instances that outlives a zone's step at an instant: 1 when it does not fall. */
export function survivingShare(zone: Series, now: SimTime): number {
  const before = valueAt(zone, now - 1);
  const after = valueAt(zone, now);
  return after >= before ? 1 : after / before;
}

/**
 * The stream that decides which instances stay: named after zone and instant, so it is the same
 * for every contender and leaves no state in the world.
 */
export function openLoss(world: World, { region, zone }: ZoneLoss, now: SimTime): Int32Array {
  const { seed, regions } = world.setup;
  return openStream(seed, `market/losses/${regions[region].name}/${zone}/${now}`);
}

/** Whether the next instance goes; without a share left nothing is drawn. */
export function isTaken({ share }: ZoneLoss, stream: Int32Array): boolean {
  return share === 0 || uniform(stream, 0) >= share;
}
