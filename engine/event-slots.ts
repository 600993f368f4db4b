import { EngineError } from './errors.ts';

/** Everything the slots hold, as plain data; free slots are all zero. */
export interface SavedSlots {
  /** Time, tie, a and b, slot by slot. */
  readonly reals: Float64Array;
  readonly kinds: Int32Array;
  /** The free slots, the one to be taken first at the end. */
  readonly free: Int32Array;
}

/** Cells of a slot: time, tie, a and b as doubles, then next and previous as two int32. */
export const REALS = 5;
/** Cells of a slot when all of it is read as int32. */
export const INTS = 10;
/** Place of the link to the next slot of a bucket, -1 for none. */
export const NEXT = 8;
/** Place of the link back: a slot, or a bucket as -1 - bucket, or IN_HEAP, or FREE. */
export const PREVIOUS = 9;
/** Link back of a slot that stands in a heap. */
export const IN_HEAP = -1_073_741_824;
/** Link back of a slot whose event happened or was cancelled. */
const FREE = -1_073_741_825;
/** Tie of a free slot: no heap entry can be taken for one of its events. */
const NO_TIE = -1;

const LEAST_ROOM = 64;
/**
 * Room goes from 64 slots to 4 096 and then to 2^21 at once. What is never used costs addresses but
 * no memory, and growing leaves no copy of millions of slots behind.
 */
const ROOMS = [LEAST_ROOM, 4_096, 2_097_152, 8_388_608, 33_554_432];

/**
 * Events to come, one slot each. Times, operands and links lie in one buffer, 40 bytes a slot, so
 * that an event is in one or two cache lines. A slot never moves while its event is to come; the
 * one freed last is taken first, while it is still in the cache.
 */
export class EventSlots {
  /** All cells but the kinds as doubles: slot s starts at REALS · s. */
  reals = new Float64Array(REALS * LEAST_ROOM);
  /** The same bytes as int32: slot s starts at INTS · s. */
  ints = new Int32Array(this.reals.buffer);
  /** Kind of each slot's event. */
  kinds = new Uint16Array(LEAST_ROOM);
  /** Number of slots that were ever taken. */
  used = 0;
  /** The slot to be taken next: its cells may be written before. There always is one. */
  free = 0;

  /** Takes the free slot. */
  take(): number {
    const slot = this.free;
    if (slot === this.used) this.#takeFresh();
    else this.free = this.ints[INTS * slot + NEXT];
    return slot;
  }

  /** Gives a slot back that nothing is linked to. */
  release(slot: number): void {
    this.reals[REALS * slot + 1] = NO_TIE;
    this.ints[INTS * slot + NEXT] = this.free;
    this.ints[INTS * slot + PREVIOUS] = FREE;
    this.free = slot;
  }

  /** True when the slot's event is still to come. */
  isTaken(slot: number): boolean {
    return slot >= 0 && slot < this.used && this.ints[INTS * slot + PREVIOUS] !== FREE;
  }

  /** A copy of everything but the links between taken slots, as plain data. */
  save(): SavedSlots {
    const { used } = this;
    const reals = new Float64Array(4 * used);
    const kinds = new Int32Array(used);
    for (let slot = 0; slot < used; slot++) {
      if (!this.isTaken(slot)) continue;
      reals.set(this.reals.subarray(REALS * slot, REALS * slot + 4), 4 * slot);
      kinds[slot] = this.kinds[slot];
    }
    return { reals, kinds, free: this.#listFree() };
  }

  /** Takes over saved slots in place of its own; taken ones are not linked to anything. */
  load({ reals, kinds, free }: SavedSlots): void {
    this.used = kinds.length;
    this.#makeRoom(this.used + 1);
    for (let slot = 0; slot < this.used; slot++) {
      this.reals.set(reals.subarray(4 * slot, 4 * slot + 4), REALS * slot);
      this.ints[INTS * slot + PREVIOUS] = IN_HEAP;
    }
    this.kinds.set(kinds);
    this.free = this.used;
    for (const slot of free) this.release(slot);
  }

  #listFree(): Int32Array {
    const free: number[] = [];
    for (let slot = this.free; slot < this.used; slot = this.ints[INTS * slot + NEXT]) {
      free.push(slot);
    }
    return Int32Array.from(free.reverse());
  }

  #takeFresh(): void {
    this.used++;
    this.#makeRoom(this.used + 1);
    this.free = this.used;
  }

  #makeRoom(slots: number): void {
    if (slots <= this.kinds.length) return;
    const room = ROOMS.find((one) => one >= slots);
    if (room === undefined) {
      throw new EngineError('no-room', `${slots} slots for events; wanted at most ${ROOMS.at(-1)}`);
    }
    const { reals, kinds } = this;
    this.reals = new Float64Array(REALS * room);
    this.ints = new Int32Array(this.reals.buffer);
    this.kinds = new Uint16Array(room);
    this.reals.set(reals);
    this.kinds.set(kinds);
  }
}
