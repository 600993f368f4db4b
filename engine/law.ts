import { EngineError } from './errors.ts';

/** A law of chance as plain data; every mean, scale and value is in the caller's unit. */
export type Law =
  | { readonly kind: 'deterministic'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'erlang'; readonly phases: number; readonly mean: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'pareto'; readonly shape: number; readonly scale: number }
  | HyperexponentialLaw
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number };

/** Exponential of mean i with chance in proportion to weight i: more variable than one. */
export interface HyperexponentialLaw {
  readonly kind: 'hyperexponential';
  readonly weights: readonly number[];
  readonly means: readonly number[];
}

/**
 * Answers a law that can be drawn from. Drawing itself checks nothing, for speed: call this once,
 * where a law enters the model.
 *
 * @throws EngineError `bad-argument` for what `checkLaw` finds wrong.
 */
export function requireLaw<L extends Law>(law: L): L {
  const problem = checkLaw(law);
  if (problem === undefined) return law;
  throw new EngineError('bad-argument', `${law.kind} law: ${problem}`);
}

/** The first thing wrong with a law, in words, or undefined when it can be drawn from. */
export function checkLaw(law: Law): string | undefined {
  switch (law.kind) {
    case 'deterministic':
      return wantFinite('value', law.value);
    case 'exponential':
      return wantPositive('mean', law.mean);
    case 'erlang':
      return wantPhases(law.phases) ?? wantPositive('mean', law.mean);
    case 'gamma':
    case 'weibull':
    case 'pareto':
      return wantPositive('shape', law.shape) ?? wantPositive('scale', law.scale);
    case 'lognormal':
      return wantFinite('mu', law.mu) ?? wantNotNegative('sigma', law.sigma);
    case 'normal':
      return wantFinite('mean', law.mean) ?? wantNotNegative('sd', law.sd);
    case 'hyperexponential':
      return checkBranches(law.weights, law.means);
    case 'empirical':
      return checkValues(law.values);
    default:
      return wantKind(law);
  }
}

const KINDS =
  'deterministic, exponential, erlang, gamma, weibull, lognormal, pareto, hyperexponential, ' +
  'empirical or normal';

/** Only a caller without types, or a file, gets here. */
function wantKind(law: { readonly kind: unknown }): string {
  return `kind is ${String(law.kind)}; wanted ${KINDS}`;
}

function wantFinite(name: string, x: number): string | undefined {
  return Number.isFinite(x) ? undefined : `${name} is ${x}; wanted a finite number`;
}

function wantPositive(name: string, x: number): string | undefined {
  return Number.isFinite(x) && x > 0 ? undefined : `${name} is ${x}; wanted a number above 0`;
}

function wantNotNegative(name: string, x: number): string | undefined {
  return Number.isFinite(x) && x >= 0 ? undefined : `${name} is ${x}; wanted a number from 0 up`;
}

function wantPhases(phases: number): string | undefined {
  if (Number.isInteger(phases) && phases >= 1) return undefined;
  return `phases is ${phases}; wanted a whole number, at least 1`;
}

function checkBranches(weights: readonly number[], means: readonly number[]): string | undefined {
  if (weights.length === 0) return 'weights is empty; wanted at least one';
  if (weights.length !== means.length) {
    return `there are ${weights.length} weights and ${means.length} means; wanted as many of each`;
  }
  for (let i = 0; i < weights.length; i++) {
    const problem =
      wantNotNegative(`weight ${i}`, weights[i]) ?? wantPositive(`mean ${i}`, means[i]);
    if (problem !== undefined) return problem;
  }
  return weights.some((weight) => weight > 0) ? undefined : 'every weight is 0';
}

function checkValues(values: readonly number[]): string | undefined {
  if (values.length === 0) return 'values is empty; wanted at least one';
  for (let i = 0; i < values.length; i++) {
    const problem = wantFinite(`value ${i}`, values[i]);
    if (problem !== undefined) return problem;
    if (i > 0 && values[i] < values[i - 1]) {
      return `value ${i} is ${values[i]}, below the one before it; wanted ascending values`;
    }
  }
  return undefined;
}
