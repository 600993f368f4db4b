/** Variance reduction: its intervals, and what it saved or cost, against the plain way. */
import { estimateMean } from '../engine/estimate.ts';
import { openStream, uniform } from '../engine/random.ts';
import { createTally, record, type Tally, varianceOf } from '../engine/tally.ts';
import {
  antitheticMean,
  type Control,
  commonDifference,
  controlledMean,
  type ReducedEstimate,
} from '../engine/variance-reduction.ts';
import type { Extent } from './coverage-experiments.ts';
import { exponentialServer, meanWaitOf, type Passage, simulateServer } from './coverage-models.ts';
import { createTrial, hold, type Trial } from './coverage-trials.ts';

/** One use of a method: how wide, how true, and how its variance compares. */
export interface Payoff {
  readonly trial: Trial;
  /** The variance ratio that the method itself told, averaged. */
  readonly told: Tally;
  /** The plain estimates, from as many runs. */
  readonly plain: Tally;
}

/** Variance of the estimates over that of the plain ones, over all experiments. */
export function measuredRatio({ trial, plain }: Payoff): number {
  return varianceOf(trial.means) / varianceOf(plain);
}

const RUNS = 20;
const SLOW = exponentialServer(0.5);
const FAST = { ...SLOW, service: { kind: 'exponential', mean: 0.9 } } as const;
const PATH = 'M/M/1 wait, ρ = 0.5';

/** Means of one run without its first fifth, s. */
interface Summary {
  readonly wait: number;
  readonly service: number;
  readonly gap: number;
}

/** Runs of one experiment: the station, its mirror, and a faster one on the same draws. */
interface Runs {
  readonly own: readonly Summary[];
  readonly mirrored: readonly Summary[];
  readonly faster: readonly Summary[];
  readonly seed: number;
}

function summarise({ waits, services, gaps }: Passage): Summary {
  const mean = (series: Float64Array) => {
    const kept = series.subarray(series.length / 5);
    return kept.reduce((sum, x) => sum + x, 0) / kept.length;
  };
  return { wait: mean(waits), service: mean(services), gap: mean(gaps) };
}

function runAll(seed: number, customers: number): Runs {
  const courses = Array.from({ length: RUNS }, (_, i) => ({ customers, seed: seed + i }));
  const half = courses.slice(0, RUNS / 2);
  return {
    own: courses.map((course) => summarise(simulateServer(SLOW, course))),
    mirrored: half.map((course) => {
      return summarise(simulateServer(SLOW, { ...course, isMirrored: true }));
    }),
    faster: half.map((course) => summarise(simulateServer(FAST, course))),
    seed,
  };
}

/** One estimate by a method and one by the plain way, from the same runs or as many. */
interface Compared {
  readonly reduced: ReducedEstimate;
  readonly plain: number;
}

interface Method {
  readonly model: string;
  readonly method: string;
  readonly size: string;
  readonly truth: number;
  readonly compare: (runs: Runs) => Compared;
}

const waitsOf = (runs: readonly Summary[]) => runs.map(({ wait }) => wait);

function controlWith(name: string, controlsOf: (runs: Runs) => readonly Control[]): Method {
  return {
    model: PATH,
    method: `control variates: ${name}`,
    size: `${RUNS} runs`,
    truth: meanWaitOf(SLOW),
    compare: (runs) => {
      const waits = waitsOf(runs.own);
      return {
        reduced: controlledMean(waits, controlsOf(runs)),
        plain: estimateMean(waits).mean,
      };
    },
  };
}

/** Uniform numbers that have nothing to do with the runs. */
function noiseOf({ own, seed }: Runs): number[] {
  const state = openStream(seed, 'noise');
  return own.map(() => uniform(state, 0));
}

const controls: readonly Method[] = [
  controlWith('mean service and interarrival time', ({ own }) => [
    { values: own.map(({ service }) => service), mean: 1 },
    { values: own.map(({ gap }) => gap), mean: SLOW.gap },
  ]),
  controlWith('a number from elsewhere', (runs) => [{ values: noiseOf(runs), mean: 0.5 }]),
];

const antithetic: readonly Method[] = [
  {
    model: PATH,
    method: 'antithetic pairs',
    size: `${RUNS / 2} pairs`,
    truth: meanWaitOf(SLOW),
    compare: ({ own, mirrored }) => ({
      reduced: antitheticMean(waitsOf(own.slice(0, RUNS / 2)), waitsOf(mirrored)),
      plain: estimateMean(waitsOf(own)).mean,
    }),
  },
  {
    model: 'mean of (u - ½)²',
    method: 'antithetic pairs',
    size: `${RUNS / 2} pairs of means of 100`,
    truth: 1 / 12,
    compare: ({ seed }) => {
      const [own, mirrored] = bowlMeans(seed);
      const half = own.slice(0, RUNS / 2);
      return {
        reduced: antitheticMean(half, mirrored.slice(0, RUNS / 2)),
        plain: estimateMean(own).mean,
      };
    },
  },
];

/** Means of a hundred (u - ½)², and of the same of 1 - u: a response that has no direction. */
function bowlMeans(seed: number): readonly [own: number[], mirrored: number[]] {
  const [own, mirrored]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    const state = openStream(seed + run, 'bowl');
    let [there, back] = [0, 0];
    for (let i = 0; i < 100; i++) {
      const u = uniform(state, 0);
      there += (u - 0.5) * (u - 0.5);
      back += (1 - u - 0.5) * (1 - u - 0.5);
    }
    own.push(there / 100);
    mirrored.push(back / 100);
  }
  return [own, mirrored];
}

/** Independent partners: the second ten runs, against the first ten. */
const common: readonly Method[] = [
  {
    model: `${PATH}, minus with service 10 % faster`,
    method: 'common random numbers',
    size: `${RUNS / 2} pairs`,
    truth: meanWaitOf(SLOW) - meanWaitOf(FAST),
    compare: ({ own, faster }) => ({
      reduced: commonDifference(waitsOf(own.slice(0, RUNS / 2)), waitsOf(faster)),
      plain: estimateMean(waitsOf(own.slice(RUNS / 2))).mean - estimateMean(waitsOf(faster)).mean,
    }),
  },
  {
    model: `1 + ${PATH}, minus its mirror`,
    method: 'common random numbers',
    size: `${RUNS / 2} pairs`,
    truth: 1,
    compare: ({ own, mirrored }) => {
      const raised = waitsOf(own).map((wait) => 1 + wait);
      const plain =
        estimateMean(raised.slice(RUNS / 2)).mean - estimateMean(waitsOf(mirrored)).mean;
      return {
        reduced: commonDifference(raised.slice(0, RUNS / 2), waitsOf(mirrored)),
        plain,
      };
    },
  },
];

/** Every method on the same experiments: those that pay and those that cannot. */
export function tryReductions({ experiments, customers, seed }: Extent): readonly Payoff[] {
  const methods = [...controls, ...antithetic, ...common];
  const payoffs = methods.map((method) => ({
    trial: createTrial(method, method.truth),
    told: createTally(),
    plain: createTally(),
  }));
  for (let i = 0; i < experiments; i++) {
    const runs = runAll(seed + 1000 * i, customers);
    for (const [index, { compare }] of methods.entries()) {
      const { reduced, plain } = compare(runs);
      hold(payoffs[index].trial, reduced);
      record(payoffs[index].told, reduced.varianceRatio);
      record(payoffs[index].plain, plain);
    }
  }
  return payoffs;
}
