import { type EventSlots, REALS } from './event-slots.ts';
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
  /** Time and operands of the event to be added next go to cells 0, 2 and 3 of slot `free`. */
  readonly slots: EventSlots;
  /**
   * Adds the event whose time and operands were written: whole microseconds, not before the last
   * one taken. They are written and not passed, since a double that is passed to a function must be
   * boxed. Unchecked: `Simulation.schedule` checks.
   */
  add(rank: number, kind: number): void;
  /** Handle of the event added last. */
  readonly handle: EventHandle;
  /** Takes an event back; false when it already happened or was cancelled. */
  cancel(handle: EventHandle): boolean;
  /** Instant of the next event; Infinity when there is none. */
  peekTime(): SimTime;
  /** Takes the next event if it comes no later than `until`; false when there is none. */
  next(until: SimTime): boolean;
}

/** Schedules an event on a bare agenda: what `Simulation.schedule` does, without its checks. */
export function scheduleOn(
  agenda: FutureEvents,
  time: SimTime,
  event: { readonly rank: number; readonly kind: number; readonly a: number; readonly b: number },
): EventHandle {
  const { reals, free } = agenda.slots;
  reals[REALS * free] = time;
  reals[REALS * free + 2] = event.a;
  reals[REALS * free + 3] = event.b;
  agenda.add(event.rank, event.kind);
  return agenda.handle;
}
