import { type Duration, HOUR, type SimTime } from '../../engine/units.ts';

/** What one market of one region remembers about its size. */
export interface ScaleMemory {
  /** Instances last ordered; -1 before the first order. */
  readonly target: number;
  readonly orderedAt: SimTime;
  /** Since when less than the target would do; -1: it would not. */
  readonly belowSince: SimTime;
  /** Most instances wanted since then. */
  readonly highest: number;
}

/** When to let go. */
export interface ReleaseRule {
  /** Capacity is released only after less has sufficed for so long: at least the dead time. */
  readonly wait: Duration;
  /** USD that ordering one released instance again would cost. */
  readonly reversalCost: number;
}

/** One look at one market of one region. */
export interface ScaleSample {
  readonly at: SimTime;
  /** When what is looked at was true: only this clock makes patience run out. */
  readonly observedAt: SimTime;
  readonly wanted: number;
  /** Ready and booting: ordered capacity on its way counts. */
  readonly held: number;
  /** USD per instance and hour. */
  readonly price: number;
  /** After so long an order must show in telemetry; if it does not, it is given again. */
  readonly deadTime: Duration;
}

/** Nothing ordered yet. */
export function beginScale(): ScaleMemory {
  return { target: -1, orderedAt: -1, belowSince: -1, highest: 0 };
}

/**
 * Follows what is wanted: outwards at once, inwards only when less has sufficed for the release
 * wait and keeping the surplus has cost as much as ordering it again would. The memory's
 * `orderedAt` equals `at` when an order is due now.
 */
export function followWanted(
  memory: ScaleMemory,
  rule: ReleaseRule,
  sample: ScaleSample,
): ScaleMemory {
  const { at, observedAt, wanted, held } = sample;
  const target = memory.target < 0 ? held : memory.target;
  if (wanted > target) return order(at, wanted);
  if (wanted < target) return release({ ...memory, target }, rule, sample);
  const isMissing = held < target && observedAt - memory.orderedAt >= sample.deadTime;
  return isMissing ? order(at, target) : { ...memory, target, belowSince: -1 };
}

function order(at: SimTime, target: number): ScaleMemory {
  return { target, orderedAt: at, belowSince: -1, highest: 0 };
}

function release(memory: ScaleMemory, rule: ReleaseRule, sample: ScaleSample): ScaleMemory {
  const { at, observedAt, wanted, price, held } = sample;
  const isNew = memory.belowSince < 0;
  const since = isNew ? observedAt : memory.belowSince;
  const highest = isNew ? wanted : Math.max(memory.highest, wanted);
  const worthWaiting = price > 0 ? Math.round((rule.reversalCost / price) * HOUR) : Infinity;
  if (observedAt - since >= Math.max(rule.wait, worthWaiting)) return order(at, highest);
  const isMissing = held < highest && observedAt - memory.orderedAt >= sample.deadTime;
  const next = { ...memory, belowSince: since, highest };
  return isMissing ? { ...next, target: highest, orderedAt: at } : next;
}
