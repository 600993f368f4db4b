import { type Duration, MINUTE, SECOND } from '../../engine/units.ts';
import type { LateRisk } from '../queueing/late-risk.ts';
import type { LateRisks } from './late-risks.ts';
import type { RegionPiece } from './route-problem.ts';
import type { WorkKnowledge } from './work-knowledge.ts';

/** The prices of a region's room. */
export interface PieceRule {
  /** Curable late share up to which a region counts as having room. */
  readonly lateTarget: number;
  /** Round-trip time that one late answer is worth. */
  readonly latePenalty: Duration;
}

/** A region's room in pieces of rising cost; `network` is its players' round trip. */
export type RegionPieces = (
  knowledge: WorkKnowledge,
  network: Duration,
  slots: number,
) => readonly RegionPiece[];

/** Opens the pieces; they depend on what is asked only, not on what was asked before. */
export function openRegionPieces(risks: LateRisks, rule: PieceRule): RegionPieces {
  const kept = new WeakMap<LateRisk, Map<number, readonly RegionPiece[]>>();
  return (knowledge, network, slots) => {
    const risk = risks.riskOf(knowledge, network);
    const bySlots = kept.get(risk) ?? new Map<number, readonly RegionPiece[]>();
    kept.set(risk, bySlots);
    const known = bySlots.get(slots);
    if (known !== undefined) return known;
    const pieces = cutPieces(risk, risks.lawsOf(knowledge).service.mean, slots, rule);
    bySlots.set(slots, pieces);
    return pieces;
  };
}

/** Fractions of the admissible load at which the next, dearer piece of a region begins. */
const PIECES: readonly number[] = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1];

/** Overload by quarters of the ready slots: dearer than any round trip, shared by all regions. */
const OVERLOADS: readonly number[] = [10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 40 * MINUTE];
const LAST_RESORT = 50 * MINUTE;

/** Room in pieces of rising risk, then overload in shares, the last without limit. */
function cutPieces(
  risk: LateRisk,
  service: Duration,
  slots: number,
  { lateTarget, latePenalty }: PieceRule,
): readonly RegionPiece[] {
  const room = risk.admissibleLoad(slots, lateTarget);
  const lateAt = (load: number) => load * Math.max(0, risk.shareAt(slots, load) - risk.floor);
  const pieces: RegionPiece[] = [];
  let dearest = 0;
  for (let i = 1; i < PIECES.length && room > 0; i += 1) {
    const width = (PIECES[i] - PIECES[i - 1]) * room;
    const growth = (lateAt(PIECES[i] * room) - lateAt(PIECES[i - 1] * room)) / width;
    dearest = Math.max(dearest, growth * latePenalty);
    pieces.push({ rate: (width / service) * SECOND, cost: dearest });
  }
  const share = (slots / 4 / service) * SECOND;
  const overload = OVERLOADS.map((cost) => ({ rate: share, cost }));
  return [...pieces, ...overload, { rate: Infinity, cost: LAST_RESORT }];
}
