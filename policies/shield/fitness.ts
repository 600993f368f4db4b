import type { SimTime } from '../../engine/units.ts';
import type { Intervention } from '../contract.ts';
import type { Brief, Observation } from '../observation.ts';

/** No count, price or time that telemetry tells is larger than this. */
const ABSURD = 1e15;

/** Instants of the turn before, by which a clock that runs backwards is known. */
export interface Clock {
  readonly at: SimTime;
  readonly observedAt: SimTime;
}

/** Why the clock of a turn cannot be right, in words; undefined when it can. */
export function clockFault(before: Clock, now: Clock): string | undefined {
  if (!Number.isFinite(now.at) || !Number.isFinite(now.observedAt)) {
    return `turn at ${now.at}, observed at ${now.observedAt}`;
  }
  if (now.observedAt > now.at) return `observed ${now.observedAt - now.at} us after the turn`;
  if (now.at < before.at) return `the turn is ${before.at - now.at} us before the last one`;
  if (now.observedAt < before.observedAt) {
    return `the observation is ${before.observedAt - now.observedAt} us older than the last one`;
  }
  return undefined;
}

/** Why an observation does not tell of the world of the brief; undefined when it does. */
export function shapeFault(seen: unknown, brief: Brief): string | undefined {
  if (!isObservation(seen)) return 'nothing was observed';
  const { regions, groups } = seen;
  if (regions.length !== brief.regions.length) {
    return `${regions.length} regions were observed, not ${brief.regions.length}`;
  }
  if (groups.length !== brief.groups.length) {
    return `${groups.length} groups were observed, not ${brief.groups.length}`;
  }
  return isFit(seen.window) ? undefined : `the window is ${seen.window} us long`;
}

function isObservation(seen: unknown): seen is Observation {
  if (typeof seen !== 'object' || seen === null) return false;
  return 'regions' in seen && 'groups' in seen && areLists(seen.regions, seen.groups);
}

function areLists(...values: readonly unknown[]): boolean {
  return values.every((value) => Array.isArray(value));
}

/** An observation whose unfit parts stand as they were when they were last fit. */
export interface Mended {
  readonly observation: Observation;
  /** Whether each region was told whole. */
  readonly isWhole: readonly boolean[];
  readonly interventions: readonly Intervention[];
}

/**
 * Puts the last fit part in the place of every region and group with a number that cannot be, and
 * no jobs in that of such jobs; undefined where a part has never been fit.
 */
export function mendObservation(
  seen: Observation,
  last: Observation | undefined,
  brief: Brief,
): Mended | undefined {
  const interventions: Intervention[] = [];
  const mend = <Part>(name: string, part: Part, before: Part | undefined): Part | undefined => {
    const fault = faultIn(part, '');
    if (fault === undefined) return part;
    interventions.push({ rule: 'unfit telemetry', detail: `${name}${fault}` });
    return before;
  };
  const regions = seen.regions.flatMap((region, r) => {
    return mend(brief.regions[r].name, region, last?.regions[r]) ?? [];
  });
  const groups = seen.groups.flatMap((group, g) => {
    return mend(brief.groups[g].name, group, last?.groups[g]) ?? [];
  });
  // Of jobs that are not told whole nothing is decided: those of before may be finished.
  const jobs = seen.jobs === undefined ? {} : { jobs: mend('jobs', seen.jobs, []) ?? [] };
  const isWhole = regions.map((region, r) => region === seen.regions[r]);
  if (regions.length < seen.regions.length || groups.length < seen.groups.length) return undefined;
  if (interventions.length === 0) return { observation: seen, isWhole, interventions };
  return { observation: { ...seen, regions, groups, ...jobs }, isWhole, interventions };
}

/** Path and value of the first number that cannot be; undefined when all can. */
function faultIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return isFit(value) ? undefined : `${path} is ${value}`;
  if (value === undefined || value === null) return `${path} is missing`;
  if (typeof value !== 'object') return undefined;
  if (value instanceof Float64Array) {
    const place = value.findIndex((one) => !isFit(one));
    return place < 0 ? undefined : `${path}[${place}] is ${value[place]}`;
  }
  for (const [key, part] of Object.entries(value)) {
    const fault = faultIn(part, `${path}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isFit(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= ABSURD;
}
