import type { Law } from '../engine/distributions.ts';

/** One part of the feature store. */
export interface FeatureShard {
  readonly name: string;
  /** Names of the regions that keep a copy; absent: each group's own home keeps its part. */
  readonly keptIn?: readonly string[];
  readonly lookUps: number;
  readonly time: Law;
  /** Whether a tagged group's look-ups may ask only copies in its own regions. */
  readonly isPersonal: boolean;
}

/** What a request looks up before its work begins. */
export interface FeaturesScenario {
  readonly shards: readonly FeatureShard[];
}
