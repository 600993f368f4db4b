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
  const kept: number[] = [];
  for (let i = Math.max(0, before.length + more.length - keep); i < before.length; i += 1) {
    kept.push(before[i]);
  }
  for (let i = Math.max(0, more.length - keep); i < more.length; i += 1) kept.push(more[i]);
  return kept;
}

/** Quantile of one link's probes, microseconds; Infinity while it has none. */
export function rttQuantile(link: readonly number[], q: number): number {
  return quantileOfSorted(sortedFew(link), q, Infinity);
}

/** Insertion sort: a few dozen numbers, thousands of times. */
function sortedFew(values: readonly number[]): number[] {
  const sorted: number[] = [];
  for (const value of values) {
    let place = sorted.length;
    for (; place > 0 && sorted[place - 1] > value; place -= 1) sorted[place] = sorted[place - 1];
    sorted[place] = value;
  }
  return sorted;
}

/** Region with the lowest quantile per group; the nearest on the map where nothing was measured. */
export function closestRegions(probes: Probes, brief: Brief, q: number): number[] {
  return probes.map((links, g) => {
    const rtt = links.map((link) => rttQuantile(link, q));
    const lowest = Math.min(...rtt);
    return lowest < Infinity
      ? rtt.indexOf(lowest)
      : nearestFirst(brief.groups[g], brief.regions)[0];
  });
}
