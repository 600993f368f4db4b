/**
 * How many replications are enough: until the half-width is a wanted part of the mean. After Law
 * and Kelton (Simulation Modeling and Analysis, the sequential procedure for a relative error) and,
 * for the forecast, Stein's two-stage idea (1945).
 */
import { badArgument } from './errors.ts';
import { checkConfidence, type Estimate, estimateMean } from './estimate.ts';
import { normalQuantile, studentQuantile } from './special.ts';

/** When replications are enough. */
export interface PrecisionRule {
  /** Largest error of the mean, as a part of the true mean: 0.05 for 5 %. Below 0.15 is advised. */
  readonly relativeError: number;
  /** 0.95 unless told. */
  readonly confidence?: number;
  /**
   * Replications before the first look, 2 or more, 10 unless told. Fewer stop at a spread that is
   * small by luck, and their intervals cover too rarely; docs/statistics.md shows how much.
   */
  readonly least?: number;
  /** Replications after which nobody waits any longer. */
  readonly most: number;
}

/** What the replications so far amount to. */
export interface Precision {
  readonly estimate: Estimate;
  /** Half-width over |mean|; Infinity below two values and for a mean of 0. */
  readonly relativeHalfWidth: number;
  readonly isEnough: boolean;
  /** How many more are likely to do, within `most`; 0 when enough or when `most` is spent. */
  readonly more: number;
  /** Whether that number is forecast to suffice; false: `most` will be spent first. */
  readonly isWithinReach: boolean;
}

interface Aim {
  readonly relativeHalfWidth: number;
  readonly confidence: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Judges the values of the replications so far: a pure step. Run `more` further ones and ask again.
 * Half-width ÷ mean is held against γ/(1 + γ), as the relative error γ is one of the true mean, not
 * of the estimate. A mean of exactly 0 is never enough: nothing is relative to it.
 *
 * @throws EngineError `bad-argument` for a rule whose shares are not above 0 and below 1, or whose
 * least and most are no whole numbers in order.
 */
export function judgePrecision(values: readonly number[], rule: PrecisionRule): Precision {
  const aim = aimOf(rule);
  const estimate = estimateMean(values, aim.confidence);
  const { count, halfWidth } = estimate;
  const size = Math.abs(estimate.mean);
  const relativeHalfWidth = count < 2 || size === 0 ? Infinity : halfWidth / size;
  const isEnough = count >= aim.least && relativeHalfWidth <= aim.relativeHalfWidth;
  const wanted = isEnough ? count : forecast(count, relativeHalfWidth, aim);
  const more = Math.max(0, Math.min(wanted, aim.most) - count);
  return { estimate, relativeHalfWidth, isEnough, more, isWithinReach: wanted <= aim.most };
}

/** The least number of replications whose half-width would do if the spread stays what it is. */
function forecast(count: number, relativeHalfWidth: number, aim: Aim): number {
  if (count < aim.least) return aim.least;
  const spread = relativeHalfWidth / factorAt(count, aim.confidence);
  const root = (spread * normalQuantile(0.5 + aim.confidence / 2)) / aim.relativeHalfWidth;
  // The normal quantile is below Student's, so this falls short, and by a few at most.
  let wanted = Math.max(count + 1, Math.ceil(root * root));
  const isShort = (n: number) => spread * factorAt(n, aim.confidence) > aim.relativeHalfWidth;
  while (wanted <= aim.most && isShort(wanted)) wanted++;
  return wanted;
}

/** Half-width of n values of standard deviation 1. */
function factorAt(n: number, confidence: number): number {
  return studentQuantile(0.5 + confidence / 2, n - 1) / Math.sqrt(n);
}

function aimOf({ relativeError, confidence = 0.95, least = 10, most }: PrecisionRule): Aim {
  if (!(relativeError > 0 && relativeError < 1)) {
    throw badArgument('relativeError', relativeError, 'a share above 0 and below 1');
  }
  checkConfidence(confidence);
  if (!(Number.isSafeInteger(least) && least >= 2)) {
    throw badArgument('least', least, 'a whole number, at least 2');
  }
  if (!(Number.isSafeInteger(most) && most >= least)) {
    throw badArgument('most', most, `a whole number, at least ${least}`);
  }
  return { relativeHalfWidth: relativeError / (1 + relativeError), confidence, least, most };
}
