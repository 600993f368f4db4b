import { type Law, meanOf } from '../../engine/distributions.ts';
import { HOUR, SECOND } from '../../engine/units.ts';
import type { TraceFiles } from '../files.ts';
import { importGaia } from '../import/gaia.ts';
import { importOpenbTasks } from '../import/openb.ts';
import type { Imported } from '../problem.ts';
import type { JobSample } from '../series.ts';
import { beside, figure, percent } from './figures.ts';
import {
  fitPositive,
  largestGap,
  meanLogDensity,
  type PositiveFamily,
  positiveFamilies,
  quantileOfLaw,
} from './positive-laws.ts';
import type { FitOptions, FitReport, FitTable, Fitter } from './report.ts';

/** Fits laws of gaps and lengths to recorded training jobs of Alibaba PAI as GAIA extracts them. */
export const gaiaFitter: Fitter = {
  format: 'gaia',
  doc: 'lengths and gaps of training jobs; CSV file; select: hours or seconds',
  holdOuts: ['later-half'],
  fit: (files, path, { select }) => reportOf(path, importGaia(files.read(path), select)),
};

/** The same for the tasks of Alibaba's openb cluster. */
export const openbFitter: Fitter = {
  format: 'openb',
  doc: 'lengths and gaps of GPU tasks; CSV file of tasks',
  holdOuts: ['later-half'],
  fit: (files, path, _options: FitOptions) => reportOf(path, openTasks(files, path)),
};

function openTasks(files: TraceFiles, path: string): Imported<JobSample> {
  const { value, notes } = importOpenbTasks(files.read(path));
  return { value: value.sample, notes };
}

/** One quantity fitted on the earlier half of the rows and judged on the later half. */
export interface JudgedLaw {
  readonly quantity: 'length' | 'gap';
  readonly family: PositiveFamily;
  /** In hours, of what lies above `least`. */
  readonly law: Law;
  readonly least: number;
  readonly score: number;
  readonly gap: number;
  readonly held: readonly number[];
}

/** Every family fitted to lengths and gaps of the earlier half, best on the later half first. */
export function judgeJobs(sample: JobSample): readonly JudgedLaw[] {
  return (['length', 'gap'] as const).flatMap((quantity) => {
    const values = quantity === 'length' ? lengthsOf(sample) : gapsOf(sample);
    const half = Math.floor(values.length / 2);
    const [fitted, held] = [values.slice(0, half), values.slice(half)];
    const least = quantity === 'length' ? leastOf(fitted) : 0;
    const above = (list: readonly number[]) => list.map((one) => Math.max(one - least, RESOLUTION));
    const [seen, unseen] = [above(fitted), above(held)];
    return positiveFamilies
      .map((family): JudgedLaw => {
        const law = fitPositive(family, seen);
        const score = meanLogDensity(law, unseen);
        return { quantity, family, law, least, score, gap: largestGap(law, unseen), held };
      })
      .sort((a, b) => b.score - a.score);
  });
}

/** Half a second: arrivals and lengths are recorded in whole ones. */
const RESOLUTION = (0.5 * SECOND) / HOUR;

/** Lengths of jobs in hours. */
export function lengthsOf({ work, width }: JobSample): readonly number[] {
  return work.map((time, i) => time / width[i] / HOUR);
}

/** Times between arrivals in hours. */
export function gapsOf({ at }: JobSample): readonly number[] {
  return at.slice(1).map((time, i) => (time - at[i]) / HOUR);
}

// A trace cut at a least length is fitted above it; without a cut this is next to nothing.
function leastOf(values: readonly number[]): number {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return Math.max(0, least - RESOLUTION);
}

function reportOf(path: string, { value, notes }: Imported<JobSample>): FitReport {
  const judged = judgeJobs(value);
  return {
    title: `jobs of ${path}, fitted on the earlier half of the rows, judged on the later half`,
    tables: [widthTable(value), scoreTable(judged), quantileTable(judged)],
    notes: [
      ...notes,
      'lengths are fitted above the least length of the recording, gaps above nothing',
    ],
  };
}

function widthTable({ width }: JobSample): FitTable {
  const counts = new Map<number, number>();
  for (const one of width) counts.set(one, (counts.get(one) ?? 0) + 1);
  const widths = [...counts].sort(([a], [b]) => a - b);
  const common = widths.filter(([, count]) => count >= width.length / 100);
  return {
    title: 'widths that at least 1 % of the jobs have',
    head: ['width', 'share'],
    rows: common.map(([one, count]) => [String(one), percent(count / width.length)]),
  };
}

function scoreTable(judged: readonly JudgedLaw[]): FitTable {
  return {
    title: 'law, hours; held-out log-likelihood a job, nats (larger is better); KS distance',
    head: ['quantity', 'family', 'law', 'log-likelihood', 'KS distance'],
    rows: judged.map(({ quantity, family, law, least, score, gap }) => {
      const shift = least > 0 ? `${figure(least)} + ` : '';
      const name = `${shift}${wordLaw(law)}`;
      return [quantity, family, name, figure(score, 4), figure(gap)];
    }),
  };
}

/** A law's parameters in words. */
export function wordLaw(law: Law): string {
  const words = Object.entries(law).filter(([key]) => key !== 'kind');
  const word = (value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => figure(Number(one), 4)).join(' ');
    return figure(Number(value), 4);
  };
  return words.map(([key, value]) => `${key} ${word(value)}`).join(', ');
}

function quantileTable(judged: readonly JudgedLaw[]): FitTable {
  const best = judged.filter((one, i) => judged.findIndex((two) => isAlike(one, two)) === i);
  return {
    title: 'best law / held-out jobs, hours',
    head: ['quantity', 'family', 'mean', 'p50', 'p95', 'p99'],
    rows: best.map((one) => {
      const { held, law, least } = one;
      const sorted = [...held].sort((a, b) => a - b);
      const quantiles = [0.5, 0.95, 0.99].map((q) => {
        return beside([least + quantileOfLaw(law, q), sorted[Math.floor(q * sorted.length)]]);
      });
      const mean = held.reduce((sum, value) => sum + value, 0) / held.length;
      return [one.quantity, one.family, beside([least + meanOf(law), mean]), ...quantiles];
    }),
  };
}

function isAlike(one: JudgedLaw, two: JudgedLaw): boolean {
  return one.quantity === two.quantity;
}
