import { pow } from '../../engine/math.ts';
import { openStream, uniform } from '../../engine/random.ts';
import { normalQuantile } from '../../engine/special.ts';

/** Estimated parameters of what is compared, with the covariance of their estimates. */
export interface Estimates {
  readonly mean: readonly number[];
  /** Rows of the covariance matrix; all 0 where a parameter is known exactly. */
  readonly covariance: readonly (readonly number[])[];
}

/** What the frontier is sought in. */
export interface FrontierProblem {
  /** Off-load less classical, in money, for a size: the annealer is worth it below 0. */
  readonly difference: (parameters: readonly number[], size: number) => number;
  readonly estimates: Estimates;
  /** Sizes that the estimates come from. */
  readonly from: number;
  readonly to: number;
}

/** The break-even size, or why there is none. */
export type Frontier =
  | {
      readonly kind: 'size';
      readonly size: number;
      /** 95 % interval by the parametric bootstrap. */
      readonly low: number;
      readonly high: number;
      /** Whether the annealer wins above it, or below. */
      readonly side: 'above' | 'below';
      /** Share of the draws in which the two never met. */
      readonly without: number;
    }
  | {
      readonly kind: 'none';
      /** Who wins all over the range at the estimates; nobody where they do meet. */
      readonly winner: 'classical' | 'annealer' | 'nobody';
      readonly without: number;
    };

/** Share of draws without a crossing above which no frontier may be told. */
const MOST_WITHOUT = 0.05;
const STEPS = 96;
const HALVINGS = 60;
const HALF_STEP = 5.551115123125783e-17;

/**
 * The size at which both ways are worth the same: the first root of the difference in the range,
 * with its interval by drawing the parameters anew (parametric bootstrap, Efron and Tibshirani
 * 1993). Where more than 5 % of the draws have no root there is no frontier inside the data.
 */
export function findFrontier(problem: FrontierProblem, draws: number, seed: number): Frontier {
  const { estimates } = problem;
  const roots: number[] = [];
  const factor = choleskyOf(estimates.covariance);
  const state = openStream(seed, 'q-burst/frontier');
  for (let at = 0; at < draws; at++) {
    const root = rootOf(problem, drawParameters(estimates.mean, factor, state));
    if (root !== undefined) roots.push(root);
  }
  const without = 1 - roots.length / draws;
  const size = rootOf(problem, estimates.mean);
  const start = problem.difference(estimates.mean, problem.from);
  if (size === undefined)
    return { kind: 'none', winner: start < 0 ? 'annealer' : 'classical', without };
  if (without > MOST_WITHOUT) return { kind: 'none', winner: 'nobody', without };
  roots.sort((a, b) => a - b);
  const quantile = (q: number) => roots[Math.round(q * (roots.length - 1))];
  const side = start < 0 ? 'below' : 'above';
  return { kind: 'size', size, low: quantile(0.025), high: quantile(0.975), side, without };
}

/**
 * Fieller's interval for the ratio a / b of two estimates (Fieller 1954), at z standard errors;
 * undefined where b is not told from 0 and the interval is not bounded.
 */
export function fiellerInterval(
  { mean: [a, b], covariance: [[vaa, vab], [, vbb]] }: Estimates,
  z: number,
): readonly [low: number, high: number] | undefined {
  const square = z * z;
  const denominator = b * b - square * vbb;
  if (denominator <= 0) return undefined;
  const middle = a * b - square * vab;
  const under = middle * middle - denominator * (a * a - square * vaa);
  const half = Math.sqrt(Math.max(0, under));
  return [(middle - half) / denominator, (middle + half) / denominator];
}

/** The first size at which the difference changes its sign; sizes are walked by equal ratios. */
function rootOf(
  { difference, from, to }: FrontierProblem,
  parameters: readonly number[],
): number | undefined {
  const ratio = pow(to / from, 1 / STEPS);
  let low = from;
  const isBelow = difference(parameters, low) < 0;
  for (let step = 0; step < STEPS; step++) {
    const high = step === STEPS - 1 ? to : low * ratio;
    if (difference(parameters, high) < 0 !== isBelow) {
      return halve((size) => difference(parameters, size) < 0 === isBelow, low, high);
    }
    low = high;
  }
  return undefined;
}

function halve(isLow: (x: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (low + high) / 2;
    if (isLow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function drawParameters(
  mean: readonly number[],
  factor: readonly (readonly number[])[],
  state: Int32Array,
): readonly number[] {
  const normals = mean.map(() => normalQuantile(uniform(state, 0) + HALF_STEP));
  return mean.map((value, row) => {
    return factor[row].reduce((sum, entry, column) => sum + entry * normals[column], value);
  });
}

/** Lower triangle L with L Lᵀ = the matrix; a parameter without variance keeps a row of zeros. */
function choleskyOf(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j <= i; j++) {
      const known = rows[i].reduce((sum, x, k) => (k < j ? sum + x * rows[j][k] : sum), 0);
      const rest = matrix[i][j] - known;
      if (i === j) rows[i][i] = Math.sqrt(Math.max(0, rest));
      else rows[i][j] = rows[j][j] === 0 ? 0 : rest / rows[j][j];
    }
  }
  return rows;
}
