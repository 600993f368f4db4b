/**
 * Laws of chance: drawing, moments, distribution functions. Every kind but gamma (and the parts it
 * is made of) turns a fixed number of uniforms into a value, rising with the first: so two
 * runs that share a stream stay in step (common random numbers).
 */
import { badArgument } from './errors.ts';
import { type HyperexponentialLaw, type Law, requireLaw } from './law.ts';
import { exp, expm1, log, pow } from './math.ts';
import { uniform } from './random.ts';
import { gamma, gammaCdf, normalCdf, normalQuantile } from './special.ts';
import { minusLog } from './unit-log.ts';

export { checkLaw, type Law } from './law.ts';

/** Phases whose product of uniforms cannot underflow: 16 · 53 bits is less than 1022. */
const PHASES_PER_LOG = 16;
/** Half a step of the 53-bit grid, so that a normal quantile is never taken at 0. */
const HALF_STEP = 5.551115123125783e-17;

/**
 * One value of the law, from the stream whose state is at `at`. Unchecked for speed: a law that
 * `requireLaw` would refuse gives NaN, undefined or values of no law at all.
 */
export function draw(law: Law, state: Int32Array, at: number): number {
  // The commonest law by itself, so that its callers can inline it.
  if (law.kind === 'exponential') return law.mean * minusLog(1 - uniform(state, at));
  return drawFrom(law, state, at, uniform);
}

/**
 * What `draw` makes of the same uniforms turned round, u into 1 - u: large where draw's is small.
 * Half of an antithetic pair. It takes as many uniforms as `draw` and, like it, checks no law.
 *
 * @throws EngineError `bad-argument` for a gamma law, whose rejections would break the pair.
 */
export function drawMirrored(law: Law, state: Int32Array, at: number): number {
  if (law.kind === 'gamma') throw badArgument('law', 'gamma', 'one that is drawn by inversion');
  return drawFrom(law, state, at, mirroredUniform);
}

type Uniform = (state: Int32Array, at: number) => number;

/** The uniform number at the other end of the 53-bit grid: in [0, 1) again. */
function mirroredUniform(state: Int32Array, at: number): number {
  return 1 - 2 * HALF_STEP - uniform(state, at);
}

function drawFrom(law: Law, state: Int32Array, at: number, next: Uniform): number {
  switch (law.kind) {
    case 'deterministic':
      return law.value;
    case 'exponential':
      return law.mean * unitOf(next(state, at));
    case 'lognormal':
      return exp(law.mu + law.sigma * normalOf(next(state, at)));
    case 'erlang':
      return (law.mean / law.phases) * drawPhases(law.phases, state, at, next);
    case 'gamma':
      return law.scale * drawGamma(law.shape, state, at);
    case 'weibull':
      return law.scale * pow(unitOf(next(state, at)), 1 / law.shape);
    case 'pareto':
      return law.scale * exp(unitOf(next(state, at)) / law.shape);
    case 'hyperexponential':
      return drawHyperexponential(law, state, at, next);
    case 'empirical':
      return law.values[Math.floor(next(state, at) * law.values.length)];
    case 'normal':
      return law.mean + law.sd * normalOf(next(state, at));
  }
}

/** Exponential of mean 1 by inversion. 1 - u is exact, and never 0. */
function unitOf(u: number): number {
  return minusLog(1 - u);
}

/** Standard normal by inversion, from the nearer end: half a step is lost in numbers near 1. */
function normalOf(u: number): number {
  return u < 0.5 ? normalQuantile(u + HALF_STEP) : -normalQuantile(1 - u - HALF_STEP);
}

/** Sum of this many exponentials of mean 1. */
function drawPhases(phases: number, state: Int32Array, at: number, next: Uniform): number {
  let sum = 0;
  for (let left = phases; left > 0; left -= PHASES_PER_LOG) {
    let product = 1;
    for (let i = Math.min(left, PHASES_PER_LOG); i > 0; i--) product *= 1 - next(state, at);
    sum -= log(product);
  }
  return sum;
}

/** Gamma of scale 1: Marsaglia and Tsang 2000, with their boost below shape 1. */
function drawGamma(shape: number, state: Int32Array, at: number): number {
  if (shape < 1) {
    return drawGamma(shape + 1, state, at) * exp(-unitOf(uniform(state, at)) / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalOf(uniform(state, at));
    const root = 1 + c * x;
    const v = root * root * root;
    const u = 1 - uniform(state, at);
    if (v > 0 && log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
  }
}

function drawHyperexponential(
  law: HyperexponentialLaw,
  state: Int32Array,
  at: number,
  next: Uniform,
): number {
  let left = next(state, at) * totalOf(law.weights);
  let branch = 0;
  while (branch < law.means.length - 1 && left >= law.weights[branch]) {
    left -= law.weights[branch];
    branch++;
  }
  return law.means[branch] * unitOf(next(state, at));
}

/**
 * Mean of the law; Infinity for a Pareto law of shape 1 or less.
 *
 * @throws EngineError `bad-argument` for a law that `requireLaw` refuses.
 */
export function meanOf(law: Law): number {
  requireLaw(law);
  switch (law.kind) {
    case 'deterministic':
      return law.value;
    case 'exponential':
    case 'erlang':
    case 'normal':
      return law.mean;
    case 'gamma':
      return law.shape * law.scale;
    case 'weibull':
      return law.scale * gamma(1 + 1 / law.shape);
    case 'lognormal':
      return exp(law.mu + 0.5 * law.sigma * law.sigma);
    case 'pareto':
      return law.shape > 1 ? (law.shape * law.scale) / (law.shape - 1) : Infinity;
    case 'hyperexponential':
      return weighted(law.weights, law.means);
    case 'empirical':
      return totalOf(law.values) / law.values.length;
  }
}

/**
 * Squared coefficient of variation, variance ÷ mean²; Infinity where the variance is.
 *
 * @throws EngineError `bad-argument` for a law that `requireLaw` refuses.
 */
export function scvOf(law: Law): number {
  requireLaw(law);
  switch (law.kind) {
    case 'deterministic':
      return 0;
    case 'exponential':
      return 1;
    case 'erlang':
      return 1 / law.phases;
    case 'gamma':
      return 1 / law.shape;
    case 'weibull': {
      const first = gamma(1 + 1 / law.shape);
      return gamma(1 + 2 / law.shape) / (first * first) - 1;
    }
    case 'lognormal':
      return exp(law.sigma * law.sigma) - 1;
    case 'pareto':
      return law.shape > 2 ? 1 / (law.shape * (law.shape - 2)) : Infinity;
    case 'hyperexponential': {
      const mean = weighted(law.weights, law.means);
      return (
        (2 *
          weighted(
            law.weights,
            law.means.map((m) => m * m),
          )) /
          (mean * mean) -
        1
      );
    }
    case 'empirical':
      return empiricalScv(law.values);
    case 'normal':
      return (law.sd * law.sd) / (law.mean * law.mean);
  }
}

/**
 * Probability that a value of the law is at most x.
 *
 * @throws EngineError `bad-argument` for a law that `requireLaw` refuses, or an x of NaN.
 */
export function cdfOf(law: Law, x: number): number {
  requireLaw(law);
  if (Number.isNaN(x)) throw badArgument('x', x, 'a number');
  switch (law.kind) {
    case 'deterministic':
      return x >= law.value ? 1 : 0;
    case 'exponential':
      return exponentialCdf(law.mean, x);
    case 'erlang':
      return gammaCdf(law.phases, (x * law.phases) / law.mean);
    case 'gamma':
      return gammaCdf(law.shape, x / law.scale);
    case 'weibull':
      return x <= 0 ? 0 : exponentialCdf(1, pow(x / law.scale, law.shape));
    case 'lognormal':
      return x <= 0 ? 0 : normalAt(log(x) - law.mu, law.sigma);
    case 'pareto':
      return x <= law.scale ? 0 : 1 - pow(law.scale / x, law.shape);
    case 'hyperexponential':
      return weighted(
        law.weights,
        law.means.map((mean) => exponentialCdf(mean, x)),
      );
    case 'empirical':
      return law.values.filter((value) => value <= x).length / law.values.length;
    case 'normal':
      return normalAt(x - law.mean, law.sd);
  }
}

/** Chance that a normal variable exceeds its mean by at most x; without spread, all or nothing. */
function normalAt(x: number, sd: number): number {
  if (sd === 0) return x >= 0 ? 1 : 0;
  return normalCdf(x / sd);
}

function exponentialCdf(mean: number, x: number): number {
  return x <= 0 ? 0 : -expm1(-x / mean);
}

function totalOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Mean of the values under the weights, which need not add up to 1. */
function weighted(weights: readonly number[], values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];
  return sum / totalOf(weights);
}

function empiricalScv(values: readonly number[]): number {
  const mean = totalOf(values) / values.length;
  const squares = values.map((value) => (value - mean) * (value - mean));
  return totalOf(squares) / values.length / (mean * mean);
}
