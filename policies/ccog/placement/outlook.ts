import { type Duration, HOUR, MINUTE, SECOND, type SimTime } from '../../../engine/units.ts';
import type { LateRisks } from '../../ecim-g/late-risks.ts';
import { regionNetworks } from '../../ecim-g/region-network.ts';
import type { Brief, Observation } from '../../observation.ts';
import { slotsOf } from '../../pools.ts';
import { observedCurve } from '../carbon/curve.ts';
import type { Knowledge } from './knowledge.ts';
import type { PlacementProblem, Shares } from './problem.ts';

/** How a placement problem is made of what is known. */
export interface OutlookRule {
  /** Curable late share up to which a region counts as having room. */
  readonly lateTarget: number;
  readonly cap: Duration;
  /** How far ahead intensity counts: its mean over so long. */
  readonly ahead: Duration;
}

/** One instant at which somebody plans. */
export interface Instant {
  readonly at: SimTime;
  readonly observation: Observation;
  readonly knowledge: Knowledge;
  /** Shares in force by group; an empty list for a group without. */
  readonly before: Shares;
}

/** Makes problems of instants; keeps values of pure functions only. */
export interface Outlook {
  /** With the room of the instances each region may come to hold, or of those that are ready. */
  problemOf(instant: Instant, room: 'quota' | 'ready'): PlacementProblem;
  /** Fewest instances that take a load at the late target; the quota when none do. */
  sizeOf(instant: Instant, region: number, load: number): number;
  /** Erlangs that come to each region now, those that wait included. */
  presentLoads(instant: Instant): readonly number[];
}

const STEP = 15 * MINUTE;

/** Opens the outlook of a brief. */
export function openOutlook(brief: Brief, risks: LateRisks, rule: OutlookRule): Outlook {
  const networksOf = ({ knowledge: { rates, rtt }, before }: Instant) =>
    regionNetworks({ brief, rates: plannedRates(brief, rates), rtt, before });
  const roomFor = ({ knowledge }: Instant, network: Duration, slots: number) =>
    slots < 1 ? 0 : risks.riskOf(knowledge.work, network).admissibleLoad(slots, rule.lateTarget);
  const serviceOf = ({ knowledge }: Instant) => risks.lawsOf(knowledge.work).service.mean;
  return {
    problemOf(instant, room) {
      const { knowledge, observation, before } = instant;
      const networks = networksOf(instant);
      const held = observation.regions.map(({ ready }, r) => {
        return room === 'quota' ? brief.regions[r].quota : ready['on-demand'] + ready.spot;
      });
      const service = serviceOf(instant);
      const loads = plannedRates(brief, knowledge.rates).map((rate) => (rate * service) / SECOND);
      const slots = held.map((instances, r) => instances * slotsOf(brief, r));
      const erlangs = slots.map((count, r) => roomFor(instant, networks[r], count));
      const total = held.reduce((sum, instances) => sum + instances, 0);
      return {
        loads,
        rtt: knowledge.rtt,
        room: erlangs,
        perInstance: total > 0 ? erlangs.reduce((sum, one) => sum + one, 0) / total : 1,
        price: observation.regions.map((region) => region.onDemandPricePerHour),
        intensity: intensitiesOf(instant, rule.ahead),
        cap: rule.cap,
        before,
      };
    },
    sizeOf(instant, region, load) {
      const { quota } = brief.regions[region];
      const network = networksOf(instant)[region];
      const slots = slotsOf(brief, region);
      let size = Math.min(quota, Math.ceil(load / slots));
      while (size < quota && roomFor(instant, network, size * slots) < load) size += 1;
      return size;
    },
    presentLoads(instant) {
      const { observation } = instant;
      const service = serviceOf(instant);
      const span = Math.max(1, observation.window);
      return observation.regions.map(({ arrivals, queueLength }) => {
        return (arrivals * service) / span + (queueLength * service) / brief.bootP95;
      });
    },
  };
}

/** Measured rates; the plan's peak for a group nobody has been seen of. */
function plannedRates({ groups }: Brief, rates: readonly number[]): readonly number[] {
  return rates.map((rate, group) => (rate < 0 ? groups[group].plannedPeakRate : rate));
}

/** Mean intensity over the time ahead, by the forecast where there is one. */
function intensitiesOf({ at, observation, knowledge }: Instant, ahead: Duration): number[] {
  const curve = observedCurve(observation, Math.max(0, knowledge.observedAt));
  const steps = Math.max(1, Math.round(ahead / STEP));
  return observation.regions.map((_, region) => {
    let sum = 0;
    for (let step = 0; step < steps; step += 1) sum += curve.at(region, at + step * STEP);
    return sum / steps;
  });
}

/** An hour: how long a move of players is meant to pay. */
export const OUTLOOK_AHEAD: Duration = HOUR;
