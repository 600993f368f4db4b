import { draw } from '../engine/distributions.ts';
import type { Law } from '../engine/law.ts';
import { roundTime, SECOND } from '../engine/units.ts';

/** A model of the benchmark in one style of one kernel; times are in its own unit. */
export interface Model {
  /** Lets everything up to this instant happen. */
  run(until: number): void;
  /** Forgets what was counted so far. */
  reset(): void;
  /** What was counted since the last reset, over this span. */
  outcome(span: number): Outcome;
}

/** What a run is judged by: events of interest, and the figure that theory knows. */
export interface Outcome {
  readonly done: number;
  readonly check: number;
}

/**
 * One mean increment of HOLD in microseconds: so long that a million pending events seldom share
 * an instant, as they never do on the clocks of the peers, which are doubles.
 */
export const HOLD_UNIT = 1000 * SECOND;

/** One mean service time of the queues in microseconds. */
export const QUEUE_UNIT = SECOND;

/** Arrivals per mean service time. */
export const ARRIVAL_RATES = { mm1: 0.9, mg1: 0.8, tandem: 0.8 } as const;

/** Nine customers in ten are served in 0.5 on average, one in ten in 5.5: mean 1, scv 5.5. */
const HYPEREXPONENTIAL = { weights: [0.9, 0.1], means: [0.5, 5.5] } as const;

/** Means of the central server: thinking, and service at CPU, first and second disk. */
export const CENTRAL_SERVER = { think: 10, service: [0.2, 0.6, 0.4] } as const;

/** Exponential law of this mean, in service times of the queues. */
export function exponential(mean: number): Law {
  return { kind: 'exponential', mean: mean * QUEUE_UNIT };
}

/** The law of M/G/1's service times. */
export function hyperexponential(): Law {
  const means = HYPEREXPONENTIAL.means.map((mean) => mean * QUEUE_UNIT);
  return { kind: 'hyperexponential', weights: HYPEREXPONENTIAL.weights, means };
}

/** A whole number of microseconds from the law. */
export function drawSpan(law: Law, stream: Int32Array): number {
  return roundTime(draw(law, stream, 0));
}
