import type { Batches } from '../../models/batching/batches.ts';
import { STAGE } from '../../models/players/sessions.ts';
import type { World, WorldSimulation } from '../../models/world.ts';

/**
 * What each instance has in service is what its busy slots hold, each once; work given to those who
 * write, less what progress has done of it, is what is left to them; and whoever is there has an
 * event to wait for.
 */
export function brokenBatches({ world, now }: WorldSimulation): string[] {
  const { batches } = world;
  if (batches === undefined) return [];
  const broken: string[] = [];
  for (let instance = 0; instance < batches.progress.length; instance++) {
    const words = brokenInstance(world, batches, instance, now);
    broken.push(...words.map((word) => `instance ${instance}: ${word}`));
  }
  return broken;
}

function brokenInstance(world: World, batches: Batches, instance: number, now: number): string[] {
  const { fleet } = world;
  const rows = rowsOf(batches, instance);
  const broken = rows.flatMap((row) => brokenRow(world, batches, instance, row, now));
  const busy = fleet.busy[instance];
  // A request that waits for a cold shard holds its slot and is in no batch any more.
  const isWhole = world.coldStart === undefined ? rows.length === busy : rows.length <= busy;
  if (!isWhole) broken.push(`${rows.length} in batches, ${busy} busy slots`);
  if (new Set(rows).size !== rows.length) broken.push('a request is there twice');
  if (batches.pending[instance] >= 0 !== rows.length > 0) broken.push('waits for nothing');
  const isReading = batches.reading[instance] > 0;
  if (isReading && batches.readEnds[instance] < now) broken.push('a read is over its end');
  return [...broken, ...brokenProgress(batches, instance, now)];
}

function rowsOf(batches: Batches, instance: number): readonly number[] {
  const from = instance * batches.slots;
  const readers = batches.reading[instance] + batches.unread[instance];
  const writers = batches.writing[instance];
  const { reads, writes } = batches;
  return [...reads.subarray(from, from + readers), ...writes.subarray(from, from + writers)];
}

function brokenRow(
  { sessions }: World,
  batches: Batches,
  instance: number,
  ...[row, now]: readonly [number, number]
): string[] {
  const broken: string[] = [];
  const stage = sessions.stage[row];
  if (sessions.instance[row] !== instance) broken.push(`session ${row} is served elsewhere`);
  if (stage !== STAGE.asking && stage !== STAGE.ghost) broken.push(`session ${row} asks nothing`);
  if (batches.joinedAt[row] > now) broken.push(`session ${row} joined in the future`);
  if (sessions.queuedAt[row] > batches.joinedAt[row]) broken.push(`session ${row} came too soon`);
  return broken;
}

function brokenProgress(batches: Batches, instance: number, now: number): string[] {
  const from = instance * batches.slots;
  const broken: string[] = [];
  let left = 0;
  let before = Number.POSITIVE_INFINITY;
  for (let at = from; at < from + batches.writing[instance]; at++) {
    const mark = batches.mark[batches.writes[at]];
    left += mark - batches.progress[instance];
    if (mark > before) broken.push('not in the order of their ends');
    before = mark;
  }
  const gap = Math.abs(left - batches.owed[instance]);
  if (gap > 0.01) broken.push(`work is off by ${gap} us`);
  if (left < -batches.writing[instance]) broken.push('works beyond the end');
  if (!(batches.progress[instance] >= 0)) broken.push('progress below zero');
  if (batches.since[instance] > now) broken.push('ahead of the clock');
  return broken;
}
