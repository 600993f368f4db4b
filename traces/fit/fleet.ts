import { log, pow } from '../../engine/math.ts';
import { type Fleet, type FleetEvent, readFleet } from '../import/oobleck.ts';
import { beside, figure, percent } from './figures.ts';
import { kaplanMeier, recordedMean, recordedQuantile } from './goodness.ts';
import { chooseFamily, compare, type Judged, judge } from './judge.ts';
import type { FitReport, FitTable, Fitter } from './report.ts';
import { families } from './run-fits.ts';
import { cutRun, type Run, type Stretch } from './runs.ts';

/** Fits lives of nodes and sizes of bulk revocations to a recorded fleet. */
export const fleetFitter: Fitter = {
  format: 'oobleck',
  doc: 'lives of spot nodes and how many go at once; CSV file time_ms,add|remove,node',
  holdOuts: ['later-half'],
  fit: (files, path) => {
    const fleet = readFleet(files.read(path));
    return fitFleet(fleet, path);
  },
};

/** How many nodes a revocation takes: the first, and each further one with chance `more`. */
interface BulkLaw {
  readonly more: number;
}

/** Revocations of a fleet: how many nodes went, and what share that was of those there. */
export function lossesOf({ events }: Fleet): readonly (FleetEvent & { readonly share: number })[] {
  return events
    .filter(({ removed }) => removed > 0)
    .map((event) => ({ ...event, share: event.removed / event.before }));
}

/** The law of greatest likelihood for these sizes, in closed form: sizes less one over sizes. */
function fitBulk(sizes: readonly number[]): BulkLaw {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return { more: (total - sizes.length) / total };
}

/** Chance that a revocation takes so many. */
function chanceOfSize({ more }: BulkLaw, size: number): number {
  return (1 - more) * pow(more, size - 1);
}

const minute = 60_000;

function fitFleet(fleet: Fleet, path: string): FitReport {
  const middle = Math.floor(fleet.endMs / 2);
  const judged = judge({
    name: path,
    state: 1,
    fitted: livesIn(fleet, { from: 0, until: middle / minute }),
    held: livesIn(fleet, { from: middle / minute, until: lengthOf(fleet) }),
  });
  const losses = lossesOf(fleet);
  const early = losses.filter(({ atMs }) => atMs < middle).map(({ removed }) => removed);
  const late = losses.filter(({ atMs }) => atMs >= middle).map(({ removed }) => removed);
  return {
    title: `spot fleet of ${fleet.lives.length} node lives from ${path}`,
    tables: [
      fleetTable(fleet),
      ...(judged === undefined ? [] : lifeTables(judged)),
      sizeTable(early, late),
      shareTable(losses.map(({ share }) => share)),
    ],
    notes: [
      'censoring: nodes still there at the end lived "at least so long"; a node across the ' +
        'middle is fitted as censored and judged from the age it had there',
      'times are on a grid of 60 s: removes of one time stamp are taken as one revocation, ' +
        'though they may lie up to a minute apart',
      'which zones the nodes were in is not recorded',
    ],
  };
}

function lengthOf({ endMs }: Fleet): number {
  return Math.floor(endMs / minute) + 1;
}

/** Lives as runs of minutes, as far as a stretch of the recording shows them. */
export function livesIn(fleet: Fleet, stretch: Stretch): readonly Run[] {
  const length = lengthOf(fleet);
  return fleet.lives.flatMap(({ from, until }) => {
    const start = Math.floor(from / minute);
    const end = until === undefined ? length : Math.max(start + 1, Math.floor(until / minute));
    const whole = { from: Math.floor(stretch.from), until: Math.floor(stretch.until) };
    return cutRun({ start, end }, length, whole);
  });
}

function fleetTable(fleet: Fleet): FitTable {
  const recorded = kaplanMeier(livesIn(fleet, { from: 0, until: lengthOf(fleet) }));
  const hours = fleet.endMs / minute / 60;
  const ended = fleet.lives.filter(({ until }) => until !== undefined).length;
  const nodeHours = fleet.lives.reduce((sum, { from, until }) => {
    return sum + ((until ?? fleet.endMs) - from) / minute / 60;
  }, 0);
  const quantiles = [0.1, 0.5, 0.9].map((q) => (recordedQuantile(recorded, q) ?? 0) / 60);
  const losses = lossesOf(fleet).length;
  const cells = [hours, nodeHours / hours, ended / nodeHours, losses / hours];
  return {
    title: 'fleet, whole (lives: Kaplan-Meier, hours)',
    head: [
      'hours',
      'nodes, mean',
      'losses per node-hour',
      'revocations per hour',
      'life mean',
      'p10',
      'p50',
      'p90',
    ],
    rows: [[...cells, recordedMean(recorded) / 60, ...quantiles].map((value) => figure(value))],
  };
}

function lifeTables(judged: Judged): readonly FitTable[] {
  const best = chooseFamily([judged]);
  const { mean, median, distance, chance } = compare(judged.laws[best], judged.held);
  const hours = ([model, seen]: readonly [number, number | undefined]) =>
    beside([model / 60, seen === undefined ? undefined : seen / 60]);
  return [
    {
      title: 'held out: later-half; log-likelihood a held-out life, nats (larger is better)',
      head: ['lives fitted', 'held out', ...families, 'best'],
      rows: [
        [
          String(judged.fitted.length),
          String(judged.held.length),
          ...families.map((family) => figure(judged.scores[family], 4)),
          best,
        ],
      ],
    },
    {
      title: `best law (${best}) / held-out lives, hours`,
      head: ['mean', 'median', 'KS distance', 'KS p'],
      rows: [[hours(mean), hours(median), figure(distance), figure(chance, 2)]],
    },
  ];
}

function sizeTable(early: readonly number[], late: readonly number[]): FitTable {
  const law = fitBulk(early);
  const own = fitBulk(late);
  const score = (one: BulkLaw) => {
    return late.reduce((sum, size) => sum + log(chanceOfSize(one, size)), 0) / late.length;
  };
  const most = Math.max(...early, ...late);
  const sizes = Array.from({ length: most }, (_, i) => i + 1);
  const shareOf = (values: readonly number[], size: number) =>
    values.filter((value) => value === size).length / values.length;
  return {
    title:
      `nodes a revocation takes: first half fits a chance of ${figure(law.more)} for each ` +
      `further one; log-likelihood of a held-out one ${figure(score(law))}, of its own best law ` +
      figure(score(own)),
    head: ['nodes at once', 'first half', 'law', 'held out'],
    rows: [
      ...sizes.map((size) => [
        String(size),
        percent(shareOf(early, size)),
        percent(chanceOfSize(law, size)),
        percent(shareOf(late, size)),
      ]),
      ['mean', figure(average(early)), figure(1 / (1 - law.more)), figure(average(late))],
    ],
  };
}

function shareTable(shares: readonly number[]): FitTable {
  const sorted = [...shares].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.floor(q * (sorted.length - 1))];
  const cells = [...[0, 0.25, 0.5, 0.75, 0.9, 1].map(at), average(shares)];
  return {
    title: 'share of the nodes there that one revocation takes',
    head: ['least', 'p25', 'p50', 'p75', 'p90', 'most', 'mean'],
    rows: [cells.map((value) => figure(value))],
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
