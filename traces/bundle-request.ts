import type { Duration } from '../engine/units.ts';

/** A role of recorded data: shipped (generated from fitted figures) or imported from a file. */
export type TraceOrigin =
  | { readonly kind: 'shipped'; readonly name: string }
  | {
      readonly kind: 'import';
      readonly format: string;
      /** Path below the traces folder. */
      readonly from: string;
      /** First instant wanted, Unix seconds; absent: the first recorded. */
      readonly since?: number;
      /** Column, instance type or host numbers, where the format has several. */
      readonly select?: string;
    };

/** The import half of an origin. */
export type ImportOrigin = Extract<TraceOrigin, { readonly kind: 'import' }>;

/** Where the roles of a bundle come from. */
export interface BundleOrigins {
  readonly carbon: TraceOrigin;
  /** Marginal intensity beside the average one; absent: it is not accounted. */
  readonly marginal?: TraceOrigin | undefined;
  readonly prices: TraceOrigin;
  readonly availability: TraceOrigin;
  readonly rtt: TraceOrigin;
  readonly jitter: TraceOrigin;
  readonly tokens: TraceOrigin;
  /** Training and other jobs; absent: none are replayed. */
  readonly jobs?: TraceOrigin | undefined;
}

/** A region a bundle must cover. */
export interface BundleRegion {
  readonly name: string;
  /** Electricity zone whose carbon series applies. */
  readonly grid: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Spot zones; availability gets one series for each. */
  readonly zones: number;
  /** Region in whose building this is a further pool: it has no recordings of its own. */
  readonly place?: string;
}

/** What a scenario needs from its traces. */
export interface BundleRequest {
  /** Unix seconds of simulated time 0; generated cycles follow its hour and weekday. */
  readonly epoch: number;
  /** Horizon that the traces should cover. */
  readonly span: Duration;
  readonly regions: readonly BundleRegion[];
  /** Hours of carbon intensity before time 0 that a forecaster wants; absent: none. */
  readonly pastHours?: number;
}
