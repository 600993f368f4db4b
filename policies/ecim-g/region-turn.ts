import type { SimTime } from '../../engine/units.ts';
import type { Decision } from '../decision.ts';
import type { Brief, Market, RegionObservation, Ring } from '../observation.ts';
import type { Covers } from './covers.ts';
import type { Cover } from './latency-insurance.ts';
import { ringRisks } from './ring-risks.ts';
import { beginRings, type RingMemory, type RingRisks, reasonOf, turnRings } from './rings.ts';
import { beginScale, followWanted, type ScaleMemory } from './scale-hysteresis.ts';
import { loadNow, type Situation } from './situation.ts';
import type { ThreeRingSettings } from './three-ring-settings.ts';

/** What the three-ring loop remembers of one region besides the situation. */
export interface RegionMemory {
  readonly core: ScaleMemory;
  readonly elastic: ScaleMemory;
  readonly rings: RingMemory;
  /** Until when refused spot capacity is not asked for, and how much is held meanwhile. */
  readonly refusedUntil: SimTime;
  readonly refusedAbove: number;
}

/** One region at one turn. */
export interface RegionTurn {
  readonly at: SimTime;
  readonly observedAt: SimTime;
  /** Whether the observation was never looked at before. */
  readonly isNew: boolean;
  readonly seen: RegionObservation;
  readonly region: number;
  readonly brief: Brief;
  readonly settings: ThreeRingSettings;
  readonly covers: Covers;
  readonly situation: Situation;
  readonly isSpotRefused: boolean;
}

/** Nothing ordered, rings closed. */
export function beginRegion(): RegionMemory {
  return {
    core: beginScale(),
    elastic: beginScale(),
    rings: beginRings(),
    refusedUntil: -1,
    refusedAbove: 0,
  };
}

/** Insures one region, follows the cover with hysteresis and turns its rings. */
export function decideRegion(memory: RegionMemory, turn: RegionTurn) {
  const refusal = noteRefusal(memory, turn);
  const mostElastic = turn.at < refusal.refusedUntil ? refusal.refusedAbove : Infinity;
  const { region, seen, situation } = turn;
  const cover = turn.covers.coverOf({ region, seen, situation, mostElastic });
  const core = follow(memory.core, 'on-demand', cover.core, turn);
  const elastic = follow(memory.elastic, 'spot', cover.elastic, turn);
  const scales = [
    ...orderIfDue(memory.core, core, 'on-demand', turn),
    ...orderIfDue(memory.elastic, elastic, 'spot', turn),
  ];
  const risks = risksNow(turn);
  const usesElastic = elastic.target > 0 || heldOf(seen, 'spot') > 0;
  const rings = turnRingsIfNew(memory.rings, risks, usesElastic, turn);
  return {
    decisions: [...scales, ...ringDecision(memory.rings, rings, risks, turn)],
    memory: { core, elastic, rings, ...refusal },
    facts: factsOf(cover, risks),
  };
}

/** Takes note of refused spot only: the telemetry is too old to order anything by. */
export function holdRegion(memory: RegionMemory, turn: RefusalTurn): RegionMemory {
  return turn.isSpotRefused ? { ...memory, ...noteRefusal(memory, turn) } : memory;
}

/** The memory with every patience begun anew: nobody knows what was needed while nobody looked. */
export function restartWaits(memory: RegionMemory): RegionMemory {
  const { core, elastic, rings } = memory;
  return {
    ...memory,
    core: { ...core, belowSince: -1 },
    elastic: { ...elastic, belowSince: -1 },
    rings: { ...rings, highSince: -1, lowSince: -1 },
  };
}

type RefusalTurn = Pick<RegionTurn, 'at' | 'seen' | 'isSpotRefused' | 'settings'>;

function noteRefusal(memory: RegionMemory, { at, seen, isSpotRefused, settings }: RefusalTurn) {
  if (isSpotRefused) {
    return { refusedUntil: at + settings.refusalWait, refusedAbove: heldOf(seen, 'spot') };
  }
  const { refusedUntil, refusedAbove } = memory;
  return { refusedUntil, refusedAbove };
}

function turnRingsIfNew(
  memory: RingMemory,
  risks: RingRisks,
  usesElastic: boolean,
  turn: RegionTurn,
): RingMemory {
  const { observedAt, isNew, settings, brief, region } = turn;
  if (!isNew) return memory;
  const rings = ringsOf(brief, region);
  return turnRings(memory, settings.rings, { at: observedAt, risks, usesElastic, rings });
}

function heldOf({ ready, booting }: RegionObservation, market: Market): number {
  return ready[market] + booting[market];
}

function follow(
  memory: ScaleMemory,
  market: Market,
  wanted: number,
  { at, observedAt, seen, settings }: RegionTurn,
): ScaleMemory {
  const price = market === 'spot' ? seen.spotPricePerHour : seen.onDemandPricePerHour;
  const held = heldOf(seen, market);
  const sample = { at, observedAt, wanted, held, price, deadTime: settings.echoTime };
  return followWanted(memory, settings.release, sample);
}

function orderIfDue(
  before: ScaleMemory,
  after: ScaleMemory,
  market: Market,
  { at, region }: RegionTurn,
): Decision[] {
  if (after.orderedAt !== at || after === before) return [];
  return [{ kind: 'scale', region, market, instances: after.target }];
}

function risksNow(turn: RegionTurn): RingRisks {
  const { seen, region, brief, settings, covers, situation } = turn;
  const { risk, service } = covers.riskOf(situation, region);
  const backlog = (seen.queueLength * service) / settings.echoTime;
  return ringRisks({
    risk,
    load: loadNow(situation, region, service) + backlog,
    slots: (seen.ready['on-demand'] + seen.ready.spot) * brief.slotsPerInstance,
    edgeSlots: brief.regions[region].edgeSlots,
    lowFidelityWork: brief.lowFidelityWork,
  });
}

function ringsOf(brief: Brief, region: number): readonly Ring[] {
  const rings: Ring[] = ['core', 'elastic'];
  if (brief.regions[region].edgeSlots > 0) rings.push('edge');
  if (brief.lowFidelityWork < 1) rings.push('fidelity');
  return rings;
}

function ringDecision(
  before: RingMemory,
  after: RingMemory,
  risks: RingRisks,
  { region, settings }: RegionTurn,
): Decision[] {
  if (before.ring === after.ring) return [];
  const reason = reasonOf(before.ring, after.ring, risks, settings.rings);
  return [{ kind: 'ring', region, ring: after.ring, reason }];
}

function factsOf(cover: Cover, risks: RingRisks) {
  const { core, elastic, premium, payout, expectedLoss, floorLoss, newsvendorQuantile } = cover;
  const money = { premium, payout, expectedLoss, floorLoss };
  return { core, elastic, ...money, newsvendorQuantile, risk: risks.elastic };
}
