import type { PipelineScenario } from '../workloads.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

type WrittenPipeline = NonNullable<Sections['pipeline']>;

/** The pipeline section in the words of the model; undefined where there is none. */
export function pipelineOf(written: Sections['pipeline']): PipelineScenario | undefined {
  if (written === null) return undefined;
  const { events, collectors, offline } = written;
  return {
    eventEvery: events.every,
    standsFor: events['stands for'],
    eventBytes: events.size,
    uplink: events.uplink,
    delayedShare: events.delayed,
    delay: events.delay,
    collectors: Object.entries(collectors).map(([name, one]) => ({
      name,
      batchMost: one.batch,
      linger: one.linger,
      packed: one.packed,
      recordBytes: one.overhead,
      bufferBytes: one.buffer,
    })),
    stream: streamOf(written.stream),
    consumer: consumerOf(written.consumer),
    offline: { flushBytes: offline['flush size'], flushEvery: offline['flush every'] },
  };
}

function streamOf(written: WrittenPipeline['stream']): PipelineScenario['stream'] {
  return {
    shardsAtStart: written['at start'],
    shardsLeast: written.least,
    shardsMost: written.most,
    bytesPerSecond: written['shard rate'],
    recordsPerSecond: written['shard records'],
    readBytesPerSecond: written['shard read'],
    burst: written.burst,
    scaleEvery: written['scale every'],
    scaleTarget: written.target,
    scaleTakes: written['scale takes'],
    pricePerShardHour: written.price,
    pricePerMillionUnits: written['unit price'],
    unitBytes: written.unit,
  };
}

function consumerOf(written: WrittenPipeline['consumer']): PipelineScenario['consumer'] {
  return {
    poll: written.poll,
    workPerRead: written['per read'],
    workPerRecord: written['per record'],
    workPerEvent: written['per event'],
    store: written.store,
    modelPull: written['model pull'],
    modelKept: written['model kept'],
    pricePerWorkerHour: written.price,
    watermark: written.watermark,
  };
}

/** Shards are in order, and every contender takes a collector that is there. */
export function checkPipeline(
  written: Sections['pipeline'] | undefined,
  policies: Sections['policies'] | undefined,
): readonly Complaint[] {
  if (written === undefined) return [];
  const names = Object.keys(written?.collectors ?? {});
  const choices = Object.entries(policies ?? {}).flatMap(([name, { collector }]) => {
    return checkChoice(collector, ['policies', name, 'collector'], names);
  });
  return [...checkShards(written), ...choices];
}

function checkChoice(
  given: string | undefined,
  path: readonly string[],
  names: readonly string[],
): readonly Complaint[] {
  if (names.length === 0 && given !== undefined) {
    return [{ path, wanted: 'no collector: the scenario has no pipeline', isKey: true }];
  }
  if (names.length === 0 || (given !== undefined && names.includes(given))) return [];
  const wanted = `a collector of the pipeline: ${listed(names, 'or')}`;
  if (given === undefined) return [{ path, found: 'nothing', wanted }];
  return [{ path, wanted, nearest: nearestOf(given, names) }];
}

function checkShards(written: Sections['pipeline']): readonly Complaint[] {
  if (written === null) return [];
  const { least, most, 'at start': start } = written.stream;
  if (least <= start && start <= most) return [];
  const found = `least ${least}, at start ${start}, most ${most}`;
  return [{ path: ['pipeline', 'stream'], found, wanted: 'least <= at start <= most' }];
}
