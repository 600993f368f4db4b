import type { Series } from '../traces/series.ts';
import { nextChange, valueAt } from '../traces/series-ops.ts';
import { integrateJobs } from './jobs/meters.ts';
import { KIND } from './kinds.ts';
import { survivingShare } from './market.ts';
import { integrateRegion } from './meters.ts';
import { warnZone } from './provisioning.ts';
import { integrateSearches } from './searches/charging.ts';
import type { World, WorldSimulation } from './world.ts';

/** Reads every recorded series at time 0 and schedules its first change. */
export function startFeeds(world: World, simulation: WorldSimulation): void {
  world.setup.regions.forEach((region, r) => {
    changePrice(world, simulation, r);
    changeIntensity(world, simulation, r);
    region.zoneSeries.forEach((_, zone) => {
      changeZone(world, simulation, r, zone);
    });
  });
}

/** A region's on-demand or spot price steps; money up to now is charged at the old ones. */
export function changePrice(world: World, simulation: WorldSimulation, region: number): void {
  const { prices } = world.setup.regions[region];
  const { now } = simulation;
  integrateRegion(world, region, now);
  integrateJobs(world, region, now);
  world.ledger.region.price[region * 2] = valueAt(prices.onDemand, now);
  world.ledger.region.price[region * 2 + 1] = valueAt(prices.spot, now);
  const next = Math.min(nextChange(prices.onDemand, now), nextChange(prices.spot, now));
  if (Number.isFinite(next)) simulation.schedule(next, KIND.priceChanges, region);
}

/** A region's carbon intensity steps; emissions up to now are charged at the old one. */
export function changeIntensity(world: World, simulation: WorldSimulation, region: number): void {
  const series = world.setup.regions[region].intensity;
  integrateRegion(world, region, simulation.now);
  integrateJobs(world, region, simulation.now);
  integrateSearches(world, region, simulation.now);
  world.ledger.region.intensity[region] = valueAt(series, simulation.now);
  scheduleNext(simulation, series, KIND.intensityChanges, { a: region, b: 0 });
}

/** A spot zone opens, closes or loses a share; what it takes back is put under notice. */
export function changeZone(
  world: World,
  simulation: WorldSimulation,
  region: number,
  zone: number,
): void {
  const series = world.setup.regions[region].zoneSeries[zone];
  const isUp = valueAt(series, simulation.now) > 0;
  world.zonesUp[region][zone] = isUp ? 1 : 0;
  const share = survivingShare(series, simulation.now);
  if (share < 1) warnZone(world, simulation, { region, zone, share });
  scheduleNext(simulation, series, KIND.zoneChanges, { a: region, b: zone });
}

function scheduleNext(
  simulation: WorldSimulation,
  series: Series,
  kind: number,
  payload: { readonly a: number; readonly b: number },
): void {
  const next = nextChange(series, simulation.now);
  if (Number.isFinite(next)) simulation.schedule(next, kind, payload.a, payload.b);
}
