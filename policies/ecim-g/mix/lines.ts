import type { Duration } from '../../../engine/units.ts';
import type { MixCapacity } from './problem.ts';

/** Erlangs as a straight line in instances: `base` for an open pool, `slope` for each instance. */
export interface Line {
  readonly base: number;
  readonly slope: number;
}

/** A place on the curve of a pool. */
export interface Anchor {
  readonly pool: number;
  readonly network: Duration;
  /** Instances, any number from 0. */
  readonly instances: number;
}

/**
 * Touches the curve of admissible load from below. More servers share better, so the curve is
 * convex, a chord overstates it and a tangent never does; where the table's grain says otherwise,
 * the line goes through the origin.
 */
export function tangentAt(capacity: MixCapacity, { pool, network, instances }: Anchor): Line {
  const at = Math.max(1, Math.round(instances));
  const load = capacity.admissible(pool, network, at);
  const below = load - capacity.admissible(pool, network, at - 1);
  const above = capacity.admissible(pool, network, at + 1) - load;
  const slope = (below + above) / 2;
  const base = load - slope * at;
  return base <= 0 ? { base, slope } : { base: 0, slope: load / at };
}

/** Instances that the line wants for a load, one at least. */
export function instancesFor(capacity: MixCapacity, anchor: Anchor, load: number): number {
  let most = 1;
  while (most < anchor.instances && capacity.admissible(anchor.pool, anchor.network, most) < load) {
    most *= 2;
  }
  let [low, high] = [0, Math.min(anchor.instances, most)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (capacity.admissible(anchor.pool, anchor.network, middle) < load) low = middle;
    else high = middle;
  }
  return high;
}
