import { nearestFirst } from '../geography.ts';
import type { Brief } from '../observation.ts';
import type { ParameterSpec } from '../parameters.ts';
import { mayHold } from '../pools.ts';

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
 * mislocated share to the second nearest, of the regions its data may be in; everything to the
 * only one where there is one.
 */
export function splitByMap(brief: Brief, group: number, mislocated: number): number[] {
  const [first, second] = nearestFirst(brief.groups[group], brief.regions).filter((region) =>
    mayHold(brief, group, region),
  );
  const shares = brief.regions.map(() => 0);
  shares[first] += 1 - mislocated;
  shares[second ?? first] += mislocated;
  return shares;
}
