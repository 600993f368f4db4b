import { openStream, uniform } from '../../engine/random.ts';
import { normalCdf, normalQuantile } from '../../engine/special.ts';
import { MILLISECOND, SECOND } from '../../engine/units.ts';
import type { LinkReadings } from '../import/seattle-sweeps.ts';
import type { JitterSample } from '../series.ts';
import { delayAt, drawShares, type LinkJitter } from '../series-links.ts';

const step = 10 * MILLISECOND;
const leastReadings = 5;
// Readings of 10 ms steps say little about links whose median is below five of them.
const leastMedian = 5 * step;

/** Quantiles by which a law of jitter is held against readings, name and value. */
export type JitterFigures = readonly (readonly [name: string, value: number])[];

/** A device's links to others, or a span of slices: what a fit sees and what it is judged on. */
export interface LinkSplit {
  readonly seen: readonly LinkReadings[];
  readonly heldOut: readonly LinkReadings[];
}

/** Even devices among themselves are seen, odd ones among themselves held out. */
export function splitByDevice(links: readonly LinkReadings[]): LinkSplit {
  const among = (rest: number) =>
    links.filter(({ from, to }) => from % 2 === rest && to % 2 === rest);
  return { seen: among(0), heldOut: among(1) };
}

/** All links: the earlier half of the slices is seen, the later half held out. */
export function splitByTime(links: readonly LinkReadings[], slices: number): LinkSplit {
  const within = (isIn: (slice: number) => boolean) =>
    links.map((link) => {
      const chosen = link.slices.map((slice, i) => ({ slice, reading: link.readings[i] }));
      const kept = chosen.filter(({ slice }) => isIn(slice));
      const readings = kept.map(({ reading }) => reading);
      return { ...link, readings, slices: kept.map(({ slice }) => slice) };
    });
  const half = slices / 2;
  return { seen: within((slice) => slice < half), heldOut: within((slice) => slice >= half) };
}

/** Figures of recorded readings, microseconds, one row a link. */
export function measureJitter(rows: readonly (readonly number[])[]): JitterFigures {
  const kept = rows.filter((row) => row.length >= leastReadings && medianOf(row) >= leastMedian);
  const factors = kept.flatMap((row) => row.map((value) => value / medianOf(row)));
  const spreads = kept.map(spreadOf);
  const peaks = kept.map((row) => Math.max(...row) / medianOf(row));
  return [
    ...figuresOf('over the median', factors, [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]),
    ...figuresOf('CV of a link', spreads, [0.1, 0.5, 0.9, 0.99]),
    ...figuresOf('largest over median', peaks, [0.5, 0.9, 0.99]),
  ];
}

function figuresOf(
  name: string,
  values: readonly number[],
  points: readonly number[],
): JitterFigures {
  const sorted = [...values].sort((a, b) => a - b);
  return points.map((p) => {
    const value = sorted[Math.floor(p * (sorted.length - 1))];
    return [`${name} p${Number((100 * p).toPrecision(4))}`, value] as const;
  });
}

function spreadOf(row: readonly number[]): number {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  const squares = row.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / row.length) / mean;
}

function medianOf(row: readonly number[]): number {
  const sorted = [...row].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Recorded round trips, microseconds, one row a link that was read often enough. */
export function recordedRows(links: readonly LinkReadings[]): readonly (readonly number[])[] {
  const often = links.filter(({ readings }) => readings.length >= leastReadings);
  return often.map(({ readings }) => readings.map((seconds) => Math.round(seconds * SECOND)));
}

/** As many readings of as many links by the population law, each from the link's own least. */
export function drawRows(
  rows: readonly (readonly number[])[],
  population: LinkJitter,
  seed: number,
): readonly (readonly number[])[] {
  const state = openStream(seed, 'fit/links');
  const { share, keep } = population.memory;
  const normal = () => normalQuantile(uniform(state, 0) + 5.551115123125783e-17);
  return rows.map((row) => {
    const shares = drawShares(population, state, 0);
    const least = leastOf(row) + (uniform(state, 0) - 0.5) * step;
    let mood = normal();
    return row.map(() => {
      const score = Math.sqrt(share) * mood + Math.sqrt(1 - share) * normal();
      mood = keep * mood + Math.sqrt(1 - keep * keep) * normal();
      const u = Math.min(normalCdf(score), 1 - 1e-12);
      return step * Math.max(1, Math.round((least + delayAt(population, shares, u)) / step));
    });
  });
}

/** The same by one law for all links: their medians times factors of a sample. */
export function drawPooled(
  rows: readonly (readonly number[])[],
  { factors }: JitterSample,
  seed: number,
): readonly (readonly number[])[] {
  const state = openStream(seed, 'fit/pooled');
  return rows.map((row) => {
    const middle = medianOf(row);
    return row.map(() => {
      const factor = factors[Math.floor(uniform(state, 0) * factors.length)];
      return step * Math.max(1, Math.round((middle * factor) / step));
    });
  });
}

function leastOf(row: readonly number[]): number {
  return row.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}
