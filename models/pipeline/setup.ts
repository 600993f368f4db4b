import type { Law } from '../../engine/distributions.ts';
import type { Duration } from '../../engine/units.ts';

/** What a collector does to events before it sends them: one contender's own. */
export interface CollectorSetup {
  /** A batch closes at this many events, or when its first event is this old. */
  readonly batchMost: number;
  readonly linger: Duration;
  /** Bytes left of an event's own after packing, as a share. */
  readonly packed: number;
  /** Bytes around every record, whatever is in it. */
  readonly recordBytes: number;
  /** Bytes that may wait in a collector for the stream to take them; what is beyond is dropped. */
  readonly bufferBytes: number;
}

/** Sharded stream, its autoscaler and its prices. */
export interface StreamSetup {
  readonly shardsAtStart: number;
  readonly shardsLeast: number;
  readonly shardsMost: number;
  /** What one shard takes, and what one consumer reads of it, a second. */
  readonly bytesPerSecond: number;
  readonly recordsPerSecond: number;
  readonly readBytesPerSecond: number;
  /** Time's worth of these rates that may be taken at once after a pause. */
  readonly burst: Duration;
  /** The autoscaler: looks every so often, aims at this share of the limits, takes effect later. */
  readonly scaleEvery: Duration;
  readonly scaleTarget: number;
  readonly scaleTakes: Duration;
  readonly pricePerShardHour: number;
  readonly pricePerMillionUnits: number;
  /** Records are billed in units of this many bytes, rounded up. */
  readonly unitBytes: number;
}

/** The consumers that keep the profiles, one worker a shard. */
export interface ConsumerSetup {
  /** Time between two reads of a shard; 0: records are pushed. */
  readonly poll: Duration;
  readonly workPerRead: Duration;
  readonly workPerRecord: Duration;
  readonly workPerEvent: Duration;
  /** From a worker's finishing a batch to the profile store's showing it. */
  readonly store: Law;
  /** Pulling and loading the model function when a worker has none, and how long it stays. */
  readonly modelPull: Law;
  readonly modelKept: Duration;
  readonly pricePerWorkerHour: number;
  /** An event this much older than the newest one seen on its shard is late. */
  readonly watermark: Duration;
}

/** The path to files for training: flushed by size or age. */
export interface OfflineSetup {
  readonly flushBytes: number;
  readonly flushEvery: Duration;
}

/** All that is fixed about the event pipeline of a run. */
export interface PipelineSetup {
  /** Time between two events of one player at play, mean. */
  readonly eventEvery: Duration;
  /** Players that each simulated player stands for. */
  readonly standsFor: number;
  readonly eventBytes: number;
  /** From what a player does to the collector: law for most, and for the share that was offline. */
  readonly uplink: Law;
  readonly delayedShare: number;
  readonly delay: Law;
  readonly collector: CollectorSetup;
  readonly stream: StreamSetup;
  readonly consumer: ConsumerSetup;
  readonly offline: OfflineSetup;
}
