import { log, pow } from '../../engine/math.ts';
import type { TraceFiles } from '../files.ts';
import { snapshotDate } from '../import/gcp-pricing.ts';
import {
  type PriceHistories,
  type PriceHistory,
  readPriceHistories,
} from '../import/price-history.ts';
import { refuse, type TraceText } from '../problem.ts';
import { figure, percent } from './figures.ts';
import type { FitReport, FitTable, Fitter } from './report.ts';

const defaultInstance = 'g2-standard-4';

/** Fits spot price steps to dated price lists. */
export const priceFitter: Fitter = {
  format: 'gcp-pricing',
  doc: 'steps of listed spot prices; folder of <YYYY-MM-DD>-pricing.yml; select: instance type',
  holdOuts: ['later-half'],
  fit: (files, path, { select }) => {
    const instance = select ?? defaultInstance;
    const histories = monthly(readPriceHistories(snapshotsIn(files, path), instance));
    if (histories.regions.length === 0 || histories.at.length < 4) {
      const found = `${histories.at.length} lists with spot prices of ${instance}`;
      return refuse({ file: path, row: 0, found, wanted: 'four or more, with one region in all' });
    }
    return fitPrices(histories, instance);
  },
};

function snapshotsIn(files: TraceFiles, path: string): readonly TraceText[] {
  const dated = files.list(path).filter((name) => snapshotDate(name) !== undefined);
  if (dated.length > 0) return dated.map((name) => files.read(`${path}/${name}`));
  const wanted = 'a folder of files named <YYYY-MM-DD>-pricing.yml';
  return refuse({ file: path, row: 0, found: 'no dated price list', wanted });
}

const leastGap = 25 * 86_400;

/** Without lists that follow another within 25 days, or the weekly ones would see more changes. */
function monthly({ at, regions, notes }: PriceHistories): PriceHistories {
  const kept: number[] = [];
  at.forEach((time, i) => {
    if (kept.length === 0 || time - at[kept[kept.length - 1]] >= leastGap) kept.push(i);
  });
  const thinned = `${at.length - kept.length} lists follow another within 25 days and are not used`;
  return {
    at: kept.map((i) => at[i]),
    regions: regions.map(({ region, onDemand, spot }) => ({
      region,
      onDemand: kept.map((i) => onDemand[i]),
      spot: kept.map((i) => spot[i]),
    })),
    notes: [...notes, thinned],
  };
}

/** Steps of a stretch of price lists over all regions. */
interface PriceSteps {
  readonly months: number;
  readonly spotChanges: number;
  readonly onDemandChanges: number;
  /** Sizes of spot steps: absolute change of the log price, ascending. */
  readonly sizes: readonly number[];
  /** Spot over on-demand price of every region and list, ascending. */
  readonly ratios: readonly number[];
  /** Spot changes of each region. */
  readonly counts: readonly number[];
}

const secondsPerMonth = (365.25 / 12) * 86_400;

/** Steps between the lists of a stretch; the first list of it shows no change. */
function stepsIn(
  { at, regions }: PriceHistories,
  stretch: { readonly from: number; readonly until: number },
): PriceSteps {
  const places = at.map((_, i) => i).slice(stretch.from + 1, stretch.until);
  const changed = (prices: readonly number[]) => places.filter((i) => prices[i] !== prices[i - 1]);
  const counts = regions.map(({ spot }) => changed(spot).length);
  const sizes = regions.flatMap(({ spot }) => {
    return changed(spot).map((i) => Math.abs(log(spot[i] / spot[i - 1])));
  });
  const ratios = regions.flatMap((one) => places.map((i) => one.spot[i] / one.onDemand[i]));
  return {
    months: (regions.length * (at[stretch.until - 1] - at[stretch.from])) / secondsPerMonth,
    spotChanges: sizes.length,
    onDemandChanges: regions.reduce((sum, { onDemand }) => sum + changed(onDemand).length, 0),
    sizes: ascending(sizes),
    ratios: ascending(ratios),
    counts,
  };
}

function fitPrices(histories: PriceHistories, instance: string): FitReport {
  const { at, regions } = histories;
  const middle = at.length >> 1;
  const parts = [
    { name: 'first half (fitted)', ...stepsIn(histories, { from: 0, until: middle + 1 }) },
    { name: 'later half (held out)', ...stepsIn(histories, { from: middle, until: at.length }) },
    { name: 'whole', ...stepsIn(histories, { from: 0, until: at.length }) },
  ];
  return {
    title: `listed spot price of ${instance}: ${at.length} lists, ${regions.length} regions`,
    tables: [
      rateTable(parts),
      scoreTable(parts[0], parts[1]),
      quantileTable('size of a spot step, |change of log price|', parts, ({ sizes }) => sizes),
      quantileTable('spot over on-demand price', parts, ({ ratios }) => ratios),
      levelTable(regions),
    ],
    notes: [
      ...histories.notes,
      'a price is known only on the dates of the lists, a month apart: ' +
        'two changes between two lists show as one',
      'counts vary more than chance if variance over mean is well above 1: ' +
        'some regions change often and others hardly ever',
    ],
  };
}

type Part = PriceSteps & { readonly name: string };

function rateTable(parts: readonly Part[]): FitTable {
  return {
    title: 'changes of listed prices',
    head: [
      'lists',
      'region-months',
      'spot changes',
      'a month',
      'on-demand changes',
      'variance over mean of counts',
    ],
    rows: parts.map((part) => [
      part.name,
      figure(part.months),
      String(part.spotChanges),
      figure(part.spotChanges / part.months),
      String(part.onDemandChanges),
      figure(dispersion(part.counts)),
    ]),
  };
}

/** Changes of a region in the later half, as the first half leads to expect and as they were. */
function scoreTable(fitted: Part, held: Part): FitTable {
  const rate = fitted.spotChanges / fitted.months;
  const expected = (rate * held.months) / held.counts.length;
  const own = average(held.counts);
  return {
    title: 'held out: later-half; changes of a region expected from the first half, and seen',
    head: ['expected', 'seen', 'regions without any, expected', 'seen'],
    rows: [
      [
        figure(expected),
        figure(own),
        percent(chanceOfNone(fitted.counts, expected)),
        percent(shareOfNone(held.counts)),
      ],
    ],
  };
}

// Gamma-mixed Poisson counts with the dispersion of the first half; Poisson when it shows none.
function chanceOfNone(counts: readonly number[], expected: number): number {
  const excess = Math.max(1e-9, dispersion(counts) - 1);
  const shape = expected / excess;
  return pow(1 + expected / shape, -shape);
}

function shareOfNone(counts: readonly number[]): number {
  return counts.filter((count) => count === 0).length / counts.length;
}

function quantileTable(
  title: string,
  parts: readonly Part[],
  valuesOf: (part: Part) => readonly number[],
): FitTable {
  return {
    title,
    head: ['lists', 'number', 'least', 'p10', 'p50', 'p90', 'most', 'mean'],
    rows: parts.map((part) => {
      const values = valuesOf(part);
      const cells = [0, 0.1, 0.5, 0.9, 1].map((q) => figure(quantileOf(values, q)));
      return [part.name, String(values.length), ...cells, figure(average(values))];
    }),
  };
}

const levels = [0, 0.2, 0.25, 0.3, 0.35, 0.4] as const;

// From list to list: how often the ratio of spot to on-demand stays on its level or goes elsewhere.
function levelTable(regions: readonly PriceHistory[]): FitTable {
  const counts = levels.map(() => levels.map(() => 0));
  for (const { spot, onDemand } of regions) {
    const on = spot.map((price, i) => levelOf(price / onDemand[i]));
    for (let i = 1; i < on.length; i++) counts[on[i - 1]][on[i]]++;
  }
  return {
    title: 'transition matrix of the ratio, chance from one list to the next (rows: from)',
    head: ['ratio', ...levels.map(wordLevel), 'lists'],
    rows: counts.map((row, from) => {
      const all = row.reduce((sum, count) => sum + count, 0);
      const cells = row.map((count) => (all === 0 ? '-' : figure(count / all)));
      return [wordLevel(levels[from], from), ...cells, String(all)];
    }),
  };
}

function levelOf(ratio: number): number {
  return levels.findLastIndex((level) => ratio >= level);
}

function wordLevel(level: number, at: number): string {
  const next = levels[at + 1];
  return next === undefined ? `${level}+` : `${level}-${next}`;
}

function dispersion(counts: readonly number[]): number {
  const mean = average(counts);
  const variance = average(counts.map((count) => (count - mean) ** 2));
  return mean === 0 ? 0 : variance / mean;
}

function quantileOf(sorted: readonly number[], q: number): number {
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}

function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
