import { log } from '../engine/math.ts';
import { MILLISECOND } from '../engine/units.ts';
import {
  type AllReduce,
  reduceTime,
  speedup,
  stepTime,
  stragglerFactor,
} from '../models/training/all-reduce.ts';
import type { TraceFiles } from '../traces/files.ts';
import { figure, percent } from '../traces/fit/figures.ts';
import { importMinibatch } from '../traces/import/minibatch.ts';
import { table } from './calibrate-network-tables.ts';
import { writeFigure } from './figure.ts';

type Steps = readonly (readonly number[])[];

/** Steps of training and their sum over a ring, against what was measured. */
export async function describeTraining(files: TraceFiles): Promise<string> {
  return [
    '### The slowest of n workers',
    '',
    'Spread (standard deviation of the logarithm of one step) from the earlier half of the steps of',
    'two training jobs of ten workers; the slowest of the first n over the mean, on the later half:',
    '',
    table(['job', 'spread', 'n', 'recorded', 'model'], stragglerRows(files)),
    '',
    '### Scaling by ring all-reduce',
    '',
    ...describeScaling(),
    '',
    await scalingFigure(),
  ].join('\n');
}

function stragglerRows(files: TraceFiles): readonly (readonly string[])[] {
  return [1, 2].flatMap((job) => {
    const steps = importMinibatch(
      files.read(`gpu-cluster/alibaba-minibatch/job_${job}_norm.csv`),
    ).value;
    const half = Math.floor(steps.length / 2);
    const spread = spreadOf(steps.slice(0, half));
    return [2, 5, 10].map((n) => {
      const recorded = slowestOf(steps.slice(half), n);
      const cells = [figure(recorded), figure(stragglerFactor(spread, n))];
      return [`job ${job}`, figure(spread), String(n), ...cells];
    });
  });
}

function spreadOf(steps: Steps): number {
  const logs = steps.flat().map(log);
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  return Math.sqrt(logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / logs.length);
}

function slowestOf(steps: Steps, n: number): number {
  const some = steps.map((times) => times.slice(0, n));
  const mean = some.flat().reduce((sum, one) => sum + one, 0) / some.flat().length;
  return some.reduce((sum, times) => sum + Math.max(...times), 0) / some.length / mean;
}

/** Nets of the published measurements; sizes are counts of parameters in single precision. */
const NETS = [
  { name: 'Inception V3', gradientBytes: 95e6 },
  { name: 'VGG-16', gradientBytes: 553e6 },
] as const;

/** Published efficiencies; the model was fitted on none of them. */
const PUBLISHED = [
  { net: 0, n: 128, link: 0, share: 0.88, source: 'Sergeev and Del Balso 2018, second hand' },
  { net: 0, n: 512, link: 1, share: 0.9, source: 'README of Horovod, remembered' },
  { net: 1, n: 512, link: 1, share: 0.68, source: 'README of Horovod, remembered' },
] as const;

const LINKS = [
  { name: '25 Gbit/s, TCP', latency: 50 },
  { name: '25 Gbit/s, RDMA', latency: 10 },
] as const;

function costOf(net: number, link: number): AllReduce {
  return {
    step: 470 * MILLISECOND,
    gradientBytes: NETS[net].gradientBytes,
    bytesPerSecond: 3.1e9,
    latency: LINKS[link].latency,
    bufferBytes: 64e6,
    overlap: 0.6,
    spread: 0.07,
  };
}

function describeScaling(): readonly string[] {
  const rows = PUBLISHED.map(({ net, n, link, share, source }) => {
    const cost = costOf(net, link);
    const parts = [reduceTime(cost, n), stepTime(cost, n)].map((one) => figure(one / MILLISECOND));
    const model = percent(speedup(cost, n) / n);
    return [NETS[net].name, LINKS[link].name, String(n), ...parts, model, percent(share), source];
  });
  return [
    'Assumed for all rows: a step of 470 ms (64 images on a GPU of 2016), 3.1 GB/s of the ring,',
    '50 us a message over TCP and 10 us over RDMA, buffers of 64 MB (published), six tenths of the',
    'step to hide in, spread 0.07 (measured above, on another cluster). None is fitted to the',
    'published shares.',
    '',
    table(['net', 'link', 'n', 'sum, ms', 'step, ms', 'model', 'published', 'source'], rows),
  ];
}

function scalingFigure(): Promise<string> {
  const counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
  const lines = NETS.flatMap((net, at) =>
    LINKS.flatMap((link, l) => {
      const name = `${net.name}, ${link.name.split(' ').at(-1)}`;
      return counts.map((n) => ({ n, name, share: (100 * speedup(costOf(at, l), n)) / n }));
    }),
  );
  const points = PUBLISHED.map(({ net, n, link, share }) => {
    const name = `${NETS[net].name}, ${LINKS[link].name.split(' ').at(-1)}`;
    return { n, name, share: 100 * share };
  });
  const encoding = {
    x: { field: 'n', type: 'quantitative', scale: { type: 'log', base: 2 }, title: 'workers' },
    y: { field: 'share', type: 'quantitative', title: 'efficiency, %' },
    color: { field: 'name', type: 'nominal', title: null, sort: null },
  } as const;
  return writeFigure('jobs-all-reduce', 'Efficiency of a ring: model (lines), published (dots)', {
    layer: [
      { data: { values: lines }, mark: { type: 'line' }, encoding },
      { data: { values: points }, mark: { type: 'point', filled: true, size: 80 }, encoding },
    ],
  });
}
