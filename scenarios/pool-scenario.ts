import type { Duration } from '../engine/units.ts';
import type { CurvePoint } from '../models/accounts/power-curve.ts';
import type { Pace } from '../models/devices/pace.ts';

/** Instances of a further pool in a region's building, with the catalogue's figures filled in. */
export interface PoolScenario {
  /** Instance type, and the device on it. */
  readonly instance: string;
  readonly device: string;
  readonly slots: number;
  readonly idleW: number;
  readonly maxW: number;
  readonly powerCurve?: readonly CurvePoint[];
  readonly embodiedKg: number;
  readonly life: Duration;
  /** What its device takes to be ready beside the machine's boot. */
  readonly bootExtra: Duration;
  readonly atStart?: number;
  /** USD per hour, for the whole run; absent: recorded prices of its building. */
  readonly prices?: { readonly onDemand: number; readonly spot: number };
}

/** How fast each pool does one kind of work, in the order of the regions. */
export interface WorkPaces {
  /** Name of the kind; the first is that of `serving.service`. */
  readonly name: string;
  /** Null where a pool cannot do it. */
  readonly byRegion: readonly (Pace | null)[];
}
