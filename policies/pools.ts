import type { Duration } from '../engine/units.ts';
import type { Brief } from './observation.ts';

/** Requests one instance of a region serves at once. */
export function slotsOf({ regions, slotsPerInstance }: Brief, region: number): number {
  return regions[region].pool?.slots ?? slotsPerInstance;
}

/** Mean time a group's request holds a slot of a region; undefined: it cannot be served there. */
function serviceOf(brief: Brief, group: number, region: number): Duration | undefined {
  const { pool } = brief.regions[region];
  return pool === undefined ? brief.plannedService : pool.service[kindOf(brief, group)];
}

/** Whether a group's data may be in a region: anywhere, but for groups that carry a tag. */
export function mayHold({ groups }: Brief, group: number, region: number): boolean {
  return groups[group].residency?.includes(region) ?? true;
}

/** Whether a region's instances can do a group's work, and may. */
export function canServe(brief: Brief, group: number, region: number): boolean {
  return mayHold(brief, group, region) && serviceOf(brief, group, region) !== undefined;
}

function kindOf({ groups }: Brief, group: number): number {
  return groups[group].workClass ?? 0;
}
