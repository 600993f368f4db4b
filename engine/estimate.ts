import { badArgument } from './errors.ts';
import { studentQuantile } from './special.ts';

/** A mean and how far from it the truth may be: mean ± halfWidth at the confidence asked for. */
export interface Estimate {
  /** NaN when there is no value. */
  readonly mean: number;
  /** Infinity below two values: they say nothing about their spread. */
  readonly halfWidth: number;
  readonly count: number;
}

/**
 * Mean of independent values with Student's interval (95 % unless told).
 *
 * @throws EngineError `bad-argument` for a value that is not finite, or a confidence that is not
 * above 0 and below 1.
 */
export function estimateMean(values: readonly number[], confidence = 0.95): Estimate {
  checkConfidence(confidence);
  checkFinite(values);
  const count = values.length;
  const mean = sum(values) / count;
  if (count < 2) return { mean, halfWidth: Infinity, count };
  const variance = sum(values.map((x) => (x - mean) * (x - mean))) / (count - 1);
  const quantile = studentQuantile(0.5 + confidence / 2, count - 1);
  return { mean, halfWidth: quantile * Math.sqrt(variance / count), count };
}

/**
 * Mean of a - b, pair by pair: the effect under common random numbers.
 *
 * @throws EngineError `bad-argument` for lists of two lengths, or a confidence not above 0 and
 * below 1.
 */
export function pairedDifference(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): Estimate {
  checkPairs(a, b);
  return estimateMean(
    a.map((x, i) => x - b[i]),
    confidence,
  );
}

/**
 * Ratio of two totals over replications, Σ numerators ÷ Σ denominators, by the jackknife
 * (Quenouille 1956, Tukey 1958): nearly without bias, unlike a mean of ratios.
 *
 * @throws EngineError `bad-argument` for lists of two lengths, or a confidence not above 0 and
 * below 1.
 */
export function jackknifeRatio(
  numerators: readonly number[],
  denominators: readonly number[],
  confidence = 0.95,
): Estimate {
  checkPairs(numerators, denominators);
  const count = numerators.length;
  const above = sum(numerators);
  const below = sum(denominators);
  if (count < 2) return { mean: above / below, halfWidth: Infinity, count };
  const pseudovalues = numerators.map((numerator, i) => {
    const without = (above - numerator) / (below - denominators[i]);
    return (count * above) / below - (count - 1) * without;
  });
  return estimateMean(pseudovalues, confidence);
}

/** Refuses a confidence that is not a share strictly between 0 and 1, such as 95 for 95 %. */
export function checkConfidence(confidence: number): void {
  if (confidence > 0 && confidence < 1) return;
  throw badArgument('confidence', confidence, 'a share above 0 and below 1');
}

function checkFinite(values: readonly number[]): void {
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) throw badArgument(`values[${place}]`, values[place], 'a finite number');
}

/** Refuses lists that cannot be paired, one value with one. */
export function checkPairs(a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length) {
    throw badArgument('the length of b', b.length, `that of a, ${a.length}`);
  }
}

/** Sum with the rounding errors carried along (Neumaier 1974). */
function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const x of values) {
    const next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}
