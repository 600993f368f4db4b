import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { type Batches, growBatches, IN_HAND } from './batches.ts';
import { noteWork } from './drawing.ts';
import { dropReader, gatherEnds } from './reading.ts';
import type { BatchingSetup } from './setup.ts';
import { dropWriter, leastLeft, settle } from './writing.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** A batched world's state and setup, which are there together. */
export interface Batched {
  readonly batches: Batches;
  readonly batching: BatchingSetup;
}

/** State and setup of a world that batches; undefined for another. */
export function batchedOf({ batches, setup: { batching } }: World): Batched | undefined {
  return batches === undefined || batching === undefined ? undefined : { batches, batching };
}

/** A service begins: on an instance the request waits to be read; false where it is the edge's. */
export function joinBatch(
  world: World,
  simulation: WorldSimulation,
  row: number,
  batches: Batches,
): boolean {
  const { sessions } = world;
  const instance = sessions.instance[row];
  growBatches(batches, sessions.group.length);
  batches.joinedAt[row] = simulation.now;
  batches.readAt[row] = simulation.now;
  if (instance < 0) return false;
  // Not answered: a client's time-out must not take an old answer for this one.
  sessions.answerAt[row] = Number.POSITIVE_INFINITY;
  const place = batches.reading[instance] + batches.unread[instance]++;
  batches.reads[instance * batches.slots + place] = row;
  if (batches.reading[instance] === 0) scheduleNext(world, simulation, instance);
  return true;
}

/** A request is taken off its instance before it is done. */
export function leaveBatch(world: World, simulation: WorldSimulation, row: number): void {
  const batched = batchedOf(world);
  const instance = world.sessions.instance[row];
  if (batched === undefined || instance < 0) return;
  const { batches, batching } = batched;
  settle(batches, batching.stretch, instance, simulation.now);
  const isThere = dropReader(batches, instance, row) || dropWriter(batches, instance, row);
  if (isThere) scheduleNext(world, simulation, instance);
}

/** An instance is gone, and what it had in service with it. */
export function clearBatch(world: World, simulation: WorldSimulation, instance: number): void {
  const { batches } = world;
  if (batches === undefined) return;
  if (batches.pending[instance] >= 0) simulation.cancel(batches.pending[instance]);
  batches.pending[instance] = -1;
  batches.reading[instance] = 0;
  batches.unread[instance] = 0;
  batches.writing[instance] = 0;
  batches.owed[instance] = 0;
  noteWork(world, batches, instance, simulation.now);
}

/** Puts the instance's one event where it belongs now, or nowhere. */
export function scheduleNext(world: World, simulation: WorldSimulation, instance: number): void {
  const batched = batchedOf(world);
  if (batched === undefined) return;
  const { batches, batching } = batched;
  if (batches.pending[instance] === IN_HAND) return;
  noteWork(world, batches, instance, simulation.now);
  if (batches.pending[instance] >= 0) simulation.cancel(batches.pending[instance]);
  const { now } = simulation;
  settle(batches, batching.stretch, instance, now);
  const advances = advancesAt(batches, batching, instance, now);
  const isFree = batches.reading[instance] === 0 && batches.unread[instance] > 0;
  const reads = isFree ? gatherEnds(batches, batching, instance, now) : NEVER;
  const kind = advances <= reads ? KIND.batchAdvances : KIND.batchReads;
  const at = Math.min(advances, reads);
  batches.pending[instance] = at === NEVER ? -1 : simulation.schedule(at, kind, instance);
}

/** When the read under way ends, or the first of those who write is done. */
function advancesAt(
  batches: Batches,
  batching: BatchingSetup,
  instance: number,
  now: SimTime,
): SimTime {
  if (batches.reading[instance] > 0) return batches.readEnds[instance];
  const number = batches.writing[instance];
  if (number === 0) return NEVER;
  return now + Math.max(0, Math.round(leastLeft(batches, instance) * batching.stretch[number]));
}
