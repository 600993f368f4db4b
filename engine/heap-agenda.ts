import type { EventHandle, FutureEvents } from './future-events.ts';
import { KeyHeap } from './key-heap.ts';
import { STAMPS, TieOrder } from './tie-order.ts';
import type { SimTime } from './units.ts';

const SLOT_UNIT = 33_554_432;
const CANCELLED = -1;
const LEAST_DEAD = 64;

/**
 * The same future in one four-ary heap: the oracle that `Agenda` is tested and measured against.
 * Payloads lie in slots that never move. A cancelled event stays until it would have been next, or
 * until over half of the heap is dead.
 */
export class HeapAgenda implements FutureEvents {
  time: SimTime = 0;
  kind = 0;
  a = 0;
  b = 0;

  readonly #heap = new KeyHeap();
  readonly #ties = new TieOrder(0);
  #ordinals: Float64Array = new Float64Array(64);
  #kinds = new Int32Array(64);
  #operands = new Float64Array(128);
  #free = new Int32Array(64);
  #freeCount = 0;
  #used = 0;
  #live = 0;
  /** The root was taken and not yet refilled: the next event scheduled may drop straight in. */
  #hasHole = false;

  get size(): number {
    return this.#live;
  }

  schedule(time: SimTime, rank: number, kind: number, a: number, b: number): EventHandle {
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount] : this.#newSlot();
    const tie = this.#ties.next(rank);
    this.#ordinals[slot] = tie;
    this.#kinds[slot] = kind;
    this.#operands[2 * slot] = a;
    this.#operands[2 * slot + 1] = b;
    this.#live++;
    if (this.#hasHole) this.#heap.replaceRoot(time, tie, slot);
    else this.#heap.push(time, tie, slot);
    this.#hasHole = false;
    return (this.#ties.stamp + 1) * SLOT_UNIT + slot;
  }

  cancel(handle: EventHandle): boolean {
    const stamp = Math.floor(handle / SLOT_UNIT) - 1;
    const slot = handle % SLOT_UNIT;
    if (!(slot < this.#used) || this.#ordinals[slot] % STAMPS !== stamp) return false;
    if (this.#kinds[slot] === CANCELLED) return false;
    this.#kinds[slot] = CANCELLED;
    this.#live--;
    if (this.#heap.count > LEAST_DEAD && this.#live < this.#heap.count >> 1) this.#dropCancelled();
    return true;
  }

  peekTime(): SimTime {
    this.#settle();
    return this.#heap.count > 0 ? this.#heap.keys[0] : Infinity;
  }

  next(until: SimTime): boolean {
    if (!(this.peekTime() <= until) || this.#live === 0) return false;
    const slot = this.#heap.slots[0];
    this.time = this.#heap.keys[0];
    this.kind = this.#kinds[slot];
    this.a = this.#operands[2 * slot];
    this.b = this.#operands[2 * slot + 1];
    this.#live--;
    this.#kinds[slot] = CANCELLED;
    this.#free[this.#freeCount++] = slot;
    this.#hasHole = true;
    return true;
  }

  /** Closes the hole and drops cancelled events until a live one, or nothing, is first. */
  #settle(): void {
    const heap = this.#heap;
    if (this.#hasHole) heap.removeRoot();
    this.#hasHole = false;
    while (heap.count > 0 && this.#kinds[heap.slots[0]] === CANCELLED) {
      this.#free[this.#freeCount++] = heap.slots[0];
      heap.removeRoot();
    }
  }

  /** Builds the heap again without its dead entries. */
  #dropCancelled(): void {
    const { keys, slots } = this.#heap.save();
    this.#heap.count = 0;
    for (let i = this.#hasHole ? 1 : 0; i < slots.length; i++) {
      if (this.#kinds[slots[i]] === CANCELLED) this.#free[this.#freeCount++] = slots[i];
      else this.#heap.push(keys[2 * i], keys[2 * i + 1], slots[i]);
    }
    this.#hasHole = false;
  }

  #newSlot(): number {
    if (this.#used === this.#kinds.length) {
      this.#ordinals = doubled(this.#ordinals, new Float64Array(2 * this.#used));
      this.#kinds = doubled(this.#kinds, new Int32Array(2 * this.#used));
      this.#operands = doubled(this.#operands, new Float64Array(4 * this.#used));
      this.#free = doubled(this.#free, new Int32Array(2 * this.#used));
    }
    return this.#used++;
  }
}

function doubled<A extends Int32Array | Float64Array>(old: A, fresh: A): A {
  fresh.set(old);
  return fresh;
}
