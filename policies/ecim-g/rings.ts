import type { Duration, SimTime } from '../../engine/units.ts';
import type { Ring } from '../observation.ts';

/** A Schmitt trigger with patience on both sides. */
export interface RingRule {
  /** The next ring opens when the risk exceeds this for `openAfter`. */
  readonly high: number;
  /** The ring closes when the risk without it stays below this for `closeAfter`. */
  readonly low: number;
  readonly openAfter: Duration;
  readonly closeAfter: Duration;
}

/** What one region remembers about its rings. */
export interface RingMemory {
  readonly ring: Ring;
  readonly changedAt: SimTime;
  /** Since when the risk has been high, and low without the ring; -1: it is not. */
  readonly highSince: SimTime;
  readonly lowSince: SimTime;
}

/** Predicted curable late share of the next window by how far the rings are open. */
export interface RingRisks {
  readonly elastic: number;
  readonly edge: number;
  readonly fidelity: number;
}

/** One look at one region's rings. */
export interface RingSample {
  /** When what is looked at was true; later at every look, or patience would not be patience. */
  readonly at: SimTime;
  readonly risks: RingRisks;
  /** Whether spot capacity is held or wanted: the elastic ring is open then. */
  readonly usesElastic: boolean;
  /** The rings this region has, calm ones first; always core and elastic. */
  readonly rings: readonly Ring[];
}

/** All rings but the core closed. */
export function beginRings(): RingMemory {
  return { ring: 'core', changedAt: 0, highSince: -1, lowSince: -1 };
}

/** The rings after one more look: at most one step further out or back. */
export function turnRings(memory: RingMemory, rule: RingRule, sample: RingSample): RingMemory {
  const { at, risks, rings } = sample;
  const place = rings.indexOf(memory.ring);
  const highSince = sinceWhen(memory.highSince, at, riskOf(risks, memory.ring) > rule.high);
  const inner = rings[Math.max(0, place - 1)];
  const lowSince = sinceWhen(memory.lowSince, at, mayClose(memory, inner, rule, sample));
  const next = { ...memory, highSince, lowSince };
  if (memory.ring === 'core' && sample.usesElastic) return moveTo('elastic', at);
  if (hasLasted(highSince, at, rule.openAfter) && place < rings.length - 1) {
    return moveTo(rings[place + 1], at);
  }
  if (hasLasted(lowSince, at, rule.closeAfter)) return moveTo(inner, at);
  return next;
}

/** Why the rings moved, with the numbers weighed. */
export function reasonOf(from: Ring, to: Ring, risks: RingRisks, rule: RingRule): string {
  if (from === 'core') {
    return to === 'elastic' && risks.elastic <= rule.high
      ? 'spot capacity is held'
      : `late risk ${percent(risks.elastic)} above ${percent(rule.high)}`;
  }
  if (to === 'core') return 'no spot capacity is held any more';
  const order: readonly Ring[] = ['core', 'elastic', 'edge', 'fidelity'];
  return order.indexOf(to) > order.indexOf(from)
    ? `late risk ${percent(riskOf(risks, from))} above ${percent(rule.high)}`
    : `late risk ${percent(riskOf(risks, to))} without it below ${percent(rule.low)}`;
}

function mayClose(
  { ring }: RingMemory,
  inner: Ring,
  { low }: RingRule,
  { risks, usesElastic }: RingSample,
): boolean {
  if (ring === 'core') return false;
  if (ring === 'elastic') return !usesElastic && risks.elastic < low;
  return riskOf(risks, inner) < low;
}

function riskOf(risks: RingRisks, ring: Ring): number {
  return ring === 'core' ? risks.elastic : risks[ring];
}

function sinceWhen(since: SimTime, at: SimTime, holds: boolean): SimTime {
  if (!holds) return -1;
  return since < 0 ? at : since;
}

function hasLasted(since: SimTime, at: SimTime, patience: Duration): boolean {
  return since >= 0 && at - since >= patience;
}

function moveTo(ring: Ring, at: SimTime): RingMemory {
  return { ring, changedAt: at, highSince: -1, lowSince: -1 };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
