import type { Duration } from '../engine/units.ts';
import { meanOfHistogram, quantileOfSorted } from './histogram.ts';
import type { Brief, Observation, RegionObservation } from './observation.ts';

/** How full regions are planned, and which of them may be planned with. */
export interface PlanSettings {
  /** Utilisation aimed at. */
  readonly target: number;
  readonly isGood: (region: RegionObservation, place: number) => boolean;
}

/** Load planned onto each region, erlangs: groups in order, the nearest good region first. */
export function planLoads(
  { regions, groups, window }: Observation,
  brief: Brief,
  { target, isGood }: PlanSettings,
): number[] {
  const loads = brief.regions.map(() => 0);
  const room = brief.regions.map(({ quota }) => quota * brief.slotsPerInstance * target);
  for (const { requests, rttProbes } of groups) {
    let left = (requests * meanWork(regions, brief)) / window;
    const good = [...loads.keys()].filter((region) => isGood(regions[region], region));
    // Where none is good everybody is sent as ever, and so does the plan.
    const near = good.length > 0 ? good : [...loads.keys()];
    near.sort(
      (one, other) => medianProbe(rttProbes[one]) - medianProbe(rttProbes[other]) || one - other,
    );
    for (const region of near) {
      const taken = Math.min(left, room[region] - loads[region]);
      loads[region] += taken;
      left -= taken;
    }
    // What no quota holds is asked of the nearest all the same: the cloud says how much it grants.
    loads[near[0]] += left;
  }
  return loads;
}

/** Middle round trip of some probes, microseconds; Infinity where there are none. */
export function medianProbe(probes: readonly number[]): number {
  const ascending = [...probes].sort((a, b) => a - b);
  return quantileOfSorted(ascending, 0.5, Number.POSITIVE_INFINITY);
}

function meanWork(regions: readonly RegionObservation[], brief: Brief): Duration {
  const answered = regions.reduce((sum, region) => sum + region.answered, 0);
  if (answered === 0) return brief.plannedService;
  const work = regions.reduce((sum, region) => {
    return sum + region.answered * meanOfHistogram(region.service, brief.plannedService);
  }, 0);
  return work / answered;
}
