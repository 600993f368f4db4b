import type { Estimate } from '../engine/estimate.ts';
import { normalQuantile } from '../engine/special.ts';
import { createTally, record, type Tally } from '../engine/tally.ts';

/** One way to make intervals, tried many times over on a model whose truth is known. */
export interface Trial {
  readonly model: string;
  readonly method: string;
  /** What one interval is made from. */
  readonly size: string;
  readonly truth: number;
  inside: number;
  /** Intervals that lie wholly below the truth, and above it. */
  below: number;
  above: number;
  readonly means: Tally;
  /** Half-width over the truth, of each interval. */
  readonly widths: Tally;
}

/** The words of a trial. */
export type TrialName = Pick<Trial, 'model' | 'method' | 'size'>;

/** The method that no one should use: successive, correlated observations as if independent. */
export const WRONG = '**wrong**: as if independent';

/** A trial that has seen no interval. */
export function createTrial(name: TrialName, truth: number): Trial {
  const [means, widths] = [createTally(), createTally()];
  return { ...name, truth, inside: 0, below: 0, above: 0, means, widths };
}

/** Holds one interval against the truth. */
export function hold(
  trial: Trial,
  { mean, halfWidth }: Pick<Estimate, 'mean' | 'halfWidth'>,
): void {
  if (Math.abs(mean - trial.truth) <= halfWidth) trial.inside++;
  else if (mean < trial.truth) trial.below++;
  else trial.above++;
  record(trial.means, mean);
  record(trial.widths, halfWidth / trial.truth);
}

/** What the coverage of a trial may be, at this confidence: Wilson's interval for a share (1927). */
export function coverageOf(
  trial: Trial,
  confidence = 0.95,
): readonly [least: number, most: number] {
  const count = trial.means.count;
  const z = normalQuantile(0.5 + confidence / 2);
  const share = trial.inside / count;
  const middle = share + (z * z) / (2 * count);
  const away = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  const scale = 1 + (z * z) / count;
  return [(middle - away) / scale, (middle + away) / scale];
}

/** What a trial says of intervals that call themselves 95 %. */
export type Verdict = 'keeps 95 %' | 'covers too rarely' | 'covers too often';

/** Whether 95 % is among what the coverage may be, at this confidence. */
export function judgeTrial(trial: Trial, confidence = 0.95): Verdict {
  const [least, most] = coverageOf(trial, confidence);
  if (most < 0.95) return 'covers too rarely';
  return least > 0.95 ? 'covers too often' : 'keeps 95 %';
}
