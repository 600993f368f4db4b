import type { LateRisk } from '../queueing/late-risk.ts';
import type { RingRisks } from './rings.ts';

/** What is ready in one region now, and the load it meets. */
export interface RingQuestion {
  readonly risk: LateRisk;
  /** Erlangs of full-fidelity work. */
  readonly load: number;
  /** Ready slots of both markets. */
  readonly slots: number;
  readonly edgeSlots: number;
  /** Work of the smaller variant relative to the full model. */
  readonly lowFidelityWork: number;
}

/**
 * Curable late share of the next window by how far the rings are open. The edge adds its slots;
 * the lower fidelity shrinks the load on all of them.
 */
export function ringRisks(question: RingQuestion): RingRisks {
  const { risk, load, slots, edgeSlots, lowFidelityWork } = question;
  const excess = (capacity: number, erlangs: number) =>
    Math.max(0, risk.shareAt(capacity, erlangs) - risk.floor);
  return {
    elastic: excess(slots, load),
    edge: excess(slots + edgeSlots, load),
    fidelity: excess(slots + edgeSlots, load * lowFidelityWork),
  };
}
