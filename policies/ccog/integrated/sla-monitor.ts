import type { Duration, SimTime } from '../../../engine/units.ts';

/** How the late share bends the weights. */
export interface SlaRule {
  /** Late share that is promised. */
  readonly cap: number;
  /** Time over which the late share is taken, and between two changes. */
  readonly period: Duration;
  /** How long a strictness that has failed is not gone below again. */
  readonly forget: Duration;
}

/** What the monitor remembers: plain data. */
export interface SlaMemory {
  /** Latency counts so many times its weight, carbon so many times less: 1 to 64. */
  readonly strictness: number;
  /** Least strictness tried again, since one below it has failed, and when it did. */
  readonly floor: number;
  readonly failedAt: SimTime;
  /** The running period: when it began, and what was counted in it. */
  readonly since: SimTime;
  readonly answered: number;
  readonly late: number;
  /** Late share of the last whole period. */
  readonly lateShare: number;
}

const STEP = 2;
const STRICTEST = 64;
/** Below this part of the cap it may be relaxed; in between nothing moves. */
const CALM = 0.5;

/** Nothing seen. */
export function beginSla(): SlaMemory {
  const none = { since: -1, answered: 0, late: 0, lateShare: 0 };
  return { strictness: 1, floor: 1, failedAt: 0, ...none };
}

/** Answers of one scrape. */
export interface Answers {
  readonly answered: number;
  readonly late: number;
}

/**
 * The memory after one more scrape. At the end of a period the strictness doubles above the cap,
 * and halves below half of it, but not below a level that has failed lately: so a steady load comes
 * to rest, whatever the late share does in between.
 */
export function watchSla(memory: SlaMemory, rule: SlaRule, at: SimTime, seen: Answers): SlaMemory {
  const since = memory.since < 0 ? at : memory.since;
  const answered = memory.answered + seen.answered;
  const late = memory.late + seen.late;
  if (at - since < rule.period || answered === 0) return { ...memory, since, answered, late };
  const lateShare = late / answered;
  const next = { ...memory, since: at, answered: 0, late: 0, lateShare };
  return { ...next, ...turn(memory, rule, at, lateShare) };
}

function turn(memory: SlaMemory, { cap, forget }: SlaRule, at: SimTime, lateShare: number) {
  const { strictness } = memory;
  const floor = at - memory.failedAt >= forget ? 1 : memory.floor;
  if (lateShare > cap) {
    const stricter = Math.min(STRICTEST, strictness * STEP);
    return { strictness: stricter, floor: stricter, failedAt: at };
  }
  const isCalm = lateShare < cap * CALM;
  return { strictness: isCalm ? Math.max(floor, strictness / STEP) : strictness, floor };
}
