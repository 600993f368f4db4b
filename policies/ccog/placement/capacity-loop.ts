import type { SimTime } from '../../../engine/units.ts';
import type { Policy } from '../../contract.ts';
import type { Decision } from '../../decision.ts';
import { openLateRisks } from '../../ecim-g/late-risks.ts';
import { beginScale, followWanted, type ScaleMemory } from '../../ecim-g/scale-hysteresis.ts';
import type { Brief, Market, Observation, RegionObservation } from '../../observation.ts';
import { splitMarkets } from '../integrated/spot-share.ts';
import { warmOrders } from '../integrated/warm-pools.ts';
import { beginKnowledge, type Knowledge, learn } from './knowledge.ts';
import { type Instant, type Outlook, openOutlook } from './outlook.ts';
import { loadsByRegion, type Shares, totalsOf } from './problem.ts';
import type { PlacementLoop } from './routing-loop.ts';
import { outlookRule, slaRule } from './settings.ts';

interface Memory {
  readonly knowledge: Knowledge;
  readonly shares: Shares;
  readonly onDemand: readonly ScaleMemory[];
  readonly spot: readonly ScaleMemory[];
}

/**
 * Capacity as planned, within quotas: enough instances for the load that is to come and for the
 * load that has not left yet. Released only when less has been enough for two boots.
 */
export function openPlacedCapacity(loop: PlacementLoop): Policy<Observation, Decision, Memory> {
  const { id, brief, every, parameters, planner } = loop;
  const outlook = openOutlook(brief, openLateRisks(brief, brief.bootP95), outlookRule(parameters));
  const sla = slaRule(parameters);
  const { 'spot-share': spotShare = 0 } = parameters;
  return {
    id,
    wakes: { every },
    begin: () => begin(brief),
    decide({ at, observedAt, observation, memory }) {
      if (observation.window === 0) return waiting(memory);
      const knowledge = learn(memory.knowledge, { observation, observedAt }, brief, sla);
      const instant = { at, observation, knowledge, before: memory.shares };
      const problem = outlook.problemOf(instant, 'quota');
      const { strictness, lateShare } = knowledge.sla;
      const { shares, facts: weighed } = planner(problem, strictness);
      const wanted = sizes(outlook, instant, loadsByRegion(problem, shares));
      const markets = wanted.map((instances, r) => {
        return splitMarkets(instances, spotShare, observation.regions[r]);
      });
      const follow = followerOf(brief, { at, observedAt, observation });
      const onDemand = markets.map((one, r) => follow(memory.onDemand[r], 'on-demand', one, r));
      const spot = markets.map((one, r) => follow(memory.spot[r], 'spot', one, r));
      const decisions = [
        ...orders(onDemand, 'on-demand', at),
        ...orders(spot, 'spot', at),
        ...warmOrders(wanted, observation, brief),
      ];
      const instances = wanted.reduce((sum, count) => sum + count, 0);
      const totals = totalsOf(problem, shares);
      const facts = { ...weighed, ...totals, strictness, lateShare, instances };
      const because = { rule: 'capacity ahead of the placement', facts };
      return { decisions, memory: { knowledge, shares, onDemand, spot }, because };
    },
  };
}

function begin(brief: Brief): Memory {
  return {
    knowledge: beginKnowledge(brief),
    shares: brief.groups.map(() => []),
    onDemand: brief.regions.map(() => beginScale()),
    spot: brief.regions.map(() => beginScale()),
  };
}

function waiting(memory: Memory) {
  return { decisions: [], memory, because: { rule: 'wait for a first observation', facts: {} } };
}

function sizes(outlook: Outlook, instant: Instant, planned: readonly number[]): readonly number[] {
  const present = outlook.presentLoads(instant);
  return planned.map((load, r) => outlook.sizeOf(instant, r, Math.max(load, present[r])));
}

type Split = Readonly<Record<Market, number>>;

function followerOf(
  { bootP95, scrapeEvery }: Brief,
  seen: {
    readonly at: SimTime;
    readonly observedAt: SimTime;
    readonly observation: Observation;
  },
) {
  const { at, observedAt, observation } = seen;
  const rule = { wait: 2 * bootP95, reversalCost: 0 };
  return (memory: ScaleMemory, market: Market, wanted: Split, region: number): ScaleMemory => {
    const one = observation.regions[region];
    const held = one.ready[market] + one.booting[market];
    const price = priceOf(one, market);
    const deadTime = 4 * scrapeEvery;
    return followWanted(memory, rule, {
      at,
      observedAt,
      wanted: wanted[market],
      held,
      price,
      deadTime,
    });
  };
}

function priceOf(region: RegionObservation, market: Market): number {
  return market === 'spot' ? region.spotPricePerHour : region.onDemandPricePerHour;
}

function orders(scales: readonly ScaleMemory[], market: Market, at: SimTime): Decision[] {
  return scales.flatMap((scale, region) => {
    if (scale.orderedAt !== at) return [];
    return [{ kind: 'scale', region, market, instances: scale.target } as const];
  });
}
