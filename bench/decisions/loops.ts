import { openStream, uniform } from '../../engine/random.ts';
import { HOUR, MILLISECOND, SECOND } from '../../engine/units.ts';
import type { LoopPolicy, PolicyListing } from '../../policies/listing.ts';
import type { Brief, Observation, RegionObservation } from '../../policies/observation.ts';
import { capacityPolicies, jobPolicies, routingPolicies } from '../../policies/registry.ts';

/** One loop policy of the registry, whatever it decides. */
export interface LoopSubject {
  readonly id: string;
  readonly listing: PolicyListing;
}

/** Every loop policy of the registry. */
export const loopSubjects: readonly LoopSubject[] = [
  capacityPolicies,
  routingPolicies,
  jobPolicies,
].flatMap((list) => Object.entries(list).map(([id, listing]) => ({ id, listing })));

const every = 15 * SECOND;
const turns = 15;
// A policy that takes longer than this is not measured more often than twice.
const patienceMs = 1500;

/** Time of each turn at so many pools, ms, the first one left out; what it threw instead. */
export function timeLoop(subject: LoopSubject, pools: number): readonly number[] | string {
  const state = openStream(20_251_225, `decisions/${pools}`);
  const places = Array.from({ length: pools }, () => [
    120 * uniform(state, 0) - 60,
    360 * uniform(state, 0) - 180,
  ]);
  try {
    const policy = subject.listing.create({}, briefAt(places), every);
    return timeTurns(policy, places, state);
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

type Places = readonly (readonly number[])[];

function timeTurns(policy: LoopPolicy, places: Places, state: Int32Array): readonly number[] {
  let memory = policy.begin();
  const times: number[] = [];
  let spent = 0;
  for (let turn = 1; turn <= turns && (turn <= 2 || spent < patienceMs); turn++) {
    const at = turn * every;
    const observation = observe(places, at, state);
    const from = performance.now();
    memory = policy.decide({ at, observedAt: at, observation, receipts: [], memory }).memory;
    times.push(performance.now() - from);
    spent += times[times.length - 1];
  }
  return times.length > 2 ? times.slice(1) : times;
}

function briefAt(places: Places): Brief {
  return {
    regions: places.map(([latitude, longitude], i) => ({
      name: `region-${i}`,
      ...{ latitude, longitude, quota: 40, zones: 3, edgeSlots: 8 },
    })),
    groups: places.map(([latitude, longitude], i) => ({
      name: `group-${i}`,
      ...{ latitude, longitude, plannedPeakRate: 30 },
    })),
    budget: 300 * MILLISECOND,
    slotsPerInstance: 4,
    plannedService: 120 * MILLISECOND,
    bootMean: 60 * SECOND,
    bootP95: 120 * SECOND,
    lowFidelityWork: 0.4,
    scrapeEvery: every,
    jobClasses: [
      {
        name: 'nightly',
        regions: places.map((_, i) => i),
        changeover: 60 * SECOND,
        checkpointEvery: 600 * SECOND,
        checkpointTakes: 10 * SECOND,
      },
    ],
    spotHazards: { tick: 600 * SECOND, up: [0.1, 0.05], down: [0.2, 0.1] },
  };
}

function observe(places: Places, at: number, state: Int32Array): Observation {
  const probes = places.map(() => [20 * MILLISECOND + 80 * MILLISECOND * uniform(state, 0)]);
  return {
    window: every,
    regions: places.map(() => regionSeen(state)),
    groups: places.map(() => ({ requests: 300, playing: 400, rttProbes: probes })),
    jobs: places.map((_, job) => ({
      job,
      ...{ jobClass: 0, arrivedAt: 0, deadlineAt: 10 * HOUR, width: 1 },
      state: 'waiting',
      market: 'spot',
      ...{ region: job, length: 4 * HOUR, done: at, saved: at },
    })),
  };
}

function regionSeen(state: Int32Array): RegionObservation {
  const busy = 4 + Math.floor(20 * uniform(state, 0));
  const upper = [50, 100, 200, 400, 800].map((ms) => ms * MILLISECOND);
  const histogram = { upper, count: [10, 100, 150, 40, 5] };
  return {
    ...{ arrivals: 300, answered: 295, late: 4, busySlotSeconds: busy * 15 },
    ...{ readySlotSeconds: 480, queueLength: 2, inService: busy },
    ready: { 'on-demand': 6, spot: 2 },
    booting: { 'on-demand': 1, spot: 0 },
    ...{ draining: 0, revoked: 0, zonesUp: 3, service: histogram, answerWork: histogram },
    ...{ onDemandPricePerHour: 0.7, spotPricePerHour: 0.3, intensityGPerKwh: 300 },
    ring: 'edge',
  };
}
