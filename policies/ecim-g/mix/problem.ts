import type { Duration } from '../../../engine/units.ts';

/** Instances that can be bought in one pool, and what they cost and emit. */
export interface MixPool {
  readonly name: string;
  readonly slots: number;
  /** Most instances, both markets together. */
  readonly quota: number;
  /** Most spot instances now: 0 where no zone sells. */
  readonly mostSpot: number;
  /** Zones over which spot instances are spread: the loss of one takes 1 in so many. */
  readonly zones: number;
  /** USD per instance and hour. */
  readonly onDemandPrice: number;
  readonly spotPrice: number;
  /** Kilograms of CO2e per hour: of an idle instance, and of one busy slot beyond that. */
  readonly idleKg: number;
  readonly busyKg: number;
}

/** Players of one group and the requests they are expected to make, per second. */
export interface MixGroup {
  readonly name: string;
  readonly rate: number;
}

/** One group may be served by one pool. */
export interface MixLink {
  readonly group: number;
  readonly pool: number;
  /** Time one of its requests holds a slot there. */
  readonly service: Duration;
  readonly rtt: Duration;
  /** By how much round trip and service alone are over the budget; 0: they are not. */
  readonly over: Duration;
}

/** What a mix has to keep, and what things are worth. */
export interface MixSettings {
  /** Share of the requests that may go unserved while one spot zone of a pool is lost. */
  readonly shed: number;
  /** USD per kilogram of CO2e. */
  readonly carbonPrice: number;
  /** Kilograms of CO2e per hour; Infinity: no limit. */
  readonly mostKg: number;
  /** USD per hour; Infinity: no limit. */
  readonly mostCost: number;
}

/** No limits, and carbon costs nothing. */
export const NO_SETTINGS: MixSettings = {
  shed: 0,
  carbonPrice: 0,
  mostKg: Infinity,
  mostCost: Infinity,
};

/** One question: which instances where, and who is served by which of them. */
export interface MixProblem {
  readonly pools: readonly MixPool[];
  readonly groups: readonly MixGroup[];
  readonly links: readonly MixLink[];
  readonly settings: MixSettings;
  readonly capacity: MixCapacity;
}

/** Most load of a pool whose curable late share is within the target. */
export interface MixCapacity {
  /** Erlangs that so many instances may carry for players at most so far away. */
  admissible(pool: number, network: Duration, instances: number): number;
}

/** Whole instances of one pool. */
export interface Holding {
  readonly onDemand: number;
  readonly spot: number;
}

/** A mix: instances by pool, requests per second by link. */
export interface Mix {
  readonly holdings: readonly Holding[];
  readonly rates: readonly number[];
}

/** What one hour of one instance costs, carbon at its price included. */
export function hourOf({ carbonPrice }: MixSettings, pool: MixPool, isSpot: boolean): number {
  return (isSpot ? pool.spotPrice : pool.onDemandPrice) + carbonPrice * pool.idleKg;
}

/** USD per hour of the instances held, without carbon. */
export function costOf({ pools }: MixProblem, holdings: readonly Holding[]): number {
  return holdings.reduce((sum, { onDemand, spot }, p) => {
    return sum + onDemand * pools[p].onDemandPrice + spot * pools[p].spotPrice;
  }, 0);
}

/** Kilograms of CO2e per hour of a mix. */
export function kilogramsOf({ pools, links }: MixProblem, { holdings, rates }: Mix): number {
  const idle = holdings.reduce((sum, { onDemand, spot }, p) => {
    return sum + (onDemand + spot) * pools[p].idleKg;
  }, 0);
  return links.reduce((sum, { pool, service }, l) => {
    return sum + erlangsOf(rates[l], service) * pools[pool].busyKg;
  }, idle);
}

/** Load of so many requests per second. */
export function erlangsOf(rate: number, service: Duration): number {
  return (rate * service) / 1_000_000;
}

/** Instances of a holding that are left when one of its spot zones is lost. */
export function survivorsOf({ zones }: MixPool, { onDemand, spot }: Holding): number {
  return onDemand + (zones > 1 ? Math.floor((spot * (zones - 1)) / zones) : 0);
}
