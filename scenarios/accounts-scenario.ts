import type { Duration } from '../engine/units.ts';
import type { CurvePoint } from '../models/accounts/power-curve.ts';
import type { Tier } from '../models/accounts/setup.ts';

/** Instances of a region paid for in advance: at a price of their own, or off the listed one. */
export interface ReservationScenario {
  readonly instances: number;
  readonly price:
    | { readonly kind: 'fixed'; readonly perHour: number }
    /** Off the on-demand price at simulated time 0. */
    | { readonly kind: 'discount'; readonly share: number };
  /** From simulated time 0; Infinity: longer than the run. */
  readonly term: Duration;
}

/** Prices of what one region sends, USD per GB. */
export interface RegionTraffic {
  readonly out: readonly Tier[];
  readonly between: number;
}

/** What is accounted beside instances and edge; by name of region where it differs. */
export interface AccountsScenario {
  /** How power grows with use; absent: as serving's work tells. */
  readonly curve?: readonly CurvePoint[];
  readonly reserved?: Readonly<Record<string, ReservationScenario>>;
  readonly traffic?: {
    readonly answerBytes: number;
    readonly sessionBytes: number;
    readonly awayBytes: number;
    readonly prices: Readonly<Record<string, RegionTraffic>>;
  };
  readonly storage?: {
    readonly regionBytes: number;
    readonly instanceBytes: number;
    /** USD per GB and month. */
    readonly prices: Readonly<Record<string, number>>;
  };
  readonly networkKwhPerGb: number;
}
