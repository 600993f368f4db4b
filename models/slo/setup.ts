import type { Duration } from '../../engine/units.ts';

/** What a condition is about. */
export const ASPECTS = ['response', 'waiting', 'full-model'] as const;

/**
 * One condition of a window: this share of its requests must be good. `response` and `waiting` are
 * good within a time, and `full-model` when the full model answered. A request without an answer is
 * good for nothing.
 */
export interface ConditionSetup {
  readonly name: string;
  readonly aspect: (typeof ASPECTS)[number];
  /** Infinity where the aspect is no time. */
  readonly within: Duration;
  readonly share: number;
}

/** A service level objective: this share of windows must meet every condition at once. */
export interface SloSetup {
  readonly window: Duration;
  readonly target: number;
  readonly conditions: readonly ConditionSetup[];
}
