import { nearestFirst } from './geography.ts';
import type { Brief, GroupObservation } from './observation.ts';

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

/**
 * Quantile of one link's probes by the nearest rank, microseconds; Infinity while it has none. A
 * good `guess`, such as the quantile a scrape ago, makes it quick and changes nothing else.
 */
export function rttQuantile(
  probes: Probes,
  link: Link,
  q: number,
  guess: number = Infinity,
): number {
  const { regions, keep, values, seen } = probes;
  const place = link.group * regions + link.region;
  const count = Math.min(keep, seen[place]);
  if (count === 0) return Infinity;
  const n = count - Math.min(count - 1, Math.max(0, Math.ceil(q * count) - 1));
  const from = place * keep;
  return isNthLargest(guess, values, { from, count, n })
    ? guess
    : nthLargest(values, { from, count, n });
}

/** From whom to where, by the brief's order. */
export interface Link {
  readonly group: number;
  readonly region: number;
}

/** The n-th largest of so many values from a place on. */
interface Rank {
  readonly from: number;
  readonly count: number;
  readonly n: number;
}

function isNthLargest(guess: number, values: Int32Array, { from, count, n }: Rank): boolean {
  let above = 0;
  let equal = 0;
  for (let i = from; i < from + count; i += 1) {
    if (values[i] > guess) above += 1;
    else if (values[i] === guess) equal += 1;
  }
  return above < n && above + equal >= n;
}

/** The n largest numbers met so far, descending; scratch space of `nthLargest`. */
const largest: number[] = [];

/** Insertion sort of the n largest only: a few dozen numbers, millions of times. */
function nthLargest(values: Int32Array, { from, count, n }: Rank): number {
  for (let i = 0; i < count; i += 1) {
    const value = values[from + i];
    let place = Math.min(i, n);
    if (place === n && value <= largest[n - 1]) continue;
    if (place === n) place -= 1;
    for (; place > 0 && largest[place - 1] < value; place -= 1) {
      largest[place] = largest[place - 1];
    }
    largest[place] = value;
  }
  return largest[n - 1];
}

/** Region with the lowest quantile per group; the nearest on the map where nothing was measured. */
export function closestRegions(probes: Probes, brief: Brief, q: number): number[] {
  return brief.groups.map((group, g) => {
    const rtt = brief.regions.map((_, r) => rttQuantile(probes, { group: g, region: r }, q));
    const lowest = Math.min(...rtt);
    return lowest < Infinity ? rtt.indexOf(lowest) : nearestFirst(group, brief.regions)[0];
  });
}
