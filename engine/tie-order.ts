import { EngineError } from './errors.ts';

/** Ranks run from 0, first, to this, last. */
export const LAST_RANK = 255;

/** How many stamps there are: the last 27 bits of a serial. */
export const STAMPS = 134_217_728;

/** Ties order by rank · 2^44 + serial: one exact double. */
const RANK_UNIT = 17_592_186_044_416;
const STAMP_MASK = STAMPS - 1;

/** A tie order as plain data. */
export interface SavedTieOrder {
  readonly high: number;
  readonly low: number;
}

/**
 * The order of events that share an instant: by rank, then by serial, that is in the order they
 * were scheduled. A shuffle (an int32 but 0) scrambles the serials, one to one, so that the order
 * within a rank becomes another one: what a model should not depend on.
 */
export class TieOrder {
  /** Last 27 bits of the tie given last: tells apart the events that one slot holds in turn. */
  stamp = 0;
  /** Serial given last, in two parts: a multiple of 2^27 and the rest. */
  #high = 0;
  #low = 0;
  readonly #shuffle: number;

  constructor(shuffle: number) {
    this.#shuffle = shuffle;
  }

  /** How many places were given so far. */
  get count(): number {
    return this.#high + this.#low;
  }

  /** Place of the next event of this rank among all that share its instant. */
  next(rank: number): number {
    const low = (this.#low + 1) & STAMP_MASK;
    this.#low = low;
    if (low === 0) this.#carry();
    if (this.#shuffle !== 0) return this.#scrambled(rank);
    this.stamp = low;
    return rank * RANK_UNIT + this.#high + low;
  }

  /** A copy of its state; the shuffle is not part of it. */
  save(): SavedTieOrder {
    return { high: this.#high, low: this.#low };
  }

  /** Goes on where the saved one stood. */
  load({ high, low }: SavedTieOrder): void {
    this.#high = high;
    this.#low = low;
  }

  #carry(): void {
    this.#high += STAMPS;
    if (this.#high >= RANK_UNIT) {
      throw new EngineError('no-room', `${RANK_UNIT} events were scheduled; no serial is left`);
    }
  }

  /** Two rounds that can each be undone: no two serials meet. */
  #scrambled(rank: number): number {
    const high = this.#high / STAMPS;
    const mixed = Math.imul(high ^ this.#shuffle, 0x85ebca6b);
    const low = (Math.imul(this.#low, 0xc2b2ae35) + (mixed ^ (mixed >>> 15))) & STAMP_MASK;
    const lead = (high ^ (Math.imul(low ^ this.#shuffle, 0x9e3779b1) >>> 15)) & 0x1ffff;
    this.stamp = low;
    return rank * RANK_UNIT + lead * STAMPS + low;
  }
}
