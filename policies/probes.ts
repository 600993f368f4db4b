import { nearestFirst } from './geography.ts';
import { quantileOfSorted } from './histogram.ts';
import type { Brief, GroupObservation } from './observation.ts';

/** The last probes of every group to every region, newest last: `probes[group][region]`. */
export type Probes = readonly (readonly (readonly number[])[])[];

/** No probes yet. */
export function noProbes(brief: Brief): Probes {
  return brief.groups.map(() => brief.regions.map(() => []));
}

/** The probes with those of one more scrape; at most `keep` a link. */
export function addProbes(
  probes: Probes,
  groups: readonly GroupObservation[],
  keep: number,
): Probes {
  return probes.map((links, g) =>
    links.map((before, r) => keepLast(before, groups[g].rttProbes[r] ?? [], keep)),
  );
}

function keepLast(
  before: readonly number[],
  more: readonly number[],
  keep: number,
): readonly number[] {
  if (more.length === 0) return before;
  const drop = before.length + more.length - keep;
  return drop > 0 ? [...before.slice(drop), ...more].slice(-keep) : [...before, ...more];
}

/** Quantile of one link's probes, microseconds; Infinity while it has none. */
export function rttQuantile(link: readonly number[], q: number): number {
  const sorted = [...link].sort((a, b) => a - b);
  return quantileOfSorted(sorted, q, Infinity);
}

/** Region with the lowest quantile per group; the nearest on the map where nothing was measured. */
export function closestRegions(probes: Probes, brief: Brief, q: number): number[] {
  return probes.map((links, g) => {
    const order = nearestFirst(brief.groups[g], brief.regions);
    const rtt = links.map((link) => rttQuantile(link, q));
    return order.reduce((best, region) => (rtt[region] < rtt[best] ? region : best), order[0]);
  });
}
