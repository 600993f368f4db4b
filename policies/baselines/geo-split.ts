import { type Coordinates, nearestFirst } from '../geography.ts';
import type { ParameterSpec } from '../parameters.ts';

/** How wrong the map is: one default for routing by it and for capacity planned by it. */
export const MISLOCATED: ParameterSpec = {
  unit: 'ratio',
  least: 0,
  most: 1,
  default: 0.05,
  doc: 'Share of players whose address is located wrongly.',
};

/**
 * Shares of one group by region as geo-DNS splits it: the nearest by great circle, and the
 * mislocated share to the second nearest; everything to the only region where there is one.
 */
export function splitByMap(
  place: Coordinates,
  regions: readonly Coordinates[],
  mislocated: number,
): number[] {
  const [first, second] = nearestFirst(place, regions);
  const shares = regions.map(() => 0);
  shares[first] += 1 - mislocated;
  shares[second ?? first] += mislocated;
  return shares;
}
