import { draw } from '../engine/distributions.ts';
import { openStream } from '../engine/random.ts';
import type { Duration } from '../engine/units.ts';
import type { LookUpsSetup, ShardSetup } from '../models/residency/setup.ts';
import type { GroupSetup, Setup } from '../models/setup.ts';
import type { GroupBrief } from '../policies/observation.ts';
import type { FeatureShard } from './features.ts';
import { placeOf } from './pools.ts';
import type { GroupScenario, Scenario } from './scenario.ts';

/** Look-ups of the load test from which their mean is told beforehand. */
const MEASURED = 2000;

/** The regions and pools that a group's data may be in; nothing where it may be anywhere. */
export function residencyOf(
  scenario: Scenario,
  { residency }: GroupScenario,
): Pick<GroupBrief, 'residency'> {
  if (residency === undefined) return {};
  const { regions } = scenario;
  const may = regions.flatMap((region, at) => {
    return residency.includes(regions[placeOf(scenario, region)].name) ? [at] : [];
  });
  return { residency: may };
}

/** What requests look up, and how far each copy is; nothing where they look up nothing. */
export function compileFeatures(
  scenario: Scenario,
  groups: readonly GroupSetup[],
  between: Float64Array,
): { readonly lookUps?: LookUpsSetup } {
  const { features, regions } = scenario;
  if (features === undefined) return {};
  const buildings = regions.map((region) => placeOf(scenario, region));
  const shards = features.shards.map((shard): ShardSetup => {
    const copies = groups.map((group) => copiesOf(scenario, shard, group));
    const ways = copies.flatMap((own) => buildings.map((_, at) => wayTo(own, at, between)));
    const away = ways.map(({ copy }, link) => {
      return buildings[copy] === buildings[link % buildings.length] ? 0 : 1;
    });
    const { name, lookUps, time } = shard;
    const trips = Float64Array.from(ways, ({ trip }) => trip);
    return { name, lookUps, time, trips, isAway: Uint8Array.from(away) };
  });
  return { lookUps: { shards } };
}

interface Way {
  readonly copy: number;
  readonly trip: Duration;
}

/** The nearest copy to a region, and the round trip to it; the first of several as near. */
function wayTo(copies: readonly number[], region: number, between: Float64Array): Way {
  const regions = Math.sqrt(between.length);
  const ways = copies.map((copy) => ({ copy, trip: between[region * regions + copy] }));
  return ways.reduce((near, way) => (way.trip < near.trip ? way : near));
}

/** Regions with a copy that a group may ask. */
function copiesOf(
  { regions }: Scenario,
  { keptIn, isPersonal }: FeatureShard,
  { home, residency }: GroupSetup,
): readonly number[] {
  if (keptIn === undefined) return [home];
  const copies = keptIn.map((name) => regions.findIndex((region) => region.name === name));
  return copies.filter((copy) => !isPersonal || (residency?.includes(copy) ?? true));
}

/** A group's mean time of look-ups by region, as a load test finds it; nothing where none are. */
export function briefLookUps({ lookUps, regions }: Setup): (group: number) => Partial<GroupBrief> {
  if (lookUps === undefined) return () => ({});
  const { shards } = lookUps;
  const tested = shards.map(longestOf);
  return (group) => {
    const means = regions.map((_, region) => {
      const place = group * regions.length + region;
      return meanOf(shards.map(({ trips }, at) => [trips[place], tested[at]] as const));
    });
    return { lookUps: means };
  };
}

/** Times of the longest look-up at a shard, drawn by a stream that no run draws from. */
function longestOf({ name, lookUps, time }: ShardSetup): readonly number[] {
  const stream = openStream(0, `load-test/${name}`);
  return Array.from({ length: MEASURED }, () => {
    let longest = 0;
    for (let left = lookUps; left > 0; left--) longest = Math.max(longest, draw(time, stream, 0));
    return longest;
  });
}

type Asked = readonly [trip: number, times: readonly number[]];

function meanOf(asked: readonly Asked[]): Duration {
  let sum = 0;
  for (let at = 0; at < MEASURED; at++) {
    sum += Math.max(...asked.map(([trip, times]) => trip + times[at]));
  }
  return Math.round(sum / MEASURED);
}
