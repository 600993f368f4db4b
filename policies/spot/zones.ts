import type { RegionObservation, SpotZoneObservation } from '../observation.ts';

/** What is remembered of one region's spot zones, by zone. */
export interface ZonesMemory {
  /** Whether the zone is tried for new instances: ACTIVE in SpotHedge's words, not PREEMPTED. */
  readonly isActive: readonly boolean[];
  /** Instances last ordered; -1 before the first order. */
  readonly ordered: readonly number[];
  /** Instances booting or ready, and ready, as last seen. */
  readonly held: readonly number[];
  readonly ready: readonly number[];
}

/** Nothing seen yet; the first look settles how many zones there are. */
export function beginZones(): ZonesMemory {
  return { isActive: [], ordered: [], held: [], ready: [] };
}

/** The zones of a region; one that stands for all where they are not told apart. */
export function zonesOf(seen: RegionObservation): readonly SpotZoneObservation[] {
  const { ready, booting, zonesUp } = seen;
  return seen.spotZones ?? [{ sells: zonesUp > 0, ready: ready.spot, booting: booting.spot }];
}

/**
 * SpotHedge's book of zones: one that lost instances nobody gave up, or refused a launch, is left
 * out; one where an instance became ready is in again; with fewer than two left all are in again.
 */
export function watchZones(
  memory: ZonesMemory,
  zones: readonly SpotZoneObservation[],
  refused: ReadonlySet<number>,
): ZonesMemory {
  const held = zones.map(({ ready, booting }) => ready + booting);
  const active = zones.map(({ ready }, zone) => {
    const kept = Math.min(memory.held[zone] ?? 0, memory.ordered[zone] ?? -1);
    if (held[zone] < kept || refused.has(zone)) return false;
    return ready > (memory.ready[zone] ?? 0) || (memory.isActive[zone] ?? true);
  });
  const isFew = active.filter((isActive) => isActive).length < 2;
  return {
    isActive: isFew ? zones.map(() => true) : active,
    ordered: zones.map((_, zone) => memory.ordered[zone] ?? -1),
    held,
    ready: zones.map(({ ready }) => ready),
  };
}

/**
 * How many instances each zone should hold for so many in all. New ones go to active zones that
 * hold none, then to those that hold fewest; surplus leaves the zones that hold most. Ties go to
 * the first zone when filling and to the last when emptying.
 */
export function spreadOver({ held, isActive }: ZonesMemory, wanted: number): readonly number[] {
  const counts = held.map((count) => Math.min(count, HELD_MOST));
  let total = counts.reduce((sum, count) => sum + count, 0);
  for (; total < wanted && counts.length > 0; total += 1) counts[emptiest(counts, isActive)] += 1;
  for (; total > wanted; total -= 1) counts[fullest(counts)] -= 1;
  return counts;
}

/** No zone holds more: an absurd count must not be walked down one by one. */
const HELD_MOST = 100_000;

function emptiest(counts: readonly number[], isActive: readonly boolean[]): number {
  let best = -1;
  counts.forEach((count, zone) => {
    if (isActive[zone] && (best < 0 || count < counts[best])) best = zone;
  });
  return best;
}

function fullest(counts: readonly number[]): number {
  let best = 0;
  counts.forEach((count, zone) => {
    if (count >= counts[best]) best = zone;
  });
  return best;
}
