import { type Duration, HOUR, SECOND, type SimTime } from '../../../engine/units.ts';
import { coarse } from '../../coarse.ts';
import {
  beginForecast,
  centreAhead,
  type ForecastMemory,
  type ForecastSettings,
  learnSample,
} from '../../forecast.ts';
import type { Brief, Observation, RegionObservation } from '../../observation.ts';
import { canServe, slotsOf } from '../../pools.ts';
import { addProbes, noProbes, type Probes, rttQuantile } from '../../probes.ts';
import { learnWork, noWorkKnowledge, type WorkKnowledge } from '../work-knowledge.ts';
import { serviceLaw } from './capacity.ts';
import type { MixCapacity, MixLink, MixPool, MixProblem, MixSettings } from './problem.ts';

/** What is remembered of the world: plain data, bounded. */
export interface MixSituation {
  readonly observedAt: SimTime;
  /** Requests per second by group. */
  readonly demand: readonly ForecastMemory[];
  readonly probes: Probes;
  /** By pool. */
  readonly works: readonly WorkKnowledge[];
}

/** How the world is read. */
export interface Reading {
  readonly brief: Brief;
  readonly forecast: ForecastSettings;
  /** Standard deviations of the forecast's own error that are planned for. */
  readonly safety: number;
  readonly rttQuantile: number;
}

const KEPT_PROBES = 31;

/** Before the first scrape. */
export function beginMixSituation(brief: Brief): MixSituation {
  return {
    observedAt: -1,
    demand: brief.groups.map(() => beginForecast()),
    probes: noProbes(brief, KEPT_PROBES),
    works: brief.regions.map(() => noWorkKnowledge()),
  };
}

/** The situation after one scrape; a scrape seen before teaches nothing. */
export function learnMixSituation(
  situation: MixSituation,
  { observation, observedAt }: { observation: Observation; observedAt: SimTime },
  { forecast }: Reading,
): MixSituation {
  if (observedAt <= situation.observedAt) return situation;
  const { groups, regions, window } = observation;
  return {
    observedAt,
    demand: situation.demand.map((memory, g) => {
      return learnSample(memory, forecast, observedAt, (groups[g].requests * SECOND) / window);
    }),
    probes: addProbes(situation.probes, groups),
    works: situation.works.map((work, p) => {
      return learnWork(work, { ...observation, regions: [regions[p]] }, observedAt);
    }),
  };
}

/** The question of this turn; numbers that move all the time are made coarse. */
export function mixProblemOf(
  situation: MixSituation,
  observation: Observation,
  reading: Reading,
  parts: { readonly settings: MixSettings; readonly capacity: MixCapacity },
): MixProblem {
  const { brief } = reading;
  const groups = brief.groups.map(({ name }, g) => {
    return { name, rate: coarse(plannedRate(situation.demand[g], reading)) };
  });
  const pools = observation.regions.map((seen, p) => poolOf(brief, p, seen));
  return { pools, groups, links: linksOf(situation, reading), ...parts };
}

/** Equal keys, equal questions. */
export function keyOfProblem(
  { pools, groups, links, settings }: MixProblem,
  { works }: MixSituation,
): string {
  const bought = pools.map((one) => {
    const { quota, mostSpot, zones, onDemandPrice, spotPrice, idleKg } = one;
    return `${quota}/${mostSpot}/${zones}/${onDemandPrice}/${spotPrice}/${idleKg}`;
  });
  const asked = groups.map(({ rate }) => rate).join();
  const ways = links.map(({ service, rtt }) => `${service}/${rtt}`).join();
  const laws = works.map(({ key }) => key).join();
  const { shed, carbonPrice, mostKg, mostCost } = settings;
  return `${bought.join()};${asked};${ways};${laws};${shed}/${carbonPrice}/${mostKg}/${mostCost}`;
}

/** Likely rate when an order of now takes effect, and the forecast's own error on top. */
function plannedRate(demand: ForecastMemory, { forecast, safety }: Reading): number {
  const { spread } = demand;
  const mean = spread.reduce((sum, one) => sum + one, 0) / spread.length;
  const square = spread.reduce((sum, one) => sum + (one - mean) ** 2, 0) / spread.length;
  return centreAhead(demand, forecast.lead) * Math.max(0, mean + safety * Math.sqrt(square));
}

const GRAMS_PER_KG = 1000;
const WATTS_PER_KW = 1000;

function poolOf(brief: Brief, p: number, seen: RegionObservation): MixPool {
  const { name, quota, pool } = brief.regions[p];
  const power = pool?.power;
  const kgPerWattHour =
    (coarse(seen.intensityGPerKwh) * (power?.pue ?? 1)) / (GRAMS_PER_KG * WATTS_PER_KW);
  return {
    name,
    slots: slotsOf(brief, p),
    quota,
    mostSpot: seen.zonesUp > 0 ? quota : 0,
    zones: seen.zonesUp,
    onDemandPrice: seen.onDemandPricePerHour,
    spotPrice: seen.spotPricePerHour,
    idleKg: power === undefined ? 0 : power.idleW * kgPerWattHour,
    busyKg:
      power === undefined ? 0 : ((power.fullW - power.idleW) * kgPerWattHour) / slotsOf(brief, p),
  };
}

function linksOf({ probes, works }: MixSituation, reading: Reading): readonly MixLink[] {
  const { brief } = reading;
  return brief.groups.flatMap((_, group) =>
    brief.regions.flatMap((_, pool): MixLink[] => {
      const rtt = rttQuantile(probes, { group, region: pool }, reading.rttQuantile);
      if (!canServe(brief, group, pool) || rtt === Infinity) return [];
      const service = serviceOn(brief, { group, pool }, works[pool]);
      const grain = coarse(rtt / MILLIS) * MILLIS;
      return [
        { group, pool, service, rtt: grain, over: Math.max(0, grain + service - brief.budget) },
      ];
    }),
  );
}

const MILLIS = 1000;

/** Measured where the pool does one kind of work, by the load test where it does several. */
function serviceOn(
  brief: Brief,
  { group, pool }: Pick<MixLink, 'group' | 'pool'>,
  work: WorkKnowledge,
): Duration {
  const planned = brief.regions[pool].pool?.service[brief.groups[group].workClass ?? 0];
  const kinds = new Set(brief.groups.map(({ workClass = 0 }) => workClass)).size;
  if (kinds === 1) return serviceLaw(brief, pool, work).mean;
  return planned ?? brief.plannedService;
}

/** From demand that changes to capacity that meets it. */
export function deadTimeOf(brief: Brief, every: Duration): Duration {
  return Math.min(HOUR, brief.bootP95 + 2 * brief.scrapeEvery + every);
}
