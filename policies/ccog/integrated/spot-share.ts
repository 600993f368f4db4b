import type { Market, RegionObservation } from '../../observation.ts';

/**
 * So many instances by market: the share on spot as far as zones sell it, the rest on demand. Spot
 * that has not come or was taken stands in for nothing: on-demand fills until it is ready.
 */
export function splitMarkets(
  instances: number,
  spotShare: number,
  { zonesUp, ready }: RegionObservation,
): Readonly<Record<Market, number>> {
  const spot = zonesUp > 0 ? Math.floor(instances * spotShare) : 0;
  return { spot, 'on-demand': instances - Math.min(spot, ready.spot) };
}
