import { powerOfTwo } from './bits.ts';
import {
  EventSlots,
  IN_HEAP,
  INTS,
  NEXT,
  PREVIOUS,
  REALS,
  type SavedSlots,
} from './event-slots.ts';
import type { EventHandle, FutureEvents } from './future-events.ts';
import { KeyHeap } from './key-heap.ts';
import { FEW, judgeRing, partRing, type RingShape, ShapeBudget, WHOLE } from './ring-shape.ts';
import { type SavedTieOrder, STAMPS, TieOrder } from './tie-order.ts';
import type { SimTime } from './units.ts';

/** Everything an agenda holds, as plain data: what is to come and how handles go on. */
export interface SavedAgenda {
  readonly slots: SavedSlots;
  readonly ties: SavedTieOrder;
  readonly time: SimTime;
}

/** A handle is the stamp plus one in units of 2^25, and the slot. */
const SLOT_UNIT = 33_554_432;
const LEAST_PATIENCE = 1_024;
/** So many events in the present bucket ask for a shorter one. */
const NEAR_LIMIT = 16;
const LOOK_EVERY = 16;
/** Events for each slot, and at most, before a shape is tried again. */
const REST = 64;
const MOST_REST = 1_073_741_824;

/**
 * The future in order of (time, rank, serial): a ring of buckets between two small heaps. The near
 * heap holds what comes before the end of the present bucket, in order; the ring holds the buckets
 * after it, unsorted, linked from slot to slot; the far heap holds what lies beyond the ring. Most
 * events are linked into a bucket, picked among a handful of neighbours when the clock gets there,
 * and gone: that costs the same whether a thousand or a million wait. A bucket is a power of two
 * long, so which one an instant falls into is exact. Their length and number follow the events;
 * only speed depends on them, never the order. Whatever the times are like, an event costs at worst
 * about what it would in a heap. Alternatives, measured: docs/kernel.md.
 */
export class Agenda implements FutureEvents {
  time: SimTime = 0;
  /** Slot of the event taken last: free already, but written anew only by the next add. */
  #last = 0;
  #added = 0;

  readonly slots = new EventSlots();
  readonly #ties: TieOrder;
  readonly #near = new KeyHeap();
  readonly #far = new KeyHeap();
  #live = 0;
  /** Cancelled events whose entry still stands in a heap. */
  #stale = 0;

  #shape: RingShape = WHOLE;
  #perMicrosecond = powerOfTwo(-WHOLE.shift);
  #buckets = WHOLE.buckets;
  /** Newest slot in each bucket, -1 for none. */
  #heads = new Int32Array(WHOLE.buckets).fill(-1);
  #linked = 0;
  /** The present bucket: its place in the ring, and its number counted from time 0. */
  #place = 0;
  #number = 0;

  /** What passed since the ring was last judged. */
  #stepped = 0;
  #moved = 0;
  #wentFar = 0;
  #patience = LEAST_PATIENCE;
  #nearLimit = NEAR_LIMIT;
  /** Events to be added before the near heap is looked at. */
  #untilLook = LOOK_EVERY;
  readonly #budget = new ShapeBudget();

  /** With a shuffle (an int32 but 0) ties of one rank come in an order scrambled by it. */
  constructor(shuffle = 0) {
    this.#ties = new TieOrder(shuffle);
  }

  get size(): number {
    return this.#live;
  }

  get kind(): number {
    return this.slots.kinds[this.#last];
  }

  get a(): number {
    return this.slots.reals[REALS * this.#last + 2];
  }

  get b(): number {
    return this.slots.reals[REALS * this.#last + 3];
  }

  add(rank: number, kind: number): void {
    this.#put(-1, rank, kind);
    if (--this.#untilLook < 0) this.#look();
  }

  get handle(): EventHandle {
    return (this.#ties.stamp + 1) * SLOT_UNIT + this.#added;
  }

  cancel(handle: EventHandle): boolean {
    const { slots } = this;
    const stamp = Math.floor(handle / SLOT_UNIT) - 1;
    const slot = handle - (stamp + 1) * SLOT_UNIT;
    if (!slots.isTaken(slot)) return false;
    const tie = slots.reals[REALS * slot + 1];
    if (tie - Math.floor(tie / STAMPS) * STAMPS !== stamp) return false;
    this.#unlink(slot);
    slots.release(slot);
    this.#live--;
    return true;
  }

  peekTime(): SimTime {
    const slot = this.#takeFirst();
    if (slot < 0) return Infinity;
    this.#moveToNear(slot);
    return this.slots.reals[REALS * slot];
  }

  next(until: SimTime): boolean {
    const slot = this.#takeFirst();
    if (slot < 0) return false;
    const { slots } = this;
    const reals = slots.reals;
    const time = reals[REALS * slot];
    if (time > until) {
      this.#moveToNear(slot);
      return false;
    }
    this.time = time;
    this.#last = slot;
    this.#live--;
    slots.release(slot);
    return true;
  }

  /** A copy of everything that its future depends on, however the ring is shaped. */
  save(): SavedAgenda {
    return { slots: this.slots.save(), ties: this.#ties.save(), time: this.time };
  }

  /** An agenda that goes on exactly where the saved one stood; same shuffle, same order. */
  static restore(saved: SavedAgenda, shuffle = 0): Agenda {
    const agenda = new Agenda(shuffle);
    agenda.time = saved.time;
    agenda.slots.load(saved.slots);
    agenda.#ties.load(saved.ties);
    agenda.#live = saved.slots.kinds.length - saved.slots.free.length;
    agenda.#reshape(WHOLE);
    agenda.#look();
    return agenda;
  }

  /**
   * Puts a slot where its time belongs: one that stood elsewhere, or, given -1, the free one as an
   * event of this rank and kind. One long function on purpose: V8 inlines short ones until its
   * budget is spent, has none left for what the callers draw, and boxes every number drawn.
   */
  #put(moved: number, rank: number, kind: number): void {
    const { slots } = this;
    let slot = moved;
    if (slot < 0) {
      slot = slots.take();
      slots.reals[REALS * slot + 1] = this.#ties.next(rank);
      slots.kinds[slot] = kind;
      this.#added = slot;
      this.#live++;
    }
    // Not before: taking a slot may have replaced the arrays by larger ones.
    const { reals, ints } = slots;
    const time = reals[REALS * slot];
    const offset = time * this.#perMicrosecond - this.#number;
    if (offset >= 1 && offset < this.#buckets) {
      const bucket = (this.#place + (offset | 0)) & (this.#buckets - 1);
      const next = this.#heads[bucket];
      ints[INTS * slot + NEXT] = next;
      ints[INTS * slot + PREVIOUS] = -1 - bucket;
      if (next >= 0) ints[INTS * next + PREVIOUS] = slot;
      this.#heads[bucket] = slot;
      this.#linked++;
      return;
    }
    if (offset < 1) {
      this.#moveToNear(slot);
      return;
    }
    ints[INTS * slot + PREVIOUS] = IN_HEAP;
    this.#far.push(time, reals[REALS * slot + 1], slot);
    this.#wentFar++;
  }

  /** Takes a slot out of its bucket; in a heap its entry stays, until it is found to be stale. */
  #unlink(slot: number): void {
    const ints = this.slots.ints;
    const previous = ints[INTS * slot + PREVIOUS];
    if (previous === IN_HEAP) {
      if (++this.#stale > FEW + ((this.#near.count + this.#far.count) >> 1)) this.#dropStale();
      return;
    }
    const next = ints[INTS * slot + NEXT];
    if (next >= 0) ints[INTS * next + PREVIOUS] = previous;
    if (previous >= 0) ints[INTS * previous + NEXT] = next;
    else this.#heads[-1 - previous] = next;
    this.#linked--;
  }

  /** Takes the first event out of the structure; its slot, or -1 when nothing is to come. */
  #takeFirst(): number {
    const near = this.#near;
    for (;;) {
      if (near.count > 0) {
        const slot = near.slots[0];
        const tie = near.keys[1];
        near.removeRoot();
        if (this.slots.reals[REALS * slot + 1] === tie) return slot;
        this.#stale--;
      } else if (this.#linked > 0 && this.#stepped + this.#moved <= this.#patience) {
        return this.#emptyBucket();
      } else if (!this.#goOn()) return -1;
    }
  }

  /**
   * Goes to the next bucket that is not empty and empties it: answers the slot of its first event;
   * the others go to the near heap, which must be empty.
   */
  #emptyBucket(): number {
    const heads = this.#heads;
    const mask = this.#buckets - 1;
    const from = this.#place;
    let place = (from + 1) & mask;
    while (heads[place] < 0) place = (place + 1) & mask;
    const steps = (place - from) & mask;
    this.#place = place;
    this.#number += steps;
    this.#stepped += steps;
    const first = heads[place];
    heads[place] = -1;
    const slot = this.#pickFirst(first);
    // The window moved on: what it reaches of the far future belongs into the ring now.
    if (this.#far.count > 0) this.#fetchFar();
    return slot;
  }

  #pickFirst(head: number): number {
    const { reals, ints } = this.slots;
    let first = head;
    let count = 1;
    for (let slot = ints[INTS * head + NEXT]; slot >= 0; count++) {
      const after = ints[INTS * slot + NEXT];
      const gap = reals[REALS * slot] - reals[REALS * first];
      let later = slot;
      if (gap < 0 || (gap === 0 && reals[REALS * slot + 1] < reals[REALS * first + 1])) {
        later = first;
        first = slot;
      }
      this.#moveToNear(later);
      slot = after;
    }
    this.#linked -= count;
    this.#moved += count;
    return first;
  }

  /** Puts a slot that is linked to nothing into the near heap. */
  #moveToNear(slot: number): void {
    const { reals, ints } = this.slots;
    ints[INTS * slot + PREVIOUS] = IN_HEAP;
    this.#near.push(reals[REALS * slot], reals[REALS * slot + 1], slot);
  }

  #fetchFar(): void {
    const far = this.#far;
    const end = this.#number + this.#buckets;
    while (far.count > 0 && far.keys[0] * this.#perMicrosecond < end) {
      const tie = far.keys[1];
      const slot = far.slots[0];
      far.removeRoot();
      if (this.slots.reals[REALS * slot + 1] === tie) this.#put(slot, 0, 0);
      else this.#stale--;
    }
  }

  /** Near heap and ring gave nothing: judges the ring, or jumps to the far future. */
  #goOn(): boolean {
    if (this.#linked > 0) {
      this.#judge();
    } else {
      if (this.#far.count === 0) return false;
      this.#number = Math.floor(this.#far.keys[0] * this.#perMicrosecond);
      this.#fetchFar();
    }
    return true;
  }

  #judge(): void {
    const traffic = {
      stepped: this.#stepped,
      moved: this.#moved,
      wentFar: this.#wentFar,
      live: this.#live,
    };
    const shape = judgeRing(this.#shape, traffic);
    this.#stepped = 0;
    this.#moved = 0;
    this.#wentFar = 0;
    this.#patience = Math.max(LEAST_PATIENCE, this.slots.used);
    const { shift, buckets } = this.#shape;
    if (shape.shift !== shift || shape.buckets !== buckets) this.#change(shape);
  }

  /** Once in a while: too much in the present bucket asks for shorter ones, if any part it. */
  #look(): void {
    this.#untilLook = LOOK_EVERY;
    const near = this.#near;
    if (near.count <= this.#nearLimit) return;
    const shape = partRing(near.listTimes(), this.#live);
    if (shape !== undefined && shape.shift < this.#shape.shift) this.#change(shape);
    this.#nearLimit = Math.max(NEAR_LIMIT, 2 * near.count);
  }

  /**
   * Takes another shape if that is earned. If not, no shape lasts: one bucket holds all, as in a
   * plain heap, for a good while.
   */
  #change(shape: RingShape): void {
    const { used } = this.slots;
    if (this.#budget.spend(this.#ties.count, used)) {
      this.#reshape(shape);
      return;
    }
    this.#reshape(WHOLE);
    this.#untilLook = Math.min(REST * used, MOST_REST);
  }

  /** Builds heaps and ring anew from the slots. */
  #reshape(shape: RingShape): void {
    this.#shape = shape;
    this.#perMicrosecond = powerOfTwo(-shape.shift);
    this.#buckets = shape.buckets;
    if (this.#heads.length !== shape.buckets) this.#heads = new Int32Array(shape.buckets);
    this.#heads.fill(-1);
    this.#place = 0;
    this.#number = Math.floor(this.time * this.#perMicrosecond);
    this.#near.count = 0;
    this.#far.count = 0;
    this.#linked = 0;
    this.#stale = 0;
    const { slots } = this;
    for (let slot = 0; slot < slots.used; slot++) {
      if (!slots.isTaken(slot)) continue;
      this.#put(slot, 0, 0);
    }
    this.#wentFar = 0;
  }

  #dropStale(): void {
    for (const heap of [this.#near, this.#far]) {
      const { keys, slots } = heap.save();
      heap.count = 0;
      for (let i = 0; i < slots.length; i++) {
        const tie = keys[2 * i + 1];
        const isStale = this.slots.reals[REALS * slots[i] + 1] !== tie;
        if (!isStale) heap.push(keys[2 * i], tie, slots[i]);
      }
    }
    this.#stale = 0;
  }
}
