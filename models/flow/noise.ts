import { exp } from '../../engine/math.ts';
import { uniform } from '../../engine/random.ts';
import { normalQuantile } from '../../engine/special.ts';
import { drawPoisson } from '../throng/poisson.ts';
import type { World } from '../world.ts';
import type { Flow } from './flow.ts';

/** Half a step of the 53-bit grid, so that a normal quantile is never taken at 0. */
const HALF_STEP = 5.551115123125783e-17;

/**
 * How far a region's busy slots stand from their mean now, in standard deviations: a normal process
 * that forgets with the length of a service, as the number in an M/M/infinity system does.
 */
export function driftMood(flow: Flow, region: number): number {
  const station = flow.stations[region];
  const keeps = exp(-flow.step / flow.work.meanHold);
  const news = normalQuantile(uniform(flow.noise, region * 4) + HALF_STEP);
  station.mood = station.mood * keeps + news * Math.sqrt(1 - keeps * keeps);
  return station.mood;
}

/** Telemetry counts requests as they come: whole ones, Poisson about what is expected. */
export function showAsked(world: World, flow: Flow): void {
  const { scrapes } = world;
  const { groups, regions } = flow.people;
  for (let group = 0; group < groups; group++) {
    for (let region = 0; region < regions; region++) {
      const pair = group * regions + region;
      const seen = drawPoisson(flow.asked[pair], flow.noise, (regions + pair) * 4);
      scrapes.issued[group] += seen;
      scrapes.arrivals[region] += seen;
    }
  }
}
