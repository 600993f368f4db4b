import { nearestFirst } from './geography.ts';
import type { Brief, GroupObservation } from './observation.ts';
import { canServe } from './pools.ts';

/** The last probes of every group to every region: plain data, a ring of numbers per link. */
export interface Probes {
  readonly regions: number;
  /** Most probes kept per link, the newest ones. */
  readonly keep: number;
  /** Round trips, whole microseconds: `keep` places per link, links by group, then by region. */
  readonly values: Int32Array;
  /** How many probes of each link there have been so far. */
  readonly seen: Int32Array;
}

/** No probes yet. */
export function noProbes({ groups, regions }: Brief, keep: number): Probes {
  const links = groups.length * regions.length;
  const values = new Int32Array(links * keep);
  return { regions: regions.length, keep, values, seen: new Int32Array(links) };
}

/** The probes with those of one more scrape. */
export function addProbes(probes: Probes, groups: readonly GroupObservation[]): Probes {
  const { regions, keep } = probes;
  const values = probes.values.slice();
  const seen = probes.seen.slice();
  groups.forEach(({ rttProbes }, group) => {
    for (let region = 0; region < Math.min(regions, rttProbes.length); region += 1) {
      const link = group * regions + region;
      const more = rttProbes[region];
      for (let i = 0; i < more.length; i += 1) {
        values[link * keep + ((seen[link] + i) % keep)] = Math.round(more[i]);
      }
      seen[link] += more.length;
    }
  });
  return { regions, keep, values, seen };
}

/** From whom to where, by the brief's order. */
export interface Link {
  readonly group: number;
  readonly region: number;
}

/**
 * Quantile of one link's probes by the nearest rank, microseconds; Infinity while it has none. A
 * good `guess`, such as the quantile a scrape ago, makes it quick and changes nothing else.
 */
export function rttQuantile(
  { regions, keep, values, seen }: Probes,
  { group, region }: Link,
  q: number,
  guess: number = Infinity,
): number {
  const link = group * regions + region;
  const count = Math.min(keep, seen[link]);
  if (count === 0) return Infinity;
  const rank = count - Math.min(count - 1, Math.max(0, Math.ceil(q * count) - 1));
  const from = link * keep;
  return nthLargest(values, guess, { from, to: from + count, rank });
}

/** The rank from the largest, 1 up, of the values of a stretch. */
interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly rank: number;
}

/** Walks from the guess to the next value above or below until its rank is the one wanted. */
function nthLargest(values: Int32Array, guess: number, { from, to, rank }: Wanted): number {
  let value = guess;
  for (;;) {
    let above = 0;
    let equal = 0;
    let higher = Infinity;
    let lower = -Infinity;
    for (let i = from; i < to; i += 1) {
      const other = values[i];
      if (other < value) lower = other > lower ? other : lower;
      else if (other === value) equal += 1;
      else {
        above += 1;
        higher = other < higher ? other : higher;
      }
    }
    if (above < rank && above + equal >= rank) return value;
    value = above < rank ? lower : higher;
  }
}

/**
 * Region with the lowest quantile per group, of those that can do its work; the nearest on the map
 * where nothing was measured.
 */
export function closestRegions(probes: Probes, brief: Brief, q: number): number[] {
  return brief.groups.map((group, g) => {
    const rtt = brief.regions.map((_, r) => {
      return canServe(brief, g, r) ? rttQuantile(probes, { group: g, region: r }, q) : Infinity;
    });
    const lowest = Math.min(...rtt);
    if (lowest < Infinity) return rtt.indexOf(lowest);
    const near = nearestFirst(group, brief.regions);
    return near.find((region) => canServe(brief, g, region)) ?? near[0];
  });
}
