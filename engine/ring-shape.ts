/** Length and number of the buckets of a ring; every bucket is 2^shift microseconds long. */
export interface RingShape {
  readonly shift: number;
  /** A power of two. */
  readonly buckets: number;
}

/** What passed since a ring was last judged. */
export interface RingTraffic {
  /** Buckets the clock went through. */
  readonly stepped: number;
  /** Events that came out of them. */
  readonly moved: number;
  /** Events that were scheduled beyond the last bucket. */
  readonly wentFar: number;
  /** Events to come now. */
  readonly live: number;
}

/** One bucket for all time (2^60 µs): right for an agenda of a few events. */
export const WHOLE: RingShape = { shift: 60, buckets: 64 };

/** With fewer events to come than this, one bucket holds them all. */
export const FEW = 6;

/** Events in a bucket on average that a ring is shaped for, give or take a factor of two. */
const WANTED = 3;
const LEAST_BUCKETS = WHOLE.buckets;
const MOST_BUCKETS = 4_194_304;
/** 2^53 microseconds: longer than any simulation. */
const MOST_SHIFT = 53;
/** One event in so many may have to wait beyond the ring. */
const FAR_SHARE = 16;

/** The shape that would have suited this traffic; the same one when it did well enough. */
export function judgeRing(shape: RingShape, traffic: RingTraffic): RingShape {
  const { stepped, moved, wentFar, live } = traffic;
  if (live < FEW) return WHOLE;
  if (stepped === 0) return shape;
  let { shift, buckets } = shape;
  let each = moved / stepped;
  for (; each > 2 * WANTED && shift > 0; each /= 2) {
    shift--;
    buckets *= 2;
  }
  for (; each < WANTED / 2 && shift < MOST_SHIFT; each = Math.max(2 * each, 1e-9)) {
    shift++;
    buckets /= 2;
  }
  if (wentFar * FAR_SHARE > moved && buckets < live) buckets *= 2;
  if (buckets > 16 * live) buckets /= 2;
  return { shift, buckets: Math.min(Math.max(buckets, LEAST_BUCKETS), MOST_BUCKETS) };
}

/**
 * A shape for events that all fell into one bucket: their times in ascending order, and how many
 * events there are in all. Undefined when they share one instant and no bucket could part them.
 */
export function partRing(times: Float64Array, live: number): RingShape | undefined {
  const last = times.length - 1;
  const middle = last >> 1;
  // The median first: a few events of the far future say nothing about the near one.
  const end = times[middle] > times[0] ? middle : last;
  const gap = (times[end] - times[0]) / end;
  if (!(gap > 0)) return undefined;
  let shift = 0;
  for (let length = 1; length < gap * WANTED; length *= 2) shift++;
  let buckets = LEAST_BUCKETS;
  while (buckets < live / 2 && buckets < MOST_BUCKETS) buckets *= 2;
  return { shift, buckets };
}

/** Changes of shape that may follow each other, then one in four times as many events as slots. */
const MOST_CHANGES = 8;
const EVENTS_A_CHANGE = 4;

/**
 * What changes of shape have been earned: each visits every slot, so times that ask for another
 * shape again and again must get none.
 */
export class ShapeBudget {
  #changes = MOST_CHANGES;
  /** How many events had been added at the last change. */
  #changedAt = 0;

  /** Whether one more change is earned, with this many events added and slots used; pays for it. */
  spend(added: number, used: number): boolean {
    const earned = (added - this.#changedAt) / (EVENTS_A_CHANGE * used);
    this.#changes = Math.min(this.#changes + earned, MOST_CHANGES) - 1;
    this.#changedAt = added;
    if (this.#changes >= 0) return true;
    this.#changes = MOST_CHANGES;
    return false;
  }
}
