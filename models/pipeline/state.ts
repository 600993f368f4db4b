import { openStream } from '../../engine/random.ts';
import { createSketch, type Sketch } from '../../engine/sketch.ts';
import type { SimTime } from '../../engine/units.ts';
import type { PipelineSetup } from './setup.ts';

/** What was counted since the ledger opened. */
export interface PipelineCounts {
  sent: number;
  stored: number;
  /** Expected from a tagged sample of each batch. */
  late: number;
  dropped: number;
  records: number;
  units: number;
  /** Shards and time: microseconds. */
  shardTime: number;
  offlineLagSum: number;
  offline: number;
}

/** One shard and the worker that reads it. */
export interface Shard {
  /** When what it was sent, and what was read of it, is paid for at its rates. */
  takenBy: SimTime;
  readBy: SimTime;
  /** When the last record that was taken in was read, and its worker is free. */
  lastReadAt: SimTime;
  workerFreeAt: SimTime;
  /** The worker's model is loaded until then; -1: it never was. */
  modelUntil: SimTime;
  /** Latest event time seen, for the watermark. */
  newest: SimTime;
}

/** The event pipeline as plain data. Stages are lines with one server each (Lindley recursions). */
export interface PipelineState {
  readonly shards: Shard[];
  /** The shard that the next batch goes to: they take turns. */
  turn: number;
  readonly chance: Int32Array;
  /** Events since the last one that was followed. */
  untagged: number;
  /** When each region's open batch got its first event. */
  readonly openedAt: Float64Array;
  /** Records and bytes sent since the autoscaler last looked. */
  recordsSeen: number;
  bytesSeen: number;
  wanted: number;
  shardsSince: SimTime;
  /** The file being filled for the offline store. */
  fileBytes: number;
  fileEvents: number;
  fileTimes: number;
  fileSince: SimTime;
  counts: PipelineCounts;
  readonly lag: Sketch;
  readonly delivery: Sketch;
}

/** A pipeline with empty shards. */
export function createPipeline(
  setup: PipelineSetup,
  regions: readonly { readonly name: string }[],
  seed: number,
): PipelineState {
  const chance = new Int32Array(regions.length * 4);
  regions.forEach(({ name }, at) => {
    chance.set(openStream(seed, `pipeline/${name}`), at * 4);
  });
  return {
    shards: Array.from({ length: setup.stream.shardsAtStart }, () => createShard(0)),
    turn: 0,
    chance,
    untagged: 0,
    openedAt: new Float64Array(regions.length),
    recordsSeen: 0,
    bytesSeen: 0,
    wanted: setup.stream.shardsAtStart,
    shardsSince: 0,
    fileBytes: 0,
    fileEvents: 0,
    fileTimes: 0,
    fileSince: 0,
    counts: emptyPipelineCounts(),
    lag: createSketch(),
    delivery: createSketch(),
  };
}

/** A shard that opens now, with a worker that has no model yet. */
export function createShard(now: SimTime): Shard {
  return {
    takenBy: now,
    readBy: now,
    lastReadAt: now,
    workerFreeAt: now,
    modelUntil: -1,
    newest: 0,
  };
}

/** Counts that all read 0. */
export function emptyPipelineCounts(): PipelineCounts {
  return {
    sent: 0,
    stored: 0,
    late: 0,
    dropped: 0,
    records: 0,
    units: 0,
    shardTime: 0,
    offlineLagSum: 0,
    offline: 0,
  };
}
