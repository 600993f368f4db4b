import type { Duration } from '../../engine/units.ts';

/**
 * How an instance serves the requests it holds: prompts are read together, one batch after the
 * other, and answers are written side by side at a stretch that depends on how many there are.
 * A head has nothing to write: its whole work is the read.
 */
export interface BatchingSetup {
  /** Most requests that are read together. */
  readonly most: number;
  /** Longest that the first of a batch waits for others before it is read. */
  readonly within: Duration;
  /** Shortest read, whatever is in it. */
  readonly floor: Duration;
  /**
   * Time of a read by the work in it, the sum of its requests' answer work; ascending, two points
   * at least, straight between them and beyond the last.
   */
  readonly reading: readonly (readonly [work: Duration, time: Duration])[];
  /**
   * Time that a microsecond of writing work takes, by the number of requests that write (0 is not
   * used); 1 where the work was measured.
   */
  readonly stretch: readonly number[];
}

/** Time to read so much work at once, µs. */
export function readingTime({ floor, reading }: BatchingSetup, work: number): number {
  let at = 1;
  while (at < reading.length - 1 && reading[at][0] < work) at++;
  const low = reading[at - 1];
  const high = reading[at];
  const slope = (high[1] - low[1]) / (high[0] - low[0]);
  return Math.max(floor, low[1] + (work - low[0]) * slope);
}

/** Mean works of a request, µs. */
export interface MeanWork {
  /** Until its answer, read alone. */
  readonly answer: number;
  /** From there until its slot is free, at a stretch of 1. */
  readonly writing: number;
}

/**
 * Mean time of a request on an instance that always holds so many, µs, for 1 to `slots` of them:
 * a request that writes stands still while the others are read, each on its own; a head waits for
 * the batches before its own. So many requests over this time is what the instance does.
 */
export function timeByNumber(
  batching: BatchingSetup,
  { answer, writing }: MeanWork,
  slots: number,
): readonly number[] {
  return Array.from({ length: slots }, (_, before) => {
    const number = before + 1;
    if (writing > 0)
      return number * readingTime(batching, answer) + writing * batching.stretch[number];
    const together = Math.min(number, batching.most);
    return (number / together) * readingTime(batching, together * answer);
  });
}
