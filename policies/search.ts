import type { Duration, SimTime } from '../engine/units.ts';
import type { Gate } from './gate.ts';

/** A power law of time by size with its scatter: ln seconds = intercept + slope ln n + N(0, sd). */
export interface TimeLaw {
  readonly intercept: number;
  readonly slope: number;
  readonly sd: number;
  /** Sizes it was fitted on. */
  readonly from: number;
  readonly to: number;
}

/** What is known of searching before the first search. */
export interface SearchBrief {
  /** Time to the target quality with 99 % on one classical worker, as measured in the studio. */
  readonly classical: TimeLaw;
  /** Chance that one read of the annealer reaches the target: ln p = intercept + slope n. */
  readonly successIntercept: number;
  readonly successSlope: number;
  /** Programming once, and each read with its delay; microseconds. */
  readonly programming: Duration;
  readonly perRead: Duration;
  /** Most reads a client asks for at once. */
  readonly mostReads: number;
  /** Largest problem that fits. */
  readonly mostVariables: number;
  /** Network to the annealer and back. */
  readonly roundTrip: Duration;
  readonly workers: number;
  /**
   * Prices of a busy second, USD, and powers, W, of workers and annealer: what one more second
   * costs, so 0 where workers are paid for whether they work or not.
   */
  readonly pricePerSecond: readonly number[];
  readonly powerW: readonly number[];
}

/** All that a search gate may see of one search. The same object is filled for every search. */
export interface SearchView {
  at: SimTime;
  /** Variables of the problem. */
  size: number;
  /** Time until its answer is of no use. */
  left: Duration;
  /** Time to embed its graph: 0 where that is at hand, Infinity where it is known not to fit. */
  embedding: number;
  /** Mean wait at the workers and at the annealer as last told, and the age of that. */
  readonly wait: number[];
  readonly waitAge: number[];
  /** Off-loads that failed among the last 32. */
  failures: number;
  /** Spent on each solver since the day began, USD. */
  readonly spent: number[];
  intensityGPerKwh: number;
}

/** What became of one search. */
export interface SearchOutcome {
  at: SimTime;
  size: number;
  choice: number;
  response: number;
  isFailure: boolean;
}

/** Rules that may overrule a gate, in the order that standings are numbered; 0: none does. */
export const SEARCH_RULES = ['none', 'age', 'budget', 'carbon', 'queue', 'failures'] as const;

/** A gate that sends searches to the own classical machines (0) or to the annealer (1). */
export type SearchGate = Gate<SearchView, SearchOutcome, unknown> & {
  /** The rule of `SEARCH_RULES` that holds it to the classical machines, after a choice. */
  standing?(memory: unknown): number;
};
