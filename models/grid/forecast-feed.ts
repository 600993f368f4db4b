import { HOUR, type SimTime } from '../../engine/units.ts';
import type { CarbonSeries } from '../../traces/series.ts';
import { valueAt } from '../../traces/series-ops.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { type ForecastError, PAST_HOURS } from './forecast.ts';
import { disturb, drawNoise, errorSd } from './forecast-error.ts';
import { PRIOR_PAST_HOURS, priorsOf } from './forecast-prior.ts';
import { forecastFrom, logIntensity } from './forecaster.ts';
import type { GridState } from './state.ts';

/**
 * Forecasts are issued for every region at once, the next ones a period later; while the feed is
 * out, the last ones stand with the instant of their issue.
 */
export function issueForecasts(world: World, simulation: WorldSimulation): void {
  const { setup, grid, faults } = world;
  if (grid === undefined || setup.forecast === undefined) return;
  const { now } = simulation;
  simulation.schedule(now + setup.forecast.every, KIND.forecastIssues);
  if (faults.carbonFrozen) return;
  setup.regions.forEach((_, region) => {
    grid.forecasts[region] = issueRegion(world, grid, region, now);
  });
  grid.issuedAt = now;
}

/** What a region's observation says of the forecast: nothing where none is issued. */
export function observeForecast(world: World, region: number) {
  const { setup, grid } = world;
  if (grid === undefined || setup.forecast === undefined) return {};
  return { forecastGPerKwh: grid.forecasts[region], forecastIssuedAt: grid.issuedAt };
}

function issueRegion(
  world: World,
  grid: GridState,
  region: number,
  now: SimTime,
): readonly number[] {
  const { forecast, regions } = world.setup;
  if (forecast === undefined) return [];
  const { source, hours } = forecast;
  const series = regions[region].intensity;
  switch (source.kind) {
    case 'persistence':
      return new Array<number>(hours).fill(valueAt(series, now));
    case 'seasonal':
      return forecastFrom(pastOf(series, now), hours);
    case 'disturbed': {
      const key = grid.errorKeys.subarray(region * 4, region * 4 + 4);
      return disturbTruth(series, source.error, { key, now, hours });
    }
  }
}

/**
 * Values at now and at the whole hours before it, oldest first: from the run and, before time 0,
 * from the recording's own past, as far as it goes. Nothing later than now is read.
 */
export function pastOf(series: CarbonSeries, now: SimTime, hours = PAST_HOURS): number[] {
  const before = series.before ?? [];
  const past: number[] = [];
  for (let back = hours; back >= 0; back--) {
    const at = now - back * HOUR;
    const place = before.length + Math.floor(at / HOUR);
    if (at >= 0) past.push(valueAt(series, at));
    else if (place >= 0) past.push(before[place]);
  }
  return past;
}

/**
 * The true values of the coming hours, disturbed as a provider's forecast is: the only place where
 * the future is read, and what leaves it cannot be turned back (see `drawNoise`).
 */
function disturbTruth(
  series: CarbonSeries,
  error: ForecastError,
  issue: { readonly key: Int32Array; readonly now: SimTime; readonly hours: number },
): readonly number[] {
  const { key, now, hours } = issue;
  const priors = priorsOf(pastOf(series, now, PRIOR_PAST_HOURS).map(logIntensity), hours);
  const priorSds = priors.map((prior) => prior?.sd ?? Number.POSITIVE_INFINITY);
  const drawn = drawNoise(error, key, { hour: Math.floor(now / HOUR), priorSds });
  return drawn.map((noise, i) => {
    const truth = valueAt(series, now + (i + 1) * HOUR);
    return disturb(truth, priors[i], { sd: errorSd(error, i + 1), noise });
  });
}
