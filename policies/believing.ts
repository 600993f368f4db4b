import type { Duration } from '../engine/units.ts';
import type { Verdict } from './contract.ts';
import type { Decision } from './decision.ts';
import type { LoopPolicy, PolicyListing } from './listing.ts';
import type {
  Brief,
  JobObservation,
  Market,
  Observation,
  RegionObservation,
} from './observation.ts';
import { shapeFault } from './shield/fitness.ts';

/** No count, price or time that telemetry tells is larger, and none is further below 0. */
const ABSURD = 1e15;
const ROUNDING = 1e-6;

/**
 * A load or a fleet is believed up to this many times what all quotas could ever hold. Answers are
 * late alike at twice that and at a million times, but tables are worked out slot by slot and
 * would never end. Telemetry that tells ten times the truth is far below it.
 */
const CUT = 64;

type Listings = Readonly<Record<string, PolicyListing>>;

/**
 * Policies that order nothing on an observation that is not whole: with regions or groups missing,
 * or with a number that cannot be. Loads and fleets beyond all quotas are cut to 64 times those.
 */
export function believing(listings: Listings): Listings {
  const entries = Object.entries(listings).map(([id, listing]): [string, PolicyListing] => {
    return [
      id,
      { ...listing, create: (given, brief, every) => make(listing, given, brief, every) },
    ];
  });
  return Object.fromEntries(entries);
}

function make(
  listing: PolicyListing,
  ...[given, brief, every]: Parameters<PolicyListing['create']>
): LoopPolicy {
  const policy = listing.create(given, brief, every);
  return {
    id: policy.id,
    wakes: policy.wakes,
    begin: () => policy.begin(),
    decide: (turn) => {
      if (!isWhole(turn.observation, brief)) return hold(turn.memory);
      return policy.decide({ ...turn, observation: cut(turn.observation, brief) });
    },
  };
}

function hold<Memory>(memory: Memory): Verdict<Decision, Memory> {
  return { decisions: [], memory, because: { rule: 'hold: not told whole', facts: {} } };
}

/** Whether an observation tells of all regions and groups of the brief in numbers that can be. */
export function isWhole(seen: Observation | undefined, brief: Brief): boolean {
  if (seen === undefined || shapeFault(seen, brief) !== undefined) return false;
  const isTold = seen.regions.every(isRegionTold) && seen.groups.every(isGroupTold);
  return isTold && (seen.jobs ?? []).every((job) => isJobTold(job, brief));
}

function isRegionTold(region: RegionObservation): boolean {
  const { arrivals, answered, late, queueLength, inService, ready, booting, zonesUp } = region;
  const { onDemandPricePerHour, spotPricePerHour, intensityGPerKwh, busySlotSeconds } = region;
  return (
    areNumbers(arrivals, answered, late, queueLength, inService, zonesUp, busySlotSeconds) &&
    areNumbers(ready['on-demand'], ready.spot, booting['on-demand'], booting.spot) &&
    areNumbers(onDemandPricePerHour, spotPricePerHour, intensityGPerKwh)
  );
}

function isGroupTold({ requests, playing }: Observation['groups'][number]): boolean {
  return areNumbers(requests, playing);
}

function isJobTold({ job, jobClass, ...rest }: JobObservation, brief: Brief): boolean {
  const classes = brief.jobClasses?.length ?? 0;
  const isNamed = Number.isSafeInteger(job) && job >= 0 && jobClass >= 0 && jobClass < classes;
  return isNamed && areNumbers(rest.width, rest.length, rest.done, rest.saved);
}

function areNumbers(...values: readonly number[]): boolean {
  for (const value of values) if (!(value >= -ROUNDING && value <= ABSURD)) return false;
  return true;
}

/** The same observation where nothing is beyond belief. */
function cut(seen: Observation, brief: Brief): Observation {
  const most = requestsMost(seen.window, brief);
  const isFar = seen.regions.some((region, r) => isBeyond(region, r, most, brief));
  if (!isFar && seen.groups.every(({ requests }) => requests <= most)) return seen;
  const groups = seen.groups.map((one) => ({ ...one, requests: Math.min(one.requests, most) }));
  return { ...seen, regions: seen.regions.map((one, r) => cutRegion(one, r, most, brief)), groups };
}

/** Requests that every instance of every quota would serve in a window, many times over. */
function requestsMost(window: Duration, { regions, slotsPerInstance, plannedService }: Brief) {
  const slots = regions.reduce((sum, { quota }) => sum + quota, 0) * slotsPerInstance;
  return CUT * slots * (1 + window / plannedService);
}

function isBeyond(region: RegionObservation, r: number, most: number, brief: Brief): boolean {
  const { quota, zones } = brief.regions[r];
  const { arrivals, queueLength, ready, booting, zonesUp } = region;
  const held = Math.max(ready['on-demand'], ready.spot, booting['on-demand'], booting.spot);
  return held > CUT * quota || zonesUp > zones || Math.max(arrivals, queueLength) > most;
}

function cutRegion(region: RegionObservation, r: number, most: number, brief: Brief) {
  const { quota, zones } = brief.regions[r];
  const { arrivals, queueLength, ready, booting, zonesUp } = region;
  const byMarket = (held: Readonly<Record<Market, number>>) => ({
    'on-demand': Math.min(held['on-demand'], CUT * quota),
    spot: Math.min(held.spot, CUT * quota),
  });
  return {
    ...region,
    arrivals: Math.min(arrivals, most),
    queueLength: Math.min(queueLength, most),
    ready: byMarket(ready),
    booting: byMarket(booting),
    zonesUp: Math.min(zonesUp, zones),
  };
}
