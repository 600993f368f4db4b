/** Experiments with intervals for a mean: each is repeated with seeds of its own. */
import { createBatchMeans, estimateSteady, observe } from '../engine/batch-means.ts';
import { draw, type Law } from '../engine/distributions.ts';
import { type Estimate, estimateMean, jackknifeRatio } from '../engine/estimate.ts';
import { judgePrecision } from '../engine/precision.ts';
import { openStream } from '../engine/random.ts';
import { createSketch, quantileOf, recordValue } from '../engine/sketch.ts';
import { averageSeries, findWarmUp, meanAfter } from '../engine/warm-up.ts';
import {
  exponentialServer,
  type Source,
  stationSource,
  waitQuantileOf,
} from './coverage-models.ts';
import { createTrial, hold, type Trial, type TrialName, WRONG } from './coverage-trials.ts';

/** How much of an experiment: how often, and how long each run is. */
export interface Extent {
  readonly experiments: number;
  /** Observations, such as customers, in one run. */
  readonly customers: number;
  /** The first seed; each experiment takes a hundred thousand. */
  readonly seed: number;
}

const SEEDS_EACH = 100_000;
const REPLICATIONS = 10;

/** The series of one experiment and replication. */
function runOf(source: Source, extent: Extent, experiment: number, replication = 0): Float64Array {
  const seed = extent.seed + SEEDS_EACH * experiment + replication;
  return source.run({ seed, customers: extent.customers });
}

function replicate(source: Source, extent: Extent, experiment: number): Float64Array[] {
  return Array.from({ length: REPLICATIONS }, (_, i) => runOf(source, extent, experiment, i));
}

/** One long run without its first tenth: batch means after an eighth of it and at its end. */
export function tryLongRuns(source: Source, extent: Extent): readonly Trial[] {
  const { customers } = extent;
  const { model, truth } = source;
  const name = (method: string, count: number) => {
    return createTrial({ model, method, size: `1 run of ${count}` }, truth);
  };
  const short = name('batch means', customers / 8);
  const long = name('batch means', customers);
  const trusted = name('batch means, only runs not called too correlated', customers);
  const wrong = name(WRONG, customers);
  for (let i = 0; i < extent.experiments; i++) {
    const series = runOf(source, extent, i);
    hold(short, steady(series.subarray(0, customers / 8)));
    const estimate = steady(series);
    hold(long, estimate);
    if (!estimate.isCorrelated) hold(trusted, estimate);
    hold(wrong, estimateMean(Array.from(series)));
  }
  return [short, long, trusted, wrong];
}

function steady(series: Float64Array) {
  const batches = createBatchMeans();
  for (const x of series.subarray(series.length / 10)) observe(batches, x);
  return estimateSteady(batches);
}

/** Ten replications: Student's interval with a warm-up left out in two ways, or not at all. */
export function tryReplications(source: Source, extent: Extent): readonly Trial[] {
  const { model, truth } = source;
  const size = `${REPLICATIONS} runs of ${extent.customers}`;
  const name = (method: string) => createTrial({ model, method, size }, truth);
  const raw = name('replications, nothing left out');
  const each = name('replications, MSER-5 of each');
  const average = name('replications, MSER-5 of their average');
  for (let i = 0; i < extent.experiments; i++) {
    const runs = replicate(source, extent, i);
    const { length } = findWarmUp(averageSeries(runs));
    hold(raw, estimateMean(runs.map((series) => meanAfter(series, 0))));
    hold(each, estimateMean(runs.map((series) => findWarmUp(series).mean)));
    hold(average, estimateMean(runs.map((series) => meanAfter(series, length))));
  }
  return [raw, each, average];
}

/** The 90th percentile of the wait: a sketch for each replication, without its first fifth. */
export function tryQuantile(load: number, extent: Extent): readonly Trial[] {
  const server = exponentialServer(load);
  const size = `${REPLICATIONS} runs of ${extent.customers}`;
  const model = `M/M/1 wait of 90 %, ρ = ${load}`;
  const name = { model, method: 'replications, sketch of each', size };
  const trial = createTrial(name, waitQuantileOf(server, 0.9));
  for (let i = 0; i < extent.experiments; i++) {
    const runs = replicate(stationSource(server), extent, i);
    hold(trial, estimateMean(runs.map((waits) => quantileAfter(waits, waits.length / 5))));
  }
  return [trial];
}

/** The sketch takes whole numbers: microseconds. */
function quantileAfter(series: Float64Array, from: number): number {
  const sketch = createSketch();
  for (const x of series.subarray(from)) recordValue(sketch, x * 1e6);
  return quantileOf(sketch, 0.9) / 1e6;
}

/**
 * Total wait ÷ customers over busy cycles: from one customer who finds the station empty to the
 * next, cycles are independent and the ratio of their means is the mean wait exactly.
 */
export function tryCycles(source: Source, extent: Extent, cycles: number): readonly Trial[] {
  const { model, truth } = source;
  const trial = createTrial({ model, method: 'jackknife ratio', size: `${cycles} cycles` }, truth);
  for (let i = 0; i < extent.experiments; i++) {
    const { totals, counts } = cutCycles(runOf(source, extent, i), cycles);
    hold(trial, jackknifeRatio(totals, counts));
  }
  return [trial];
}

function cutCycles(waits: Float64Array, cycles: number) {
  const totals: number[] = [];
  const counts: number[] = [];
  for (const wait of waits) {
    if (wait === 0 && totals.length === cycles) return { totals, counts };
    if (wait === 0) {
      totals.push(0);
      counts.push(0);
    }
    totals[totals.length - 1] += wait;
    counts[counts.length - 1]++;
  }
  throw new Error(`found ${totals.length} cycles, the last one open; wanted ${cycles} closed ones`);
}

/** Replications until a relative error of 10 %, each without its first fifth. */
export function trySequential(source: Source, extent: Extent): readonly Trial[] {
  const { customers } = extent;
  const size = `runs of ${customers} until ±10 %, at least 10`;
  const trial = createTrial({ model: source.model, method: 'sequential', size }, source.truth);
  for (let i = 0; i < extent.experiments; i++) {
    const next = (replication: number) => {
      return meanAfter(runOf(source, extent, i, replication), customers / 5);
    };
    hold(trial, runUntil(0.1, 10, next));
  }
  return [trial];
}

/** Independent values of an Erlang law until a relative error, with a first look at `least`. */
export function tryFirstLook(relativeError: number, least: number, extent: Extent) {
  const law: Law = { kind: 'erlang', mean: 1, phases: 16 };
  const size = `values until ±${100 * relativeError} %, at least ${least}`;
  const name: TrialName = { model: 'Erlang law, 16 phases', method: 'sequential', size };
  const trial = createTrial(name, 1);
  for (let i = 0; i < extent.experiments; i++) {
    const state = openStream(extent.seed + i, 'values');
    const next = () => draw(law, state, 0);
    hold(trial, runUntil(relativeError, least, next));
  }
  return [trial];
}

type Next = (replication: number) => number;

function runUntil(relativeError: number, least: number, next: Next): Estimate {
  const rule = { relativeError, least, most: 10_000 };
  const values: number[] = [];
  let judged = judgePrecision(values, rule);
  while (judged.more > 0) {
    for (let left = judged.more; left > 0; left--) values.push(next(values.length));
    judged = judgePrecision(values, rule);
  }
  return judged.estimate;
}
