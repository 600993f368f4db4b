import { DAY, HOUR } from '../engine/units.ts';
import type { BundleRegion, BundleRequest } from './bundle-request.ts';
import { digestContent } from './digest.ts';
import type { JobSample, Series } from './series.ts';
import { delayAt, type LinkJitter } from './series-links.ts';
import { findTrace, type RoleContent, type ShelfEntry } from './shelf.ts';
import { sparkline } from './sparkline.ts';

/** Figures of one list of numbers: a series weighted by time, a sample by rows. */
export interface Summary {
  readonly name: string;
  readonly unit: string;
  readonly points: number;
  /** Recorded span in hours; absent for values without a time. */
  readonly hours?: number;
  readonly least: number;
  readonly mean: number;
  readonly most: number;
  /** Coefficient of variation; 0 when the mean is 0. */
  readonly cv: number;
  readonly sparkline: string;
}

/** A shipped trace explained: where it comes from, what it assumes and what is in it. */
export interface TraceDescription {
  readonly entry: ShelfEntry;
  readonly digest: string;
  readonly summaries: readonly Summary[];
}

const showcase: readonly BundleRegion[] = [
  place('us-east4', 'US-MIDA-PJM', 39.03, -77.47),
  place('us-west1', 'US-NW-PACW', 45.6, -121.18),
  place('europe-west3', 'DE', 50.11, 8.68),
  place('europe-west2', 'GB', 51.51, -0.13),
  place('asia-northeast1', 'JP-TK', 35.69, 139.69),
  place('asia-southeast1', 'SG', 1.35, 103.7),
  place('southamerica-east1', 'BR-CS', -23.55, -46.63),
  place('australia-southeast1', 'AUS-NSW', -33.87, 151.21),
  place('europe-north1', 'SE', 60.57, 27.19),
  place('northamerica-northeast2', 'CA-ON', 43.65, -79.38),
];

/** What a description shows: ten regions on five continents over four weeks from 2025-03-03. */
export const showcaseRequest: BundleRequest = {
  epoch: 1_740_960_000,
  span: 28 * DAY,
  regions: showcase,
};

/** Source, assumptions and figures of the shipped trace of that name; refuses unknown names. */
export function describeTrace(name: string): TraceDescription {
  const entry = findTrace(name);
  const content = entry.open(showcaseRequest);
  return { entry, digest: digestContent(content), summaries: summarise(content) };
}

/** One summary for each series, region, matrix or column of a role's content. */
export function summarise(content: RoleContent): readonly Summary[] {
  switch (content.role) {
    case 'carbon':
    case 'marginal':
    case 'availability':
      return content.series.map(summariseSeries);
    case 'prices':
      return content.prices.flatMap(([, { onDemand, spot }]) =>
        [onDemand, spot].map(summariseSeries),
      );
    case 'rtt':
      return [summariseSample('between different names', 'us', betweenNames(content.matrix.rtt))];
    case 'jitter':
      return [
        summariseSample('factor', '1', content.sample.factors),
        ...summariseLinks(content.sample.links),
      ];
    case 'tokens':
      return [
        summariseSample('context', 'tokens', content.sample.context),
        summariseSample('generated', 'tokens', content.sample.generated),
      ];
    case 'jobs':
      return summariseJobs(content.sample);
  }
}

function summariseSeries(series: Series): Summary {
  const { name, unit, values, times, span } = series;
  const weights = times.map((time, i) => (times[i + 1] ?? span) - time);
  const line = sparkline(series);
  return { name, unit, hours: span / HOUR, ...figures(values, weights), sparkline: line };
}

// A link whose shares are the population's means stands for all.
function summariseLinks(links: LinkJitter | undefined): readonly Summary[] {
  if (links === undefined) return [];
  const mean = ({ a, b }: LinkJitter['far']) => a / (a + b);
  const shares = { delayed: mean(links.delayed), far: mean(links.far) };
  const delays = Array.from({ length: 4096 }, (_, i) => delayAt(links, shares, (i + 0.5) / 4096));
  return [summariseSample('delay of a mean link', 'us', delays)];
}

function summariseJobs({ at, work, width }: JobSample): readonly Summary[] {
  const gaps = at.slice(1).map((time, i) => (time - at[i]) / HOUR);
  return [
    summariseSample('gap', 'h', gaps.length === 0 ? [0] : gaps),
    summariseSample(
      'length',
      'h',
      work.map((time, i) => time / width[i] / HOUR),
    ),
    summariseSample('width', 'instances', width),
  ];
}

function summariseSample(name: string, unit: string, values: readonly number[]): Summary {
  const weights = values.map(() => 1);
  const sorted = [...values].sort((a, b) => a - b);
  const times = sorted.map((_, i) => i);
  const shape = { name, unit, times, values: sorted, span: sorted.length, end: 'hold' } as const;
  return { name, unit, ...figures(values, weights), sparkline: sparkline(shape) };
}

function figures(values: readonly number[], weights: readonly number[]) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, i) => sum + value * weights[i], 0) / total;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * weights[i], 0);
  return {
    points: values.length,
    least: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    mean,
    most: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    cv: mean === 0 ? 0 : Math.sqrt(squares / total) / mean,
  };
}

function betweenNames(rtt: readonly (readonly number[])[]): readonly number[] {
  return rtt.flatMap((row, i) => row.filter((_, j) => i !== j));
}

function place(name: string, grid: string, latitude: number, longitude: number): BundleRegion {
  return { name, grid, latitude, longitude, zones: 1 };
}
