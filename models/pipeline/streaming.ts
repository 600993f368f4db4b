import { draw } from '../../engine/distributions.ts';
import { uniform } from '../../engine/random.ts';
import { recordValue } from '../../engine/sketch.ts';
import { type Duration, roundTime, SECOND, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { pipelineOf } from './of-world.ts';
import type { ConsumerSetup } from './setup.ts';
import { createShard, type PipelineState, type Shard } from './state.ts';

/** One closed batch: its events and the age of its first. */
interface Batch {
  readonly events: number;
  readonly age: Duration;
}

/** Of a full batch so many events are followed one by one; each stands for as many as the next. */
const TAGGED = 4;

/**
 * Sends a batch down the stream. Every stage takes batches in order, so when one is done there
 * follows from when the one before it was: nothing of it needs an event of its own.
 */
export function sendBatch(world: World, now: SimTime, region: number, batch: Batch): void {
  const { state, setup } = pipelineOf(world);
  const { collector, stream } = setup;
  const bytes = collector.recordBytes + batch.events * setup.eventBytes * collector.packed;
  state.counts.sent += batch.events;
  state.recordsSeen++;
  state.bytesSeen += bytes;
  const shard = nextShard(state);
  // A rate with credit (generic cell rate algorithm): while there is some, nothing waits.
  const takenAt = Math.max(now, shard.takenBy - stream.burst);
  const waiting = ((takenAt - now) / SECOND) * stream.bytesPerSecond;
  if (waiting * state.shards.length > collector.bufferBytes) {
    state.counts.dropped += batch.events;
    return;
  }
  const costs = Math.max(bytes / stream.bytesPerSecond, 1 / stream.recordsPerSecond) * SECOND;
  shard.takenBy = Math.max(takenAt, shard.takenBy) + costs;
  state.counts.records++;
  state.counts.units += Math.ceil(bytes / stream.unitBytes);
  keepOffline(world, now, batch, bytes);
  const reading = (bytes * SECOND) / stream.readBytesPerSecond;
  const readAt = readBatch(world, shard, takenAt, reading);
  const storedAt = workOn(world, region, shard, { readAt, batch });
  state.counts.stored += batch.events;
  recordTagged(world, now, region, { shard, batch, readAt, storedAt });
}

function nextShard(state: PipelineState): Shard {
  state.turn = (state.turn + 1) % state.shards.length;
  return state.shards[state.turn];
}

// A consumer that polls finds a record at its next poll; polls of shards are spread over the time.
function readBatch(world: World, shard: Shard, takenAt: SimTime, reading: Duration): SimTime {
  const { state, setup } = pipelineOf(world);
  const { poll } = setup.consumer;
  const phase = poll * (state.turn / state.shards.length);
  const polled = poll === 0 ? takenAt : phase + poll * Math.ceil((takenAt - phase) / poll);
  const readAt = Math.max(polled, shard.lastReadAt, shard.readBy - setup.stream.burst);
  shard.readBy = Math.max(readAt, shard.readBy) + reading;
  shard.lastReadAt = readAt;
  return readAt;
}

// The worker of the shard scores and writes; a worker without the model pulls it first.
function workOn(
  world: World,
  region: number,
  shard: Shard,
  { readAt, batch }: { readonly readAt: SimTime; readonly batch: Batch },
): SimTime {
  const { state, setup } = pipelineOf(world);
  const { consumer } = setup;
  const begins = Math.max(readAt, shard.workerFreeAt);
  const isCold = shard.modelUntil < begins;
  const pull = isCold ? draw(consumer.modelPull, state.chance, region * 4) : 0;
  shard.workerFreeAt = begins + pull + workOf(consumer, batch, readAt > begins - 1);
  shard.modelUntil = shard.workerFreeAt + consumer.modelKept;
  return shard.workerFreeAt + draw(consumer.store, state.chance, region * 4);
}

// A read that brings several records costs its fixed part once: not when the worker was behind.
function workOf(consumer: ConsumerSetup, { events }: Batch, isFresh: boolean): Duration {
  const fixed = isFresh ? consumer.workPerRead : 0;
  return fixed + consumer.workPerRecord + events * consumer.workPerEvent;
}

interface Passage {
  readonly shard: Shard;
  readonly batch: Batch;
  readonly readAt: SimTime;
  readonly storedAt: SimTime;
}

/**
 * Follows a few events of the batch from what the player did to the profile. Events come into an
 * open batch evenly; each was on its way for a while before, some since long ago.
 */
function recordTagged(
  world: World,
  now: SimTime,
  region: number,
  { shard, batch, readAt, storedAt }: Passage,
): void {
  const { state, setup } = pipelineOf(world);
  const { chance } = state;
  const each = Math.max(1, Math.floor(setup.collector.batchMost / TAGGED));
  state.untagged += batch.events;
  let newest = shard.newest;
  for (; state.untagged >= each; state.untagged -= each) {
    const place = batch.events === 1 ? 1 : uniform(chance, region * 4);
    const collectedAt = now - batch.age * place;
    const isDelayed = uniform(chance, region * 4) < setup.delayedShare;
    const way = draw(isDelayed ? setup.delay : setup.uplink, chance, region * 4);
    const happenedAt = collectedAt - Math.max(0, way);
    if (happenedAt < shard.newest - setup.consumer.watermark) state.counts.late += each;
    newest = Math.max(newest, happenedAt);
    recordValue(state.lag, roundTime(storedAt - happenedAt));
    recordValue(state.delivery, roundTime(readAt - collectedAt));
  }
  shard.newest = newest;
}

// The file for training is written when it is large or old enough.
function keepOffline(world: World, now: SimTime, { events }: Batch, bytes: number): void {
  const { state, setup } = pipelineOf(world);
  if (state.fileEvents === 0) state.fileSince = now;
  const isOld = now - state.fileSince >= setup.offline.flushEvery;
  if (isOld || state.fileBytes + bytes > setup.offline.flushBytes) flushFile(state, now);
  state.fileBytes += bytes;
  state.fileEvents += events;
  state.fileTimes += events * (now - state.fileSince);
}

function flushFile(state: PipelineState, now: SimTime): void {
  state.counts.offlineLagSum += state.fileEvents * (now - state.fileSince) - state.fileTimes;
  state.counts.offline += state.fileEvents;
  state.fileBytes = 0;
  state.fileEvents = 0;
  state.fileTimes = 0;
  state.fileSince = now;
}

/** The stream's autoscaler looks: records and bytes against the limits of the shards it has. */
export function measureStream(world: World, simulation: WorldSimulation): void {
  const { state, setup } = pipelineOf(world);
  const { stream } = setup;
  const { now } = simulation;
  const seconds = stream.scaleEvery / SECOND;
  const load = Math.max(
    state.bytesSeen / seconds / stream.bytesPerSecond,
    state.recordsSeen / seconds / stream.recordsPerSecond,
  );
  state.recordsSeen = 0;
  state.bytesSeen = 0;
  simulation.schedule(now + stream.scaleEvery, KIND.streamMeasures);
  if (state.wanted !== state.shards.length) return;
  // One step doubles or halves at most, as the service allows.
  const fit = Math.ceil(load / stream.scaleTarget);
  const step = Math.max(Math.ceil(state.wanted / 2), Math.min(state.wanted * 2, fit));
  const wanted = Math.max(stream.shardsLeast, Math.min(stream.shardsMost, step));
  if (wanted === state.wanted) return;
  state.wanted = wanted;
  simulation.schedule(now + stream.scaleTakes, KIND.streamReshards);
}

/** Shards are split or merged: those that stay keep what they hold, new ones begin empty. */
export function reshardStream(world: World, simulation: WorldSimulation): void {
  const { state } = pipelineOf(world);
  const { now } = simulation;
  integrateShards(state, now);
  while (state.shards.length < state.wanted) state.shards.push(createShard(now));
  const leaving = state.shards.splice(state.wanted);
  // What leaves is behind at most; the shards that stay take its work on.
  leaving.forEach((shard, n) => {
    const heir = state.shards[n % state.shards.length];
    heir.workerFreeAt = Math.max(heir.workerFreeAt, shard.workerFreeAt);
    heir.takenBy = Math.max(heir.takenBy, shard.takenBy);
    heir.lastReadAt = Math.max(heir.lastReadAt, shard.lastReadAt);
  });
}

/** Closes the integral of shards over time at `now`. */
export function integrateShards(state: PipelineState, now: SimTime): void {
  state.counts.shardTime += state.shards.length * (now - state.shardsSince);
  state.shardsSince = now;
}
