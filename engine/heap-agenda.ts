import { EventSlots, IN_HEAP, INTS, PREVIOUS, REALS } from './event-slots.ts';
import type { EventHandle, FutureEvents } from './future-events.ts';
import { KeyHeap } from './key-heap.ts';
import { STAMPS, TieOrder } from './tie-order.ts';
import type { SimTime } from './units.ts';

const SLOT_UNIT = 33_554_432;
const FEW = 32;

/**
 * The same future in one four-ary heap: the oracle that `Agenda` is tested and measured against. A
 * cancelled event's entry stays until it would have been next, or until half of the heap is stale.
 */
export class HeapAgenda implements FutureEvents {
  time: SimTime = 0;
  kind = 0;
  a = 0;
  b = 0;
  size = 0;

  readonly slots = new EventSlots();
  readonly #ties = new TieOrder(0);
  readonly #heap = new KeyHeap();
  /** The root was taken and not yet refilled: the next event may drop straight in. */
  #hasHole = false;
  #added = 0;

  add(rank: number, kind: number): void {
    const slot = this.slots.take();
    const { reals, ints, kinds } = this.slots;
    const [time, tie] = [reals[REALS * slot], this.#ties.next(rank)];
    reals[REALS * slot + 1] = tie;
    ints[INTS * slot + PREVIOUS] = IN_HEAP;
    kinds[slot] = kind;
    if (this.#hasHole) this.#heap.replaceRoot(time, tie, slot);
    else this.#heap.push(time, tie, slot);
    this.#hasHole = false;
    this.#added = slot;
    this.size++;
  }

  get handle(): EventHandle {
    return (this.#ties.stamp + 1) * SLOT_UNIT + this.#added;
  }

  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_UNIT;
    if (!this.slots.isTaken(slot)) return false;
    const stamp = this.slots.reals[REALS * slot + 1] % STAMPS;
    if ((stamp + 1) * SLOT_UNIT + slot !== handle) return false;
    this.slots.release(slot);
    this.size--;
    if (this.#heap.count > 2 * this.size + FEW) this.#dropStale();
    return true;
  }

  peekTime(): SimTime {
    this.#settle();
    return this.#heap.count > 0 ? this.#heap.keys[0] : Infinity;
  }

  next(until: SimTime): boolean {
    this.#settle();
    const heap = this.#heap;
    if (heap.count === 0 || heap.keys[0] > until) return false;
    const slot = heap.slots[0];
    const { reals, kinds } = this.slots;
    this.time = heap.keys[0];
    this.kind = kinds[slot];
    this.a = reals[REALS * slot + 2];
    this.b = reals[REALS * slot + 3];
    this.slots.release(slot);
    this.size--;
    this.#hasHole = true;
    return true;
  }

  /** Closes the hole and drops stale entries until a good one, or nothing, is first. */
  #settle(): void {
    const heap = this.#heap;
    if (this.#hasHole) heap.removeRoot();
    this.#hasHole = false;
    while (heap.count > 0 && this.#isStale(heap.slots[0], heap.keys[1])) heap.removeRoot();
  }

  #isStale(slot: number, tie: number): boolean {
    return this.slots.reals[REALS * slot + 1] !== tie;
  }

  #dropStale(): void {
    const { keys, slots } = this.#heap.save();
    this.#heap.count = 0;
    slots.forEach((slot, i) => {
      const [time, tie] = [keys[2 * i], keys[2 * i + 1]];
      if (!this.#isStale(slot, tie)) this.#heap.push(time, tie, slot);
    });
    this.#hasHole = false;
  }
}
