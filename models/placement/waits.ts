import type { Duration, SimTime } from '../../engine/units.ts';
import type { LinkView, PlacementView } from '../../policies/placement.ts';

/**
 * Waits for a slot at points of presence and in regions, as scrapes bring them to clients. Cells
 * are region * 2 + 0 for the point of presence, + 1 for the region.
 */
export interface WaitTable {
  /** Of the window under way: waits that ended in a service, and how many. */
  readonly sum: Float64Array;
  readonly count: Float64Array;
  /** The last scrapes that got through, in a ring; -1 where none is. */
  readonly at: Float64Array;
  readonly wait: Float64Array;
  readonly intensity: Float64Array;
  /** Scrapes taken so far. */
  taken: number;
}

/** Room for every scrape that is on its way at once, and the newest that has arrived. */
export function createWaits(regions: number, every: Duration, delay: Duration): WaitTable {
  const kept = Math.ceil(delay / every) + 2;
  return {
    sum: new Float64Array(regions * 2),
    count: new Float64Array(regions * 2),
    at: new Float64Array(kept).fill(-1),
    wait: new Float64Array(kept * regions * 2),
    intensity: new Float64Array(kept * regions),
    taken: 0,
  };
}

/** Notes the wait of one frame that has just been let in. */
export function noteWait({ sum, count }: WaitTable, cell: number, wait: number): void {
  sum[cell] += wait;
  count[cell]++;
}

/** Takes a scrape: mean waits since the last one, 0 where nothing was let in, and intensities. */
export function scrapeWaits(waits: WaitTable, now: SimTime, intensity: Float64Array): void {
  const slot = waits.taken++ % waits.at.length;
  const cells = waits.sum.length;
  waits.at[slot] = now;
  waits.intensity.set(intensity, slot * intensity.length);
  for (let cell = 0; cell < cells; cell++) {
    const { sum, count } = waits;
    waits.wait[slot * cells + cell] = count[cell] === 0 ? 0 : sum[cell] / count[cell];
    sum[cell] = 0;
    count[cell] = 0;
  }
}

/** Whose waits are told: the point of presence of one region, and the region that would serve. */
export interface Seen {
  readonly now: SimTime;
  readonly delay: Duration;
  readonly pop: number;
  readonly region: number;
}

/** Fills in what the newest scrape says that has had time to arrive. */
export function fillWaits(waits: WaitTable, seen: Seen, view: PlacementView): void {
  const slot = newestOf(waits, seen.now - seen.delay);
  const age = slot < 0 ? Number.POSITIVE_INFINITY : seen.now - waits.at[slot];
  const [edge, cloud] = view.links;
  edge.waitAge = age;
  cloud.waitAge = age;
  tellWait(waits, slot, seen.pop * 2, edge);
  tellWait(waits, slot, seen.region * 2 + 1, cloud);
  const regions = waits.sum.length / 2;
  view.intensityGPerKwh = slot < 0 ? 0 : waits.intensity[slot * regions + seen.region];
}

function tellWait(waits: WaitTable, slot: number, cell: number, link: LinkView): void {
  link.wait = slot < 0 ? 0 : waits.wait[slot * waits.sum.length + cell];
}

function newestOf({ at, taken }: WaitTable, latest: SimTime): number {
  const kept = at.length;
  for (let back = 1; back <= Math.min(kept, taken); back++) {
    const slot = (taken - back) % kept;
    if (at[slot] <= latest) return slot;
  }
  return -1;
}
