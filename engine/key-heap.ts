const LEAST_ROOM = 64;

/** The entries of a heap in its own order. */
export interface SavedKeyHeap {
  readonly keys: Float64Array;
  readonly slots: Int32Array;
}

/**
 * A four-ary heap of slots, the least (time, tie) first. Both numbers of a key stand side by side
 * in one array; four children share a cache line, and nothing is allocated until it must grow.
 */
export class KeyHeap {
  /** Number of entries. */
  count = 0;
  /** Time and tie of entry i at 2·i and 2·i + 1; entry 0 is the least. */
  keys = new Float64Array(2 * LEAST_ROOM);
  /** Slot of entry i. */
  slots = new Int32Array(LEAST_ROOM);

  /** Adds an entry: it rises from the end to its place. */
  push(time: number, tie: number, slot: number): void {
    if (this.count === this.slots.length) this.#grow();
    const keys = this.keys;
    const slots = this.slots;
    let hole = this.count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = keys[2 * parent];
      if (above < time || (above === time && keys[2 * parent + 1] < tie)) break;
      keys[2 * hole] = above;
      keys[2 * hole + 1] = keys[2 * parent + 1];
      slots[hole] = slots[parent];
      hole = parent;
    }
    keys[2 * hole] = time;
    keys[2 * hole + 1] = tie;
    slots[hole] = slot;
  }

  /** Drops the least entry. */
  removeRoot(): void {
    const last = --this.count;
    if (last > 0) this.replaceRoot(this.keys[2 * last], this.keys[2 * last + 1], this.slots[last]);
  }

  /** Puts another entry in the place of the least: it sinks to its place. */
  replaceRoot(time: number, tie: number, slot: number): void {
    const keys = this.keys;
    const slots = this.slots;
    const count = this.count;
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

  /** The times of its entries, ascending. */
  listTimes(): Float64Array {
    return this.keys
      .slice(0, 2 * this.count)
      .filter((_, i) => i % 2 === 0)
      .sort();
  }

  /** A copy of its entries, as they stand. */
  save(): SavedKeyHeap {
    return { keys: this.keys.slice(0, 2 * this.count), slots: this.slots.slice(0, this.count) };
  }

  #grow(): void {
    const { keys, slots } = this;
    this.keys = new Float64Array(2 * keys.length);
    this.keys.set(keys);
    this.slots = new Int32Array(2 * slots.length);
    this.slots.set(slots);
  }
}
