import type { SimTime } from '../../engine/units.ts';
import type { Decision } from '../decision.ts';
import type { Brief, Market, RegionObservation, Ring } from '../observation.ts';
import type { LateRisks } from './late-risks.ts';
import { type Cover, insure } from './latency-insurance.ts';
import { ringRisks } from './ring-risks.ts';
import { beginRings, type RingMemory, type RingRisks, reasonOf, turnRings } from './rings.ts';
import { beginScale, followWanted, type ScaleMemory } from './scale-hysteresis.ts';
import { loadNow, predictLoad, type Situation, zoneLossChance } from './situation.ts';
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
  readonly seen: RegionObservation;
  readonly region: number;
  readonly brief: Brief;
  readonly settings: ThreeRingSettings;
  readonly risks: LateRisks;
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
  const cover = coverOf({ ...memory, ...refusal }, turn);
  const core = follow(memory.core, 'on-demand', cover.core, turn);
  const elastic = follow(memory.elastic, 'spot', cover.elastic, turn);
  const scales = [
    ...orderIfDue(memory.core, core, 'on-demand', turn),
    ...orderIfDue(memory.elastic, elastic, 'spot', turn),
  ];
  const risks = risksNow(turn);
  const rings = turnRings(memory.rings, turn.settings.rings, {
    at: turn.at,
    risks,
    usesElastic: elastic.target > 0 || heldOf(turn.seen, 'spot') > 0,
    rings: ringsOf(turn),
  });
  return {
    decisions: [...scales, ...ringDecision(memory.rings, rings, risks, turn)],
    memory: { core, elastic, rings, ...refusal },
    facts: factsOf(cover, risks),
  };
}

function noteRefusal(memory: RegionMemory, { at, seen, isSpotRefused, settings }: RegionTurn) {
  if (isSpotRefused) {
    return { refusedUntil: at + settings.refusalWait, refusedAbove: heldOf(seen, 'spot') };
  }
  const { refusedUntil, refusedAbove } = memory;
  return { refusedUntil, refusedAbove };
}

function coverOf(memory: RegionMemory, turn: RegionTurn): Cover {
  const { at, seen, region, brief, settings, risks, situation } = turn;
  const service = risks.lawsOf(situation.work).service.mean;
  const backlog = (seen.queueLength * service) / settings.deadTime;
  const load = predictLoad(situation, region, service, settings).map(({ value, weight }) => ({
    value: value + backlog,
    weight,
  }));
  const mean = load.reduce((sum, { value, weight }) => sum + value * weight, 0);
  const isRefused = at < memory.refusedUntil;
  const warm = { core: memory.core.target, elastic: memory.elastic.target };
  return insure(
    {
      load,
      risk: risks.riskOf(situation.work, situation.network[region]),
      slotsPerInstance: brief.slotsPerInstance,
      service,
      onDemandPrice: seen.onDemandPricePerHour,
      spotPrice: seen.spotPricePerHour,
      lateValue: settings.lateValue,
      zones: seen.zonesUp,
      zoneLoss: zoneLossChance(situation, settings),
      leastCore: settings.leastCore,
      leastTotal: Math.max(settings.leastCore, Math.ceil(mean / brief.slotsPerInstance)),
      mostElastic: Math.min(settings.mostElastic, isRefused ? memory.refusedAbove : Infinity),
      mostTotal: brief.regions[region].quota,
    },
    warm,
  );
}

function heldOf({ ready, booting }: RegionObservation, market: Market): number {
  return ready[market] + booting[market];
}

function follow(
  memory: ScaleMemory,
  market: Market,
  wanted: number,
  { at, seen, settings }: RegionTurn,
): ScaleMemory {
  const price = market === 'spot' ? seen.spotPricePerHour : seen.onDemandPricePerHour;
  const held = heldOf(seen, market);
  const sample = { at, wanted, held, price, deadTime: settings.echoTime };
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
  const { seen, region, brief, settings, risks, situation } = turn;
  const service = risks.lawsOf(situation.work).service.mean;
  const backlog = (seen.queueLength * service) / settings.echoTime;
  return ringRisks({
    risk: risks.riskOf(situation.work, situation.network[region]),
    load: loadNow(situation, region, service) + backlog,
    slots: (seen.ready['on-demand'] + seen.ready.spot) * brief.slotsPerInstance,
    edgeSlots: brief.regions[region].edgeSlots,
    lowFidelityWork: brief.lowFidelityWork,
  });
}

function ringsOf({ brief, region }: RegionTurn): readonly Ring[] {
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
  const { core, elastic, premium, payout, expectedLoss } = cover;
  return { core, elastic, premium, payout, expectedLoss, risk: risks.elastic };
}
