import type { SimTime } from './units.ts';

/** Names one scheduled event. Not an int32: keep it in a number field or a Float64Array. */
export type EventHandle = number;

/** What a simulation asks of an agenda; `HeapAgenda` answers the same, more slowly. */
export interface FutureEvents {
  /** Instant, kind and the two operands of the event that next() took. */
  readonly time: SimTime;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  /** Number of events to come. */
  readonly size: number;
  /**
   * Adds an event. Unchecked, for speed (`Simulation.schedule` checks): whole microseconds, not
   * before the last event taken; rank from 0 to LAST_RANK; kind from 0.
   */
  schedule(time: SimTime, rank: number, kind: number, a: number, b: number): EventHandle;
  /** Takes an event back; false when it already happened or was cancelled. */
  cancel(handle: EventHandle): boolean;
  /** Instant of the next event; Infinity when there is none. */
  peekTime(): SimTime;
  /** Takes the next event if it comes no later than `until`; false when there is none. */
  next(until: SimTime): boolean;
}
