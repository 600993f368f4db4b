import type { Market, Ring } from './observation.ts';

/** Hold so many instances of one market in a region, or in a zone of it; booting ones count. */
export interface ScaleDecision {
  readonly kind: 'scale';
  readonly region: number;
  /** Counts from 0; absent: the region as a whole, the cloud spreads them over its zones. */
  readonly zone?: number;
  readonly market: Market;
  readonly instances: number;
}

/** Send a group's requests to regions in these proportions; weights are not all zero. */
export interface RouteDecision {
  readonly kind: 'route';
  readonly group: number;
  readonly weights: readonly number[];
}

/** Open the rings of a region up to and including this one. */
export interface RingDecision {
  readonly kind: 'ring';
  readonly region: number;
  readonly ring: Ring;
  /** Why: recorded as the reason of the spill or of the return. */
  readonly reason: string;
}

/**
 * Let a job run in this market and region, or let it stand still. A job that works elsewhere
 * writes a checkpoint, gives its instances back and starts again where it is sent.
 */
export interface JobDecision {
  readonly kind: 'job';
  readonly job: number;
  readonly action: 'run' | 'pause';
  readonly market: Market;
  readonly region: number;
}

/** Hold so many instances in a region's warm pool: those that boot into it count. */
export interface WarmDecision {
  readonly kind: 'warm';
  readonly region: number;
  readonly instances: number;
}

/** Everything a capacity, routing or job policy can order. */
export type Decision = ScaleDecision | RouteDecision | RingDecision | JobDecision | WarmDecision;
