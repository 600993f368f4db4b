import { describe, expect, it } from 'vitest';
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../../../engine/units.ts';
import { pipelineTotals } from '../../../../models/pipeline/totals.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../../../scenarios/saved.ts';
import type { PipelineScenario } from '../../../../scenarios/workloads.ts';
import { smallBundle, smallScenario } from '../../../fixtures/small-world.ts';

const fixed = (value: number) => ({ kind: 'deterministic', value }) as const;

/** One shard, nothing random on the way but when events come; every stage takes a round time. */
const plain: PipelineScenario = {
  eventEvery: 10 * SECOND,
  standsFor: 1,
  eventBytes: 1000,
  uplink: fixed(20 * MILLISECOND),
  delayedShare: 0,
  delay: fixed(HOUR),
  collectors: [
    {
      name: 'one',
      batchMost: 1,
      linger: 0,
      packed: 1,
      recordBytes: 0,
      bufferBytes: 1e6,
    },
  ],
  stream: {
    shardsAtStart: 1,
    shardsLeast: 1,
    shardsMost: 64,
    bytesPerSecond: 1e6,
    recordsPerSecond: 1e6,
    readBytesPerSecond: 1e12,
    burst: 0,
    scaleEvery: MINUTE,
    scaleTarget: 0.7,
    scaleTakes: 30 * SECOND,
    pricePerShardHour: 1,
    pricePerMillionUnits: 10,
    unitBytes: 25_000,
  },
  consumer: {
    poll: 0,
    workPerRead: 0,
    workPerRecord: 0,
    workPerEvent: 0,
    store: fixed(3 * MILLISECOND),
    modelPull: fixed(0),
    modelKept: HOUR,
    pricePerWorkerHour: 0.5,
    watermark: SECOND,
  },
  offline: { flushBytes: 1e9, flushEvery: 10 * MINUTE },
};

function scenarioOf(pipeline: PipelineScenario, horizon = HOUR) {
  const small = smallScenario();
  const contenders = [{ ...small.contenders[0], collector: 'one' }];
  return { ...small, pipeline, contenders, horizon };
}

function play(pipeline: PipelineScenario, horizon = HOUR): WorldSimulation {
  const scenario = scenarioOf(pipeline, horizon);
  const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
  const simulation = openReplication(input);
  simulation.run(horizon);
  return simulation;
}

const totalsOf = (simulation: WorldSimulation) => {
  return pipelineTotals(simulation.world, simulation.now);
};

const collector = (changes: Partial<PipelineScenario['collectors'][number]>) => {
  return [{ ...plain.collectors[0], ...changes }];
};

describe('the event pipeline', () => {
  it('sends as many events as players at play make, and stores every one', () => {
    const simulation = play(plain, 2 * HOUR);
    const { eventsSent, eventsStored, eventsDropped } = totalsOf(simulation);
    expect(eventsStored).toBe(eventsSent);
    expect(eventsDropped).toBe(0);
    const wanted = playerTimeOf(simulation) / (10 * SECOND);
    expect(Math.abs(eventsSent - wanted) / Math.sqrt(wanted)).toBeLessThan(4);
  });

  it('lags by the sum of its stages: way, worker, store', () => {
    const worker = { ...plain.consumer, workPerRead: 600, workPerEvent: 400 };
    const { eventLagP50, eventDeliveryP99 } = totalsOf(play({ ...plain, consumer: worker }));
    // 20 ms to the collector, 1 ms of work, 3 ms to store.
    expect(eventLagP50 / MILLISECOND).toBeCloseTo(24, 1);
    expect(eventDeliveryP99 / MILLISECOND).toBeLessThan(5);
  });

  it('adds half a poll on average where the consumer polls', () => {
    const polled = { ...plain, consumer: { ...plain.consumer, poll: 200 * MILLISECOND } };
    const lag = totalsOf(play(polled)).eventLagP50 / MILLISECOND;
    expect(Math.abs(lag - 123)).toBeLessThan(5);
  });

  it('batches by age when events are few: a lone event waits for the whole linger', () => {
    const linger = 100 * MILLISECOND;
    const rare = { ...plain, eventEvery: HOUR / 4 };
    const lone = { ...rare, collectors: collector({ batchMost: 500, linger }) };
    const lag = totalsOf(play(lone, 4 * HOUR)).eventLagP99 / MILLISECOND;
    expect(lag).toBeCloseTo(123, 0);
  });

  it('batches by size when events are many, and each then waits less than the linger', () => {
    const linger = 10 * SECOND;
    const many = { ...plain, standsFor: 1000 };
    const full = { ...many, collectors: collector({ batchMost: 100, linger, packed: 0.01 }) };
    const simulation = play(full, 20 * MINUTE);
    const { eventsSent, eventDeliveryP99 } = totalsOf(simulation);
    const { records } = simulation.world.pipeline?.counts ?? { records: 0 };
    expect(eventsSent / records).toBeGreaterThan(95);
    expect(eventDeliveryP99).toBeLessThan(linger);
  });

  it('bills shards, workers and units of each record, rounded up', () => {
    const simulation = play(plain);
    const { costPipeline, eventsStored } = totalsOf(simulation);
    // One shard and one worker for an hour; each event is a record, each record one unit.
    expect(costPipeline).toBeCloseTo(1 + 0.5 + (eventsStored / 1e6) * 10, 9);
  });

  it('drops what a full buffer cannot hold, and only then', () => {
    const narrow = { ...plain.stream, shardsMost: 1, bytesPerSecond: 5000 };
    const pressed = { ...plain, stream: narrow, collectors: collector({ bufferBytes: 20_000 }) };
    const { eventsSent, eventsStored, eventsDropped, eventLagP99 } = totalsOf(play(pressed));
    expect(eventsDropped).toBeGreaterThan(0);
    expect(eventsStored + eventsDropped).toBe(eventsSent);
    // A full buffer of 20 kB at 5 kB/s is four seconds, and one event more.
    expect(eventLagP99).toBeLessThanOrEqual(4.1 * SECOND);
    expect(eventLagP99).toBeGreaterThan(3.5 * SECOND);
  });

  it('gets more shards under load, twice as many at most at a time, and fewer without', () => {
    const stream = { ...plain.stream, recordsPerSecond: 2 };
    const simulation = play({ ...plain, stream, collectors: collector({ bufferBytes: 1e9 }) });
    const shards = simulation.world.pipeline?.shards.length ?? 0;
    expect(shards).toBeGreaterThan(8);
    expect(shards).toBeLessThanOrEqual(64);
  });

  it('counts what comes behind the watermark as late', () => {
    const late = { ...plain, delayedShare: 0.1, delay: fixed(2 * SECOND) };
    const { eventsLate, eventsStored } = totalsOf(play(late));
    expect(eventsLate / eventsStored).toBeGreaterThan(0.07);
    expect(eventsLate / eventsStored).toBeLessThan(0.13);
    const patient = { ...late, consumer: { ...late.consumer, watermark: 3 * SECOND } };
    expect(totalsOf(play(patient)).eventsLate).toBe(0);
  });

  it('pulls a model once for a busy worker and again for one that was idle for long', () => {
    const pull = { ...plain.consumer, modelPull: fixed(SECOND), modelKept: MINUTE };
    const busy = totalsOf(play({ ...plain, consumer: pull }));
    expect(busy.eventLagP50).toBeLessThan(100 * MILLISECOND);
    const rare = { ...plain, eventEvery: 20 * HOUR, consumer: pull };
    expect(totalsOf(play(rare, 4 * HOUR)).eventLagP50).toBeGreaterThan(SECOND);
  });

  it('writes a file for training each time one is old enough', () => {
    const { eventOfflineLagSum, eventsOffline } = totalsOf(play(plain, 2 * HOUR));
    const mean = eventOfflineLagSum / eventsOffline;
    expect(Math.abs(mean / MINUTE - 5)).toBeLessThan(0.7);
  });

  it('delivers a million events a second within 5 ms when batches are pushed', () => {
    const linger = 4 * MILLISECOND;
    const many = {
      ...plain,
      standsFor: 1_000_000,
      collectors: collector({ batchMost: 500, linger, packed: 0.35, bufferBytes: 1e12 }),
      stream: { ...plain.stream, shardsAtStart: 8000, shardsMost: 8000, burst: SECOND },
    };
    const { eventsSent, eventsDropped, eventDeliveryP99 } = totalsOf(play(many, 3 * MINUTE));
    expect(eventsSent / 180).toBeGreaterThan(1e6);
    expect(eventsDropped).toBe(0);
    expect(eventDeliveryP99 / MILLISECOND).toBeLessThan(5);
  });

  it('goes on from a save as if it had never stopped', () => {
    const scenario = scenarioOf(plain);
    const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
    const whole = openReplication(input);
    whole.run(HOUR / 2);
    const saved = saveReplication(whole, 'mean-load', 0);
    const resumed = resumeReplication({ ...input, origin: { scenario, saved } });
    whole.run(HOUR);
    resumed.run(HOUR);
    expect(resumed.digest()).toBe(whole.digest());
    expect(totalsOf(resumed)).toEqual(totalsOf(whole));
  });
});

function playerTimeOf({ world, now }: WorldSimulation): number {
  const { ledger } = world;
  return ledger.playerTime + ledger.playing * (now - ledger.playingSince);
}
