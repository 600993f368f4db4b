import type { Duration, SimTime } from '../../../engine/units.ts';
import { MINUTE } from '../../../engine/units.ts';
import type { Brief, Observation } from '../../observation.ts';
import { canServe } from '../../pools.ts';
import { addProbes, closestRegions, noProbes, type Probes, rttQuantile } from '../../probes.ts';

/** Where on-demand may stand in for each region's spot, and what that was worked out from. */
export interface PlacesMemory {
  readonly probes: Probes;
  /** When it was last worked out; -1: never. */
  readonly placedAt: SimTime;
  /** Other regions within the margin, by region. */
  readonly near: readonly (readonly number[])[];
}

const KEPT_PROBES = 31;
const PLACE_EVERY = 10 * MINUTE;

/** Nothing measured: every region stands in for itself alone. */
export function beginPlaces(brief: Brief): PlacesMemory {
  const near = brief.regions.map(() => []);
  return { probes: noProbes(brief, KEPT_PROBES), placedAt: -1, near };
}

/** The places after one more scrape, worked out anew every ten minutes. */
export function learnPlaces(
  memory: PlacesMemory,
  brief: Brief,
  margin: Duration,
  { groups, observedAt }: Pick<Observation, 'groups'> & { readonly observedAt: SimTime },
): PlacesMemory {
  const { placedAt } = memory;
  if (placedAt >= 0 && observedAt - placedAt < PLACE_EVERY) return memory;
  const probes = addProbes(memory.probes, groups);
  const near = nearOf(probes, brief, margin);
  return { probes, placedAt: observedAt, near };
}

/**
 * Regions that each region's own players reach within the margin of it, median against median;
 * none for a region that is nobody's closest, or where a single group is further.
 */
function nearOf(probes: Probes, brief: Brief, margin: Duration): readonly (readonly number[])[] {
  const closest = closestRegions(probes, brief, 0.5);
  const medianTo = (group: number, region: number) => rttQuantile(probes, { group, region }, 0.5);
  return brief.regions.map((_, chosen) => {
    const own = closest.flatMap((region, group) => (region === chosen ? [group] : []));
    if (own.length === 0) return [];
    return brief.regions.flatMap((_, other) => {
      const isNear = own.every((group) => {
        const further = medianTo(group, other) - medianTo(group, chosen);
        return canServe(brief, group, other) && further <= margin;
      });
      return other !== chosen && isNear ? [other] : [];
    });
  });
}
