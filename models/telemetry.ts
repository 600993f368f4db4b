import { uniform } from '../engine/random.ts';
import type { SimTime } from '../engine/units.ts';
import { SECOND } from '../engine/units.ts';
import type { Telemetry } from '../policies/contract.ts';
import type {
  GroupObservation,
  Histogram,
  Market,
  Observation,
  RegionObservation,
} from '../policies/observation.ts';
import { BINS } from './bins.ts';
import { observePool } from './cold-start/warm-orders.ts';
import { sellsSpot } from './faults/refusal.ts';
import { seenAmount, seenCount, seenIntensity, seenPrice, stampOf } from './faults/seen.ts';
import { countInstances, STATE } from './fleet.ts';
import { observeGateway, resetGatewayWindow } from './gateway/observing.ts';
import { observeForecast } from './grid/forecast-feed.ts';
import { observeJobs } from './jobs/observing.ts';
import { KIND } from './kinds.ts';
import { integrateRegion } from './meters.ts';
import { drawRtt } from './network.ts';
import { scrapeWaits } from './placement/waits.ts';
import { observeSpotZones } from './spot-zones.ts';
import { showThrong } from './throng/show.ts';
import { lineOf } from './throng/station.ts';
import type { World, WorldSimulation } from './world.ts';

/** One scrape: what happened since the last one that got through, kept until it is stale. */
export function scrape(world: World, simulation: WorldSimulation): void {
  const { setup, scrapes, chance } = world;
  const { now } = simulation;
  simulation.schedule(now + setup.scrapeEvery, KIND.telemetryScrapes);
  const isLost = uniform(chance.loss, 0) < setup.scrapeLoss || world.faults.scrapesLost;
  const groups = setup.groups.map((_, group) => observeGroup(world, group));
  if (isLost) return;
  if (world.throng !== undefined) showThrong(world, world.throng);
  const regions = setup.regions.map((_, region) => observeRegion(world, region, now));
  const window = now - scrapes.since;
  const observation = { window, regions, groups, ...observeJobs(world, now) };
  scrapes.recent.push({ at: now, stamp: stampOf(world, now), observation });
  // One is stale when the one after it has arrived, however far apart they were taken.
  while (scrapes.recent.length > 1 && scrapes.recent[1].at + setup.scrapeDelay <= now) {
    scrapes.recent.shift();
  }
  if (world.placement !== undefined) {
    scrapeWaits(world.placement.waits, now, world.ledger.region.intensity);
  }
  resetWindow(world, now);
}

function resetWindow(world: World, now: SimTime): void {
  const { scrapes, ledger } = world;
  scrapes.since = now;
  const { arrivals, answered, late, revoked, issued, service, answerWork } = scrapes;
  for (const counts of [arrivals, answered, late, revoked, issued, service, answerWork]) {
    counts.fill(0);
  }
  scrapes.busyBefore.set(ledger.region.busySlotTime);
  scrapes.readyBefore.set(ledger.region.readySlotTime);
  resetGatewayWindow(world);
}

function observeRegion(world: World, region: number, now: SimTime): RegionObservation {
  integrateRegion(world, region, now);
  const { scrapes, stations, fleet } = world;
  const meters = world.ledger.region;
  const station = stations[region];
  const busyTime = meters.busySlotTime[region] - scrapes.busyBefore[region];
  return {
    arrivals: seenCount(world, region, scrapes.arrivals[region]),
    answered: seenCount(world, region, scrapes.answered[region]),
    late: seenCount(world, region, scrapes.late[region]),
    busySlotSeconds: seenAmount(world, region, busyTime / SECOND),
    readySlotSeconds: (meters.readySlotTime[region] - scrapes.readyBefore[region]) / SECOND,
    queueLength: seenCount(world, region, queueLength(world, region)),
    inService: seenCount(world, region, fleet.busySlots[region]),
    ready: countByMarket(world, region, STATE.ready),
    booting: countByMarket(world, region, STATE.booting),
    ...observePool(world, region),
    draining:
      countInstances(fleet, region, 0, STATE.draining) +
      countInstances(fleet, region, 1, STATE.draining),
    revoked: scrapes.revoked[region],
    zonesUp: countSelling(world, region),
    ...observeSpotZones(world, region),
    service: histogramOf(world, scrapes.service, region),
    answerWork: histogramOf(world, scrapes.answerWork, region),
    onDemandPricePerHour: seenPrice(world, region * 2),
    spotPricePerHour: seenPrice(world, region * 2 + 1),
    intensityGPerKwh: seenIntensity(world, region),
    ring: station.ring,
    ...observeForecast(world, region),
    ...observeGateway(world, region, now),
  };
}

function queueLength({ stations, throng, flow }: World, region: number): number {
  if (flow !== undefined) return flow.stations[region].waiting;
  return throng === undefined ? stations[region].waiting.size : lineOf(throng.stations[region]);
}

function countByMarket(world: World, region: number, state: number): Record<Market, number> {
  return {
    'on-demand': countInstances(world.fleet, region, 0, state),
    spot: countInstances(world.fleet, region, 1, state),
  };
}

function histogramOf(world: World, counts: Float64Array, region: number): Histogram {
  const { uppers } = world.scrapes;
  const count = counts.slice(region * BINS, (region + 1) * BINS);
  const factor = world.faults.countFactor[region];
  return { upper: uppers, count: factor === 1 ? count : count.map((many) => many * factor) };
}

function countSelling(world: World, region: number): number {
  let selling = 0;
  world.zonesUp[region].forEach((_, zone) => {
    if (sellsSpot(world, region, zone)) selling++;
  });
  return selling;
}

function observeGroup(world: World, group: number): GroupObservation {
  const { setup, chance } = world;
  const rttProbes = setup.regions.map((_, region) => {
    const probes: number[] = [];
    for (let i = 0; i < setup.probes; i++) {
      probes.push(drawRtt(world, { group, region }, chance.probes, 0));
    }
    return probes;
  });
  return { requests: world.scrapes.issued[group], playing: world.playing[group], rttProbes };
}

/** The telemetry port of the simulated world: the newest scrape that has had time to arrive. */
export function simulatedTelemetry(world: World): Telemetry<Observation> {
  return {
    observe(at) {
      const { recent } = world.scrapes;
      const arrived = recent.filter((one) => one.at + world.setup.scrapeDelay <= at);
      const newest = arrived.at(-1);
      if (newest !== undefined) {
        // A stamp from a clock that is ahead is cut: nothing is observed before it happened.
        return { observedAt: Math.min(at, newest.stamp), observation: newest.observation };
      }
      if (world.scrapes.opening === undefined) throw new Error('the world was never observed');
      return { observedAt: 0, observation: world.scrapes.opening };
    },
  };
}

/** Takes the opening observation; call once, when the world has its first instances. */
export function observeWorld(world: World, now: SimTime): Observation {
  return {
    window: 0,
    regions: world.setup.regions.map((_, region) => observeRegion(world, region, now)),
    groups: world.setup.groups.map((_, group) => observeGroup(world, group)),
    ...observeJobs(world, now),
  };
}
