import type { Law } from '../../engine/distributions.ts';

/** A part of the feature store: what a request looks up there before its work begins. */
export interface ShardSetup {
  readonly name: string;
  /** Look-ups that a request makes of it, all at once. */
  readonly lookUps: number;
  /** Time of one at the shard. */
  readonly time: Law;
  /** Round trip to the nearest copy it may ask, microseconds, by group * regions + region. */
  readonly trips: Float64Array;
  /** 1 where that copy stands in another building, by the same index. */
  readonly isAway: Uint8Array;
}

/** What requests look up, shard by shard: all shards are asked side by side. */
export interface LookUpsSetup {
  readonly shards: readonly ShardSetup[];
}
