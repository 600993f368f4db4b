import type { Law } from '../engine/distributions.ts';
import { varianceOf } from '../engine/tally.ts';
import {
  type Extent,
  tryCycles,
  tryFirstLook,
  tryLongRuns,
  tryQuantile,
  tryReplications,
  trySequential,
} from './coverage-experiments.ts';
import {
  exponentialServer,
  recursionSource,
  type SingleServer,
  type Source,
  stationSource,
} from './coverage-models.ts';
import { measuredRatio, type Payoff, tryReductions } from './coverage-payoffs.ts';
import { coverageOf, judgeTrial, type Trial, type Verdict, WRONG } from './coverage-trials.ts';
import { drawTable, figure, percent } from './document-text.ts';

/** One customer in ten takes eleven times as long as the others, on average: scv 5.5. */
const MIXED: Law = { kind: 'hyperexponential', weights: [0.9, 0.1], means: [0.5, 5.5] };
const VARIED: SingleServer = {
  name: 'M/H2/1 wait, ρ = 0.7, scv 5.5',
  gap: 1 / 0.7,
  service: MIXED,
};
const EXPERIMENTS = 400;

/** The two tables of docs/statistics.md: coverage of intervals, and what variance reduction pays. */
export function writeIntervals(): string {
  const payoffs = tryReductions(extent(1000, 1));
  const trials = [...trySingleRuns(), ...tryManyRuns(), ...payoffs.map(({ trial }) => trial)];
  return [drawTrials(trials), tellTrials(trials), drawPayoffs(payoffs)].join('\n\n');
}

/** Every group has seeds of its own, a thousand million apart. */
function extent(customers: number, group: number, experiments = EXPERIMENTS): Extent {
  return { experiments, customers, seed: 1_000_000_000 * group };
}

function station(load: number): Source {
  return stationSource(exponentialServer(load));
}

function trySingleRuns(): readonly Trial[] {
  return [
    ...tryLongRuns(recursionSource(0.5), extent(8000, 2)),
    ...tryLongRuns(recursionSource(0.9), extent(8000, 3)),
    ...tryLongRuns(recursionSource(0.99), extent(8000, 4)),
    ...tryLongRuns(station(0.5), extent(8000, 5)),
    ...tryLongRuns(station(0.8), extent(16_000, 6)),
    ...tryLongRuns(station(0.9), extent(32_000, 7)),
    ...tryLongRuns(stationSource(VARIED), extent(16_000, 8)),
    ...tryCycles(station(0.5), extent(1000, 9), 100),
    ...tryCycles(station(0.5), extent(4000, 10), 1000),
  ];
}

function tryManyRuns(): readonly Trial[] {
  return [
    ...tryReplications(recursionSource(0.9, 50), extent(1000, 11)),
    ...tryReplications(station(0.5), extent(1000, 12)),
    ...tryReplications(station(0.8), extent(2000, 13)),
    ...tryReplications(station(0.9), extent(1000, 14)),
    ...tryReplications(stationSource(VARIED), extent(1000, 15)),
    ...tryQuantile(0.5, extent(1000, 16)),
    ...trySequential(station(0.5), extent(500, 17)),
    ...tryFirstLook(0.1, 10, extent(1, 18, 1000)),
    ...tryFirstLook(0.2, 10, extent(1, 19, 1000)),
    ...tryFirstLook(0.2, 3, extent(1, 20, 1000)),
  ];
}

function drawTrials(trials: readonly Trial[]): string {
  const head = ['model', 'method', 'one interval', 'verdict', 'intervals', 'hold the truth'];
  const more = ['so the coverage is', 'too low', 'too high', 'half-width'];
  const rows = trials.map((trial) => {
    const { model, method, size, means } = trial;
    const words = [model, method, size];
    if (means.count === 0) return [...words, 'no such run', '0', '', '', '', '', ''];
    const [least, most] = coverageOf(trial);
    const held = percent(trial.inside / means.count);
    const range = `${(100 * least).toFixed(1)} to ${(100 * most).toFixed(1)} %`;
    const counts = [trial.below, trial.above].map(String);
    const width = percent(trial.widths.mean, 2);
    return [...words, judgeTrial(trial), String(means.count), held, range, ...counts, width];
  });
  return drawTable([...head, ...more], rows, 4);
}

/** The deliberately wrong rows are there to show that the check sees them. */
function tellTrials(trials: readonly Trial[]): string {
  const used = trials.filter(({ means }) => means.count > 0);
  const wrong = used.filter(({ method }) => method === WRONG);
  const meant = used.filter(({ method }) => method !== WRONG);
  const count = (of: readonly Trial[], verdict: Verdict) => {
    return of.filter((trial) => judgeTrial(trial) === verdict).length;
  };
  return (
    `Of ${meant.length} rows ${count(meant, 'keeps 95 %')} keep 95 %, ` +
    `${count(meant, 'covers too rarely')} cover too rarely and ` +
    `${count(meant, 'covers too often')} too often; when everything is right, one row in twenty ` +
    `is blamed all the same. Of the ${wrong.length} deliberately wrong rows ` +
    `${count(wrong, 'covers too rarely')} are found out.`
  );
}

function drawPayoffs(payoffs: readonly Payoff[]): string {
  const head = ['model', 'method', 'verdict', 'variance ratio, as told', 'as measured'];
  const rows = payoffs.map((payoff) => {
    const { model, method } = payoff.trial;
    const { told } = payoff;
    const away = 1.96 * Math.sqrt(varianceOf(told) / told.count);
    const isCertain = Math.abs(told.mean - 1) > away;
    const verdict = isCertain ? (told.mean < 1 ? 'pays' : 'costs') : 'no difference seen';
    const ratio = `${told.mean.toFixed(3)} ± ${away.toFixed(3)}`;
    return [model, method, verdict, ratio, figure(measuredRatio(payoff), 2)];
  });
  return drawTable(head, rows, 3);
}
