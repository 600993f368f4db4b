import { workFactor } from '../answers.ts';
import { endServiceOrStall } from '../cold-start/cold-shards.ts';
import type { World, WorldSimulation } from '../world.ts';
import { IN_HAND } from './batches.ts';
import { type Batched, batchedOf, scheduleNext } from './joining.ts';
import { beginReading, takeReader } from './reading.ts';
import { addWriter, leastLeft, settle, takeWriter } from './writing.ts';

/** Who is nearer to the end than this is at it: half a microsecond, and what rounding leaves. */
const AT_END = 0.501;

/** A read of an instance ends, or answers are written out there. */
export function advanceBatch(world: World, simulation: WorldSimulation, instance: number): void {
  const batched = batchedOf(world);
  if (batched === undefined) return;
  const { batches, batching } = batched;
  settle(batches, batching.stretch, instance, simulation.now);
  batches.pending[instance] = IN_HAND;
  if (batches.reading[instance] > 0) endReading(world, simulation, batched, instance);
  else endWriting(world, simulation, batched, instance);
  batches.pending[instance] = -1;
  scheduleNext(world, simulation, instance);
}

/** Those who wait on an instance have waited long enough, or are enough: they are read. */
export function readBatch(world: World, simulation: WorldSimulation, instance: number): void {
  const batched = batchedOf(world);
  if (batched === undefined) return;
  const { batches, batching } = batched;
  settle(batches, batching.stretch, instance, simulation.now);
  beginReading(world, batches, batching, instance);
  batches.pending[instance] = -1;
  scheduleNext(world, simulation, instance);
}

/** All that were read have their answer; who has nothing to write is done. */
function endReading(
  world: World,
  simulation: WorldSimulation,
  { batches }: Batched,
  instance: number,
): void {
  const { sessions } = world;
  while (batches.reading[instance] > 0) {
    const row = takeReader(batches, instance);
    sessions.answerAt[row] = simulation.now;
    const work = (sessions.holdWork[row] - sessions.answerWork[row]) * workFactor(world, row);
    if (work > 0) addWriter(batches, instance, row, work);
    else endServiceOrStall(world, simulation, row, sessions.region[row]);
  }
}

/** Those who are at their end go. */
function endWriting(
  world: World,
  simulation: WorldSimulation,
  { batches, batching }: Batched,
  instance: number,
): void {
  const stretch = batching.stretch[batches.writing[instance]];
  while (batches.writing[instance] > 0 && leastLeft(batches, instance) * stretch < AT_END) {
    const row = takeWriter(batches, instance);
    endServiceOrStall(world, simulation, row, world.sessions.region[row]);
  }
}
