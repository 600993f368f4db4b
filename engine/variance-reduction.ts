/**
 * The same interval from fewer replications, and by how much: control variates, antithetic pairs,
 * common random numbers. Each answers the ratio of its variance to that without it, because each of
 * them can also lose.
 */
import { badArgument } from './errors.ts';
import { checkConfidence, checkPairs, type Estimate, estimateMean } from './estimate.ts';
import { studentQuantile } from './special.ts';

/** An estimate with what the method was worth. */
export interface ReducedEstimate extends Estimate {
  /**
   * Variance of the mean over that of the plain way with the same number of runs; above 1 the
   * method lost, NaN when nothing varies.
   */
  readonly varianceRatio: number;
}

/** Two lists that vary together, replication by replication. */
export interface PairedEstimate extends ReducedEstimate {
  /** Pearson's, between the two lists; NaN when one of them is constant. */
  readonly correlation: number;
}

/** Something measured in each replication whose true mean is known, such as a mean service time. */
export interface Control {
  readonly values: readonly number[];
  readonly mean: number;
}

/** The mean of a response with, or without, its controls. */
export interface ControlledEstimate extends ReducedEstimate {
  /** False when the controls did not pay: the estimate is then the plain one. */
  readonly isControlled: boolean;
}

/**
 * The effect a - b under common random numbers (95 % unless told), as pairedDifference gives it,
 * with its variance held against that of independent runs: they pay when the correlation is
 * positive.
 *
 * @throws EngineError `bad-argument` for lists of two lengths, or a confidence not above 0 and
 * below 1.
 */
export function commonDifference(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): PairedEstimate {
  return estimatePairs(a, b, { confidence, sign: -1 });
}

/**
 * The mean over antithetic pairs (95 % unless told): value i of both lists comes from the same
 * stream, once from u and once from 1 - u (Hammersley and Morton 1956). Pairs are what is
 * independent, so Student's interval is over their averages; they pay when the correlation is
 * negative.
 *
 * @throws EngineError `bad-argument` for lists of two lengths, or a confidence not above 0 and
 * below 1.
 */
export function antitheticMean(
  first: readonly number[],
  second: readonly number[],
  confidence = 0.95,
): PairedEstimate {
  const { mean, halfWidth, ...rest } = estimatePairs(first, second, { confidence, sign: 1 });
  return { mean: mean / 2, halfWidth: halfWidth / 2, ...rest };
}

function estimatePairs(
  a: readonly number[],
  b: readonly number[],
  { confidence, sign }: { readonly confidence: number; readonly sign: 1 | -1 },
): PairedEstimate {
  checkPairs(a, b);
  const pairs = estimateMean(
    a.map((x, i) => x + sign * b[i]),
    confidence,
  );
  const [left, right] = [centre(a), centre(b)];
  const [aa, bb, ab] = [dot(left, left), dot(right, right), dot(left, right)];
  const varianceRatio = 1 + (2 * sign * ab) / (aa + bb);
  return { ...pairs, varianceRatio, correlation: ab / Math.sqrt(aa * bb) };
}

/**
 * The mean of a response, corrected by how far the controls came out from their known means: linear
 * regression with Student's interval on n - 1 - q degrees of freedom for q controls (Lavenberg and
 * Welch 1981). The variance ratio includes the loss factor (n - 2)/(n - q - 2) for having to
 * estimate the coefficients. Where it is not below 1 the plain mean is answered. Refuses controls
 * that are constant or a mixture of the ones before.
 *
 * @throws EngineError `bad-argument` for too few values, controls of another length, a mean that is
 * not finite, a control that the others determine, or a confidence not above 0 and below 1.
 */
export function controlledMean(
  values: readonly number[],
  controls: readonly Control[],
  confidence = 0.95,
): ControlledEstimate {
  checkControls(values, controls);
  checkConfidence(confidence);
  const [count, used] = [values.length, controls.length];
  const plain = estimateMean(values, confidence);
  const { spread, shift, leverage } = regress(values, controls);
  const freedom = count - 1 - used;
  const before = dotWithSelf(centre(values)) / (count - 1);
  const variance = spread / freedom;
  const varianceRatio = ((variance / before) * (count - 2)) / (freedom - 1);
  if (!(varianceRatio < 1)) return { ...plain, varianceRatio, isControlled: false };
  const quantile = studentQuantile(0.5 + confidence / 2, freedom);
  const halfWidth = quantile * Math.sqrt(variance * (1 / count + leverage));
  return { mean: plain.mean - shift, halfWidth, count, varianceRatio, isControlled: true };
}

/** A centred control and how far its mean came out from the known one. */
interface Direction {
  readonly part: Float64Array;
  readonly offset: number;
}

interface Regression {
  /** Sum of squares that the controls do not explain. */
  readonly spread: number;
  /** What the controls say the mean is too high by. */
  readonly shift: number;
  /** What the interval widens by because the coefficients are estimated. */
  readonly leverage: number;
}

/** Least squares by making each control perpendicular to the ones before (Gram and Schmidt). */
function regress(values: readonly number[], controls: readonly Control[]): Regression {
  const residual = centre(values);
  const directions: Direction[] = [];
  let [shift, leverage] = [0, 0];
  for (const [index, control] of controls.entries()) {
    const { part, offset } = perpendicular(control, directions, index);
    const size = dotWithSelf(part);
    const coefficient = dot(residual, part) / size;
    subtract(residual, coefficient, part);
    shift += coefficient * offset;
    leverage += (offset * offset) / size;
    directions.push({ part, offset });
  }
  return { spread: dotWithSelf(residual), shift, leverage };
}

function perpendicular(
  control: Control,
  directions: readonly Direction[],
  index: number,
): Direction {
  const part = centre(control.values);
  const whole = dotWithSelf(Float64Array.from(control.values));
  let offset = meanOf(control.values) - control.mean;
  for (const { part: before, offset: its } of directions) {
    const coefficient = dot(part, before) / dotWithSelf(before);
    subtract(part, coefficient, before);
    offset -= coefficient * its;
  }
  // Rounding leaves about 1e-32 of the squares of a control that the others determine.
  if (dotWithSelf(part) > 1e-24 * whole) return { part, offset };
  throw badArgument(`controls[${index}]`, 'constant', 'values that the others do not determine');
}

function checkControls(values: readonly number[], controls: readonly Control[]): void {
  const least = controls.length + 3;
  if (values.length < least) {
    throw badArgument('the length of values', values.length, `at least ${least}, 3 + controls`);
  }
  for (const [index, control] of controls.entries()) {
    const found = control.values.length;
    if (found !== values.length) {
      throw badArgument(`the length of controls[${index}]`, found, `that of values`);
    }
    if (!Number.isFinite(control.mean)) {
      throw badArgument(`the mean of controls[${index}]`, control.mean, 'a finite number');
    }
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function centre(values: readonly number[]): Float64Array {
  const mean = meanOf(values);
  return Float64Array.from(values, (x) => x - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function dotWithSelf(a: Float64Array): number {
  return dot(a, a);
}

function subtract(from: Float64Array, factor: number, what: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * what[i];
}
