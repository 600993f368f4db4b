import { countOf, middleOf } from '../histogram.ts';
import type { Histogram } from '../observation.ts';

/** A law of work times on a few points: what a load test or telemetry can know of it. */
export interface WorkLaw {
  /** Points in ascending order, microseconds. */
  readonly values: readonly number[];
  /** Weights of the points; they add up to 1. */
  readonly weights: readonly number[];
  readonly mean: number;
  /** Squared coefficient of variation, the spread inside the bins included. */
  readonly scv: number;
}

/** The law a histogram shows, every bin at its middle; undefined when nothing was counted. */
export function workLawOf(histogram: Histogram): WorkLaw | undefined {
  const total = countOf(histogram);
  if (!(total > 0)) return undefined;
  const upper = finiteEdges(histogram.upper);
  const values: number[] = [];
  const weights: number[] = [];
  let inside = 0;
  histogram.count.forEach((count, bin) => {
    if (count <= 0) return;
    const width = upper[bin] - (bin === 0 ? 0 : upper[bin - 1]);
    values.push(middleOf(upper, bin));
    weights.push(count / total);
    inside += ((count / total) * width * width) / 12;
  });
  return lawOf(values, weights, inside);
}

/** The law before anything was measured: exponential with the planned mean, on 24 points. */
export function plannedLaw(mean: number): WorkLaw {
  const values = EXPONENTIAL_POINTS.map((point) => point * mean);
  const weights = EXPONENTIAL_POINTS.map(() => 1 / EXPONENTIAL_POINTS.length);
  return lawOf(values, weights, 0);
}

/** Share of the work that takes longer than this. */
export function shareBeyond({ values, weights }: WorkLaw, limit: number): number {
  let share = 0;
  for (let i = values.length - 1; i >= 0 && values[i] > limit; i -= 1) share += weights[i];
  return share;
}

/** Expected order statistics of 24 standard exponential draws: their mean is exactly 1. */
const EXPONENTIAL_POINTS: readonly number[] = exponentialPoints(24);

function exponentialPoints(slices: number): number[] {
  const points: number[] = [];
  let gap = 0;
  for (let i = 0; i < slices; i += 1) {
    gap += 1 / (slices - i);
    points.push(gap);
  }
  return points;
}

function lawOf(values: readonly number[], weights: readonly number[], inside: number): WorkLaw {
  let mean = 0;
  for (let i = 0; i < values.length; i += 1) mean += weights[i] * values[i];
  let variance = inside;
  for (let i = 0; i < values.length; i += 1) variance += weights[i] * (values[i] - mean) ** 2;
  return { values, weights, mean, scv: mean > 0 ? variance / (mean * mean) : 0 };
}

/** An open last bin is closed at one and a half times its lower edge. */
function finiteEdges(upper: readonly number[]): readonly number[] {
  const last = upper.length - 1;
  if (Number.isFinite(upper[last])) return upper;
  return [...upper.slice(0, last), (upper[last - 1] ?? 1) * 1.5];
}
