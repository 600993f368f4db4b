import { exp } from '../../engine/math.ts';
import { DAY, type Duration, MINUTE, SECOND, type SimTime } from '../../engine/units.ts';
import { beginForecast, type ForecastMemory, learnSample } from '../forecast.ts';
import type { Brief, Observation } from '../observation.ts';
import { addProbes, closestRegions, noProbes, type Probes, rttQuantile } from '../probes.ts';
import type { ThreeRingSettings } from './three-ring-settings.ts';
import { learnWork, noWorkKnowledge, type WorkKnowledge } from './work-knowledge.ts';

/** What the three-ring loop knows of the world by now: plain data, bounded in size. */
export interface Situation {
  readonly observedAt: SimTime;
  readonly work: WorkKnowledge;
  /** Requests per second by region. */
  readonly demand: readonly ForecastMemory[];
  /** Probes of the scrapes at which the network was worked out. */
  readonly probes: Probes;
  /** Round trip of the players nearest to each region, microseconds. */
  readonly network: readonly Duration[];
  /** When that was last worked out; -1: never. */
  readonly networkAt: SimTime;
  /**
   * Zones that sold spot by region at the last scrape: learnt by pinging (spot placement scores,
   * dry-run launches), which no metric replaces.
   */
  readonly zonesUp: readonly number[];
  /** Zones lost so far, and the time zones have been watched, all regions together. */
  readonly zoneLosses: number;
  readonly zoneTime: Duration;
}

/** One scrape and the setting it is read in. */
export interface Scrape {
  readonly observation: Observation;
  readonly observedAt: SimTime;
  readonly brief: Brief;
  readonly settings: ThreeRingSettings;
}

const KEPT_PROBES = 31;
const NETWORK_EVERY = 10 * MINUTE;

/** Before the first scrape. */
export function beginSituation(brief: Brief): Situation {
  return {
    observedAt: -1,
    work: noWorkKnowledge(),
    demand: brief.regions.map(() => beginForecast()),
    probes: noProbes(brief, KEPT_PROBES),
    network: brief.regions.map(() => 0),
    networkAt: -1,
    zonesUp: brief.regions.map(({ zones }) => zones),
    zoneLosses: 0,
    zoneTime: 0,
  };
}

/** The situation after one scrape; a scrape seen before teaches nothing. */
export function learnSituation(situation: Situation, scrape: Scrape): Situation {
  const { observation, observedAt, settings } = scrape;
  if (observedAt <= situation.observedAt) return situation;
  const demand = situation.demand.map((memory, r) => {
    const rate = (observation.regions[r].arrivals * SECOND) / observation.window;
    return learnSample(memory, settings.forecast, observedAt, rate);
  });
  return {
    ...situation,
    ...learnZones(situation, scrape),
    ...learnNetwork(situation, scrape),
    observedAt,
    demand,
    work: learnWork(situation.work, observation, observedAt),
  };
}

/** Load of one region now, smoothed, erlangs. */
export function loadNow({ demand }: Situation, region: number, service: Duration): number {
  return (Math.max(0, demand[region].level) * service) / SECOND;
}

/** Chance that a zone is lost and not replaced yet: prior of one zone-day plus what was seen. */
export function zoneLossChance(
  { zoneLosses, zoneTime }: Situation,
  { zoneLossesPerDay, deadTime }: ThreeRingSettings,
): number {
  const perTime = (zoneLosses + zoneLossesPerDay) / (zoneTime + DAY);
  return 1 - exp(-perTime * deadTime);
}

function learnZones(situation: Situation, { observation, observedAt }: Scrape) {
  const step = situation.observedAt < 0 ? 0 : observedAt - situation.observedAt;
  const zonesUp = observation.regions.map((region) => region.zonesUp);
  let { zoneLosses, zoneTime } = situation;
  zonesUp.forEach((up, r) => {
    zoneLosses += Math.max(0, situation.zonesUp[r] - up);
    zoneTime += step * up;
  });
  return { zonesUp, zoneLosses, zoneTime };
}

function learnNetwork(situation: Situation, { observation, observedAt, brief }: Scrape) {
  const { networkAt } = situation;
  if (networkAt >= 0 && observedAt - networkAt < NETWORK_EVERY) return {};
  const probes = addProbes(situation.probes, observation.groups);
  return { probes, network: networkOf(probes, observation, brief), networkAt: observedAt };
}

/** Request-weighted 90 % round trip of the groups closest to each region. */
function networkOf(probes: Probes, { groups }: Observation, brief: Brief): Duration[] {
  const closest = closestRegions(probes, brief, 0.5);
  return brief.regions.map((_, region) => {
    let weight = 0;
    let sum = 0;
    groups.forEach(({ requests }, g) => {
      const rtt = rttQuantile(probes, { group: g, region }, 0.9);
      if (closest[g] !== region || rtt === Infinity) return;
      weight += requests + 1;
      sum += (requests + 1) * rtt;
    });
    return weight > 0 ? sum / weight : 0;
  });
}
