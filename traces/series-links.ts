import { draw } from '../engine/distributions.ts';
import { log1p, pow } from '../engine/math.ts';

/** Parameters of a beta law: shares between 0 and 1, with mean a / (a + b). */
export interface BetaLaw {
  readonly a: number;
  readonly b: number;
}

/**
 * How the delays of a population of links are spread: what a round trip takes beyond the least the
 * link can do. Most are quiet; the others lie in a body that all links share, or far beyond it in
 * a heavy tail. Links differ in how often. Times in microseconds.
 */
export interface LinkJitter {
  /** Mean of a quiet delay; exponential. */
  readonly quiet: number;
  /** Share of a link's round trips that are not quiet: one draw a link. */
  readonly delayed: BetaLaw;
  /** Evenly spaced quantiles of delays in the body, ascending. */
  readonly body: readonly number[];
  /** Share of a link's delayed round trips that lie beyond the body: one draw a link. */
  readonly far: BetaLaw;
  /** Generalised Pareto law of what lies beyond the body's end: a shape above 0 is a heavy tail. */
  readonly tail: { readonly shape: number; readonly scale: number };
  /**
   * A link's mood: `share` of the variance of a delay's normal score is a value that holds for a
   * `step` of time and passes on `keep` of itself to the next step.
   */
  readonly memory: { readonly share: number; readonly keep: number; readonly step: number };
}

/** One link's own shares, both 0..1. */
export interface LinkShares {
  readonly delayed: number;
  readonly far: number;
}

const longestDelay = 60_000_000;

/** Draws a link's shares from its population with the stream at `at` of `state`. */
export function drawShares(population: LinkJitter, state: Int32Array, at: number): LinkShares {
  const delayed = drawBeta(population.delayed, state, at);
  return { delayed, far: drawBeta(population.far, state, at) };
}

function drawBeta({ a, b }: BetaLaw, state: Int32Array, at: number): number {
  const one = draw({ kind: 'gamma', shape: a, scale: 1 }, state, at);
  const other = draw({ kind: 'gamma', shape: b, scale: 1 }, state, at);
  return one + other === 0 ? a / (a + b) : one / (one + other);
}

/**
 * The delay that a link does not exceed with probability u in [0, 1), microseconds: rises with u,
 * at most a minute.
 */
export function delayAt(population: LinkJitter, shares: LinkShares, u: number): number {
  const quietShare = 1 - shares.delayed;
  const { quiet, body, tail } = population;
  if (u < quietShare) return Math.min(body[0], -quiet * log1p(-u / quietShare));
  const beyond = (1 - u) / shares.delayed;
  if (beyond > shares.far) return bodyAt(body, (1 - beyond) / (1 - shares.far));
  const rest = Math.max(beyond / shares.far, 1e-12);
  const excess = (tail.scale / tail.shape) * (pow(rest, -tail.shape) - 1);
  return Math.min(longestDelay, body[body.length - 1] + excess);
}

function bodyAt(body: readonly number[], p: number): number {
  const place = Math.min(Math.max(p, 0), 1) * (body.length - 1);
  const low = Math.min(Math.floor(place), body.length - 2);
  return body[low] + (body[low + 1] - body[low]) * (place - low);
}
