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
  /** Where times and operands stand: REALS · slot + 0, 2 and 3 of `slots.reals`. */
  readonly slots: EventSlots;
  /**
   * Opens a slot for an event of this rank and kind. Scheduling takes three steps: open, write time
   * and operands, place; so no double is passed to a function, which would have to box it.
   * Unchecked: `Simulation.schedule` checks.
   */
  open(rank: number, kind: number): number;
  /** Adds the opened event; its time must be written, whole, not before the last one taken. */
  place(slot: number): void;
  /** Handle of the event opened last, which stands in this slot. */
  handleOf(slot: number): EventHandle;
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
  const slot = agenda.open(event.rank, event.kind);
  const { reals } = agenda.slots;
  reals[REALS * slot] = time;
  reals[REALS * slot + 2] = event.a;
  reals[REALS * slot + 3] = event.b;
  agenda.place(slot);
  return agenda.handleOf(slot);
}
