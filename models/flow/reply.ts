import type { Duration } from '../../engine/units.ts';

/** Cells in a budget; a response of exactly the budget is not late and ends the last of them. */
const PER_BUDGET = 500;
/** Budgets that a reply without waiting may take; longer ones are cut to it. */
const BUDGETS = 24;
const CELLS = PER_BUDGET * BUDGETS;

/** The body of a list that is kept by its means, and in how many of them. */
const BODY = 0.95;
const LEVELS = 256;

/** A law as values and their weights, which add up to 1. */
export type Weighed = readonly { readonly value: number; readonly weight: number }[];

/** How long a reply takes when nobody waits, way and work, by cells of a budget. */
export interface Reply {
  readonly chance: Float64Array;
  /** Chance of a cell or any later one. */
  readonly tail: Float64Array;
  /** Sum over the cells beyond of their distance: by how many cells one is exceeded on average. */
  readonly excess: Float64Array;
  readonly cell: Duration;
  readonly mean: Duration;
}

/** What a reply comes to after each wait, by bin of waits. */
export interface Outcomes {
  readonly reply: Reply;
  /** Chance of being late, and mean lateness in budgets. */
  readonly late: Float64Array;
  readonly over: Float64Array;
}

/** Spreads each way and each work over the cells. */
export function openReply(ways: Weighed, works: Weighed, budget: Duration): Reply {
  const cell = budget / PER_BUDGET;
  const chance = new Float64Array(CELLS);
  let mean = 0;
  for (const way of ways) {
    for (const work of works) {
      const time = way.value + work.value;
      const each = way.weight * work.weight;
      mean += time * each;
      chance[Math.min(CELLS - 1, Math.max(0, Math.ceil(time / cell) - 1))] += each;
    }
  }
  const tail = new Float64Array(CELLS + 1);
  const excess = new Float64Array(CELLS + 1);
  for (let at = CELLS - 1; at >= 0; at--) {
    tail[at] = tail[at + 1] + chance[at];
    excess[at] = excess[at + 1] + tail[at + 1];
  }
  return { chance, tail, excess, cell, mean };
}

/** Chance that a reply after this wait exceeds the budget. */
export function lateAfter(reply: Reply, wait: Duration): number {
  return readAt(reply.tail, PER_BUDGET - wait / reply.cell);
}

/** Mean lateness beyond the budget after this wait, in budgets; 0 for what is in time. */
export function overAfter(reply: Reply, wait: Duration): number {
  const place = PER_BUDGET - wait / reply.cell;
  const beyond = readAt(reply.excess, place) + readAt(reply.tail, place) / 2;
  return (beyond + Math.max(0, -place)) / PER_BUDGET;
}

/** Linear between the cells' edges; flat before the first and after the last. */
function readAt(values: Float64Array, place: number): number {
  const inside = Math.min(Math.max(place, 0), values.length - 1);
  const low = Math.min(values.length - 2, Math.floor(inside));
  return values[low] + (inside - low) * (values[low + 1] - values[low]);
}

/**
 * A list of equal shares made short: the means of equal parts of its lower nineteen twentieths, and
 * every value of the rest, for late answers come from there.
 */
export function condense(values: Float64Array): Weighed {
  const sorted = values.slice().sort();
  const body = Math.floor(sorted.length * BODY);
  const parts = Math.min(LEVELS, body);
  const means = Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * body) / parts);
    const to = Math.floor(((part + 1) * body) / parts);
    let sum = 0;
    for (let at = from; at < to; at++) sum += sorted[at];
    return { value: sum / (to - from), weight: (to - from) / sorted.length };
  });
  const rest = Array.from(sorted.subarray(body), (value) => {
    return { value, weight: 1 / sorted.length };
  });
  return [...means, ...rest];
}
