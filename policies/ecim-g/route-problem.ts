import type { Duration } from '../../engine/units.ts';
import type { Brief } from '../observation.ts';

/** A part of a region's room: so many requests per second at so many microseconds each. */
export interface RegionPiece {
  readonly rate: number;
  readonly cost: number;
}

/** How routes may be chosen. */
export interface RoutingSettings {
  /** Slower links are not used, unless a group has no other. */
  readonly cap: Duration;
  /** Round-trip time that must be saved before players move. */
  readonly movePenalty: Duration;
  /** Shares that move by no more than this are not worth an order. */
  readonly deadBand: number;
}

/** One routing problem; lists follow the brief. */
export interface RouteProblem {
  readonly brief: Brief;
  /** Requests per second by group. */
  readonly rates: readonly number[];
  /** Round trip by group and region, microseconds; Infinity: not measured. */
  readonly rtt: readonly (readonly number[])[];
  /** Price by group and region of answers that are late whatever the capacity, microseconds. */
  readonly lateCost: readonly (readonly number[])[];
  /** Room by region, in pieces of rising cost. */
  readonly pieces: readonly (readonly RegionPiece[])[];
  /** Weights in force by group; empty: none. */
  readonly before: readonly (readonly number[])[];
  readonly settings: RoutingSettings;
}
