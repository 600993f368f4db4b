import type { SimTime } from './units.ts';

/** Names one scheduled event. Not an int32: keep it in a number field or a Float64Array. */
export type EventHandle = number;

/** Everything an agenda holds, as plain data. */
export interface SavedAgenda {
  readonly keys: Float64Array;
  readonly slots: Int32Array;
  readonly kinds: Int32Array;
  readonly operands: Float64Array;
  readonly generations: Int32Array;
  readonly free: Int32Array;
  readonly serial: number;
  readonly live: number;
  readonly hasHole: boolean;
}

/** Ranks run from 0, first, to this, last. */
export const LAST_RANK = 255;

/** Ties order by rank · 2^44 + serial: one exact double for ranks below 512. */
const RANK_UNIT = 17_592_186_044_416;
const SLOT_UNIT = 67_108_864;
const GENERATION_MASK = 0x3ff_ffff;
const LEAST_ROOM = 64;
/** Kind of a slot whose event was cancelled but still stands in the heap. */
const CANCELLED = -1;

/**
 * The future in order: a four-ary heap on (time, rank, serial). The serial makes the order total:
 * events of one instant and rank come in the order they were scheduled. Keys lie in one array and
 * payloads in slots that never move, so nothing is allocated per event. Cancelling marks the slot;
 * the heap drops it on the way, or all at once when over half of it is dead.
 */
export class Agenda {
  /** Time, kind and the two operands of the event that next() took. */
  time: SimTime = 0;
  kind = 0;
  a = 0;
  b = 0;

  #keys = new Float64Array(2 * LEAST_ROOM);
  #slots = new Int32Array(LEAST_ROOM);
  #count = 0;
  #kinds = new Int32Array(LEAST_ROOM);
  #operands = new Float64Array(2 * LEAST_ROOM);
  #generations = new Int32Array(LEAST_ROOM).fill(1);
  #free = new Int32Array(LEAST_ROOM);
  #freeCount = 0;
  #slotCount = 0;
  #serial = 0;
  #live = 0;
  /** The root was taken and not yet refilled: the next event scheduled may drop straight in. */
  #hasHole = false;

  /** Number of events to come. */
  get size(): number {
    return this.#live;
  }

  /** Adds an event. Time is a whole number of microseconds from 0; rank is 0 to LAST_RANK. */
  schedule(time: SimTime, rank: number, kind: number, a: number, b: number): EventHandle {
    if (!(time >= 0) || !Number.isSafeInteger(time)) {
      throw new Error(`event time ${time} is not a whole number of microseconds from 0 to 2^53`);
    }
    if (!(rank >= 0 && rank <= LAST_RANK)) {
      throw new Error(`rank ${rank} is not between 0 and ${LAST_RANK}`);
    }
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount] : this.#newSlot();
    this.#kinds[slot] = kind;
    this.#operands[2 * slot] = a;
    this.#operands[2 * slot + 1] = b;
    this.#live++;
    const tie = rank * RANK_UNIT + this.#serial++;
    if (this.#hasHole) {
      this.#hasHole = false;
      this.#sink(time, tie, slot);
    } else {
      this.#rise(time, tie, slot);
    }
    return this.#generations[slot] * SLOT_UNIT + slot;
  }

  /** Takes an event back; false when it already happened or was cancelled. */
  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_UNIT;
    const generation = (handle - slot) / SLOT_UNIT;
    if (!(slot < this.#slotCount) || this.#generations[slot] !== generation) return false;
    this.#retire(slot);
    this.#kinds[slot] = CANCELLED;
    if (this.#count > LEAST_ROOM && this.#live < this.#count >> 1) this.#dropCancelled();
    return true;
  }

  /** Instant of the next event; Infinity when there is none. */
  peekTime(): SimTime {
    this.#settle();
    return this.#count > 0 ? this.#keys[0] : Infinity;
  }

  /** Takes the next event, to be read in time, kind, a and b. False when none is left. */
  next(): boolean {
    this.#settle();
    if (this.#count === 0) return false;
    const slot = this.#slots[0];
    this.time = this.#keys[0];
    this.kind = this.#kinds[slot];
    this.a = this.#operands[2 * slot];
    this.b = this.#operands[2 * slot + 1];
    this.#retire(slot);
    this.#free[this.#freeCount++] = slot;
    this.#hasHole = true;
    return true;
  }

  /** A copy of everything, as plain data. */
  save(): SavedAgenda {
    return {
      keys: this.#keys.slice(0, 2 * this.#count),
      slots: this.#slots.slice(0, this.#count),
      kinds: this.#kinds.slice(0, this.#slotCount),
      operands: this.#operands.slice(0, 2 * this.#slotCount),
      generations: this.#generations.slice(0, this.#slotCount),
      free: this.#free.slice(0, this.#freeCount),
      serial: this.#serial,
      live: this.#live,
      hasHole: this.#hasHole,
    };
  }

  /** An agenda that goes on exactly where the saved one stood. */
  static restore(saved: SavedAgenda): Agenda {
    const agenda = new Agenda();
    while (agenda.#kinds.length < saved.kinds.length) agenda.#grow();
    agenda.#keys.set(saved.keys);
    agenda.#slots.set(saved.slots);
    agenda.#kinds.set(saved.kinds);
    agenda.#operands.set(saved.operands);
    agenda.#generations.set(saved.generations);
    agenda.#free.set(saved.free);
    agenda.#count = saved.slots.length;
    agenda.#slotCount = saved.kinds.length;
    agenda.#freeCount = saved.free.length;
    agenda.#serial = saved.serial;
    agenda.#live = saved.live;
    agenda.#hasHole = saved.hasHole;
    return agenda;
  }

  /** Closes the hole and drops cancelled events until a live one, or nothing, is first. */
  #settle(): void {
    if (this.#hasHole) {
      this.#hasHole = false;
      this.#removeRoot();
    }
    while (this.#count > 0 && this.#kinds[this.#slots[0]] === CANCELLED) {
      this.#free[this.#freeCount++] = this.#slots[0];
      this.#removeRoot();
    }
  }

  #removeRoot(): void {
    const last = --this.#count;
    if (last > 0) this.#sink(this.#keys[2 * last], this.#keys[2 * last + 1], this.#slots[last]);
  }

  /** Ends the slot's event: its handle names nothing from now on. */
  #retire(slot: number): void {
    // Generations run from 1, so that 0 is never a handle.
    this.#generations[slot] = (this.#generations[slot] & GENERATION_MASK) + 1;
    this.#live--;
  }

  /** Puts an entry into the empty root and lets it sink to its place. */
  #sink(time: number, tie: number, slot: number): void {
    const keys = this.#keys;
    const slots = this.#slots;
    const count = this.#count;
    let hole = 0;
    for (let child = 1; child < count; child = 4 * hole + 1) {
      let least = child;
      const end = Math.min(child + 4, count);
      for (let other = child + 1; other < end; other++) {
        const gap = keys[2 * other] - keys[2 * least];
        if (gap < 0 || (gap === 0 && keys[2 * other + 1] < keys[2 * least + 1])) least = other;
      }
      const gap = keys[2 * least] - time;
      if (gap > 0 || (gap === 0 && keys[2 * least + 1] > tie)) break;
      keys[2 * hole] = keys[2 * least];
      keys[2 * hole + 1] = keys[2 * least + 1];
      slots[hole] = slots[least];
      hole = least;
    }
    keys[2 * hole] = time;
    keys[2 * hole + 1] = tie;
    slots[hole] = slot;
  }

  /** Puts an entry at the end and lets it rise to its place. */
  #rise(time: number, tie: number, slot: number): void {
    const keys = this.#keys;
    const slots = this.#slots;
    let hole = this.#count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const gap = keys[2 * parent] - time;
      if (gap < 0 || (gap === 0 && keys[2 * parent + 1] < tie)) break;
      keys[2 * hole] = keys[2 * parent];
      keys[2 * hole + 1] = keys[2 * parent + 1];
      slots[hole] = slots[parent];
      hole = parent;
    }
    keys[2 * hole] = time;
    keys[2 * hole + 1] = tie;
    slots[hole] = slot;
  }

  /** Rebuilds the heap without its dead entries; the order is total, so nobody can tell. */
  #dropCancelled(): void {
    const keys = this.#keys.slice(0, 2 * this.#count);
    const slots = this.#slots.slice(0, this.#count);
    this.#count = 0;
    for (let i = this.#hasHole ? 1 : 0; i < slots.length; i++) {
      if (this.#kinds[slots[i]] === CANCELLED) this.#free[this.#freeCount++] = slots[i];
      else this.#rise(keys[2 * i], keys[2 * i + 1], slots[i]);
    }
    this.#hasHole = false;
  }

  #newSlot(): number {
    if (this.#slotCount === this.#kinds.length) this.#grow();
    return this.#slotCount++;
  }

  #grow(): void {
    const room = 2 * this.#kinds.length;
    if (room >= SLOT_UNIT) throw new Error(`more than ${SLOT_UNIT / 2} events wait in the agenda`);
    this.#keys = extended(this.#keys, new Float64Array(2 * room));
    this.#slots = extended(this.#slots, new Int32Array(room));
    this.#kinds = extended(this.#kinds, new Int32Array(room));
    this.#operands = extended(this.#operands, new Float64Array(2 * room));
    this.#generations = extended(this.#generations, new Int32Array(room).fill(1));
    this.#free = extended(this.#free, new Int32Array(room));
  }
}

function extended<A extends Int32Array | Float64Array>(old: A, fresh: A): A {
  fresh.set(old);
  return fresh;
}
