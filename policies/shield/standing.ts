import { SECOND } from '../../engine/units.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import type { Market, Observation } from '../observation.ts';

/** What stands as ordered, and what was asked for where a shield let only a part of it pass. */
export interface Standing {
  /** Newest scale and warm decisions by key, in the order in which the keys were first ordered. */
  readonly orders: Readonly<Record<string, Decision>>;
  /** Instances still asked for, by key of a scale decision. */
  readonly asked: Readonly<Record<string, number>>;
}

/** Nothing was ordered yet. */
export const NOTHING_STANDS: Standing = { orders: {}, asked: {} };

const MARKETS: readonly Market[] = ['on-demand', 'spot'];

/** The key of what a decision sets; decisions of one key replace each other. */
export function keyOf(decision: Decision): string {
  switch (decision.kind) {
    case 'scale':
      return `${marketKey(decision.region, decision.market)}${zoneKey(decision)}`;
    case 'route':
      return `route ${decision.group}`;
    case 'job':
      return `job ${decision.job}`;
    default:
      return `${decision.kind} ${decision.region}`;
  }
}

function marketKey(region: number, market: Market): string {
  return `scale ${region} ${market}`;
}

function zoneKey({ zone }: ScaleDecision): string {
  return zone === undefined ? '' : ` zone ${zone}`;
}

/** What stands after a decision; an order for a whole market replaces those of its zones. */
export function standAfter(standing: Standing, decision: Decision): Standing {
  if (decision.kind !== 'scale' && decision.kind !== 'warm') return standing;
  const key = keyOf(decision);
  const { orders } = standing;
  const kept = Object.entries(orders).filter(([other, order]) => {
    if (decision.kind !== 'scale' || order.kind !== 'scale' || other === key) return true;
    const isSameMarket = order.region === decision.region && order.market === decision.market;
    return !isSameMarket || (order.zone !== undefined && decision.zone !== undefined);
  });
  return { ...standing, orders: { ...Object.fromEntries(kept), [key]: decision } };
}

/** Instances that stand ordered for a key; what is held where nothing was ordered yet. */
export function standingInstances(
  { orders }: Standing,
  decision: ScaleDecision,
  observation: Observation,
): number {
  const order = orders[keyOf(decision)];
  if (order?.kind === 'scale') return order.instances;
  if (decision.zone !== undefined) return 0;
  return heldInstances(observation, decision.region, decision.market);
}

function heldInstances(observation: Observation, region: number, market: Market): number {
  const { ready, booting } = observation.regions[region];
  return ready[market] + booting[market];
}

/** All instances of a region that stand ordered, both markets together. */
export function regionInstances(
  { orders }: Standing,
  region: number,
  observation: Observation,
): number {
  let sum = 0;
  for (const market of MARKETS) {
    const prefix = marketKey(region, market);
    const own = Object.entries(orders).filter(([key]) => {
      return key === prefix || key.startsWith(`${prefix} zone `);
    });
    if (own.length === 0) sum += heldInstances(observation, region, market);
    for (const [, order] of own) sum += order.kind === 'scale' ? order.instances : 0;
  }
  return sum;
}

/** Instances that the load of a region keeps busy, as a mean over the window. */
export function busyInstances(observation: Observation, region: number, slots: number): number {
  const seconds = observation.window / SECOND;
  return seconds > 0 ? observation.regions[region].busySlotSeconds / seconds / slots : 0;
}
