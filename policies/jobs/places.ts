import type { JobDecision } from '../decision.ts';
import type { JobObservation, Market, Observation } from '../observation.ts';

/** Whether any zone of the region sells spot capacity, as last seen. */
export function hasSpot({ regions }: Observation, region: number): boolean {
  return regions[region].zonesUp > 0;
}

/** The cheapest of the regions in a market; the first of equals, undefined when there is none. */
export function cheapest(
  observation: Observation,
  regions: readonly number[],
  market: Market,
): number | undefined {
  const priceOf = (region: number) => {
    const { onDemandPricePerHour, spotPricePerHour } = observation.regions[region];
    return market === 'spot' ? spotPricePerHour : onDemandPricePerHour;
  };
  let best: number | undefined;
  for (const region of regions) {
    if (best === undefined || priceOf(region) < priceOf(best)) best = region;
  }
  return best;
}

/** The order that lets a job run there; none when no region was found or it runs there already. */
export function runAt(
  job: JobObservation,
  market: Market,
  region: number | undefined,
): readonly JobDecision[] {
  if (region === undefined) return [];
  const isThere = job.state !== 'waiting' && job.market === market && job.region === region;
  return isThere ? [] : [{ kind: 'job', job: job.job, action: 'run', market, region }];
}
