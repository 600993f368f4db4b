import type { Duration } from '../engine/units.ts';

/** Instances of a region, or of a further pool in its building. */
export interface PoolBrief {
  /** Instance type, and the device on it. */
  readonly instance: string;
  readonly device: string;
  /** Region in whose building they stand, by place in the brief: its own, but for pools. */
  readonly place: number;
  /** Requests one instance serves at once. */
  readonly slots: number;
  /** Mean time a request of each work class holds a slot; undefined: it cannot do such work. */
  readonly service: readonly (Duration | undefined)[];
  /** Power of one instance with nothing to do and with every slot busy, and the building's PUE. */
  readonly power?: { readonly idleW: number; readonly fullW: number; readonly pue: number };
  /** Prices that stand for the whole run, USD per hour; absent: they are recorded and move. */
  readonly prices?: { readonly onDemandPerHour: number; readonly spotPerHour: number };
}
