/** Taken places at the front are dropped when there are this many, and more than items. */
const SLACK = 32;

/** What lies in a store, in the order it came; taking the first is cheap however many there are. */
export class Items<T> {
  #items: T[] = [];
  /** Places at the front whose items were taken. */
  #taken = 0;

  /** How many there are. */
  get size(): number {
    return this.#items.length - this.#taken;
  }

  /** Adds at the end. */
  add(item: T): void {
    this.#items.push(item);
  }

  /** Place of the first that is accepted, from 0; -1 when none is. */
  findPlace(accepts: (item: T) => boolean): number {
    for (let i = this.#taken; i < this.#items.length; i++) {
      if (accepts(this.#items[i])) return i - this.#taken;
    }
    return -1;
  }

  /** Takes the item at this place out; the caller knows that there is one. */
  take(place: number): T {
    const at = this.#taken + place;
    const item = this.#items[at];
    // Those before it move up by one, which for the first is nothing at all.
    this.#items.copyWithin(this.#taken + 1, this.#taken, at);
    this.#taken++;
    if (this.#taken >= SLACK && this.#taken > this.size) this.#dropTaken();
    return item;
  }

  #dropTaken(): void {
    this.#items = this.#items.slice(this.#taken);
    this.#taken = 0;
  }
}
