import type { FeaturesScenario } from '../features.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections, SomeSections } from './sections.ts';

/** The features section in the scenario's words; undefined where there is none. */
export function featuresOf(written: Sections['features']): FeaturesScenario | undefined {
  if (written === null) return undefined;
  const shards = Object.entries(written.shards).map(([name, one]) => {
    const { 'kept in': keptIn, 'look-ups': lookUps, personal, time } = one;
    const kept = keptIn === undefined ? {} : { keptIn };
    return { name, ...kept, lookUps, time, isPersonal: personal === 'yes' };
  });
  return { shards };
}

/** Checks where data may be and where it is kept, and what cannot stand beside look-ups. */
export function checkFeatures(sections: SomeSections): readonly Complaint[] {
  const { features, regions, players } = sections;
  if (regions === undefined) return [];
  const names = Object.keys(regions);
  const tags = Object.entries(players?.groups ?? {}).flatMap(([group, { home, residency }]) => {
    return residency === undefined ? [] : [{ group, home, residency }];
  });
  const own = tags.flatMap((tag) => checkTag(tag, names));
  if (features === undefined || features === null) return own;
  const shards = Object.entries(features.shards).flatMap(
    ([shard, { 'kept in': kept, personal }]) => {
      if (kept === undefined) return [];
      const path = ['features', 'shards', shard, 'kept in'];
      const strangers = checkNames(path, kept, names);
      return [...strangers, ...(personal === 'yes' ? checkCopies(path, kept, tags) : [])];
    },
  );
  return [...own, ...shards, ...checkBeside(sections)];
}

interface Tag {
  readonly group: string;
  readonly home: string;
  readonly residency: readonly string[];
}

function checkTag({ group, home, residency }: Tag, names: readonly string[]) {
  const path = ['players', 'groups', group, 'residency'];
  const strangers = checkNames(path, residency, names);
  if (residency.includes(home)) return strangers;
  return [...strangers, { path, wanted: `a list with the home, ${home}: the group begins there` }];
}

function checkNames(
  path: readonly string[],
  given: readonly string[],
  names: readonly string[],
): readonly Complaint[] {
  const wanted = `a region of this file: ${listed(names.slice(0, 8), 'or')}`;
  return given.flatMap((name, at) => {
    if (given.indexOf(name) < at) return [{ path, found: name, wanted: 'each region once' }];
    if (names.includes(name)) return [];
    return [{ path, found: name, wanted, nearest: nearestOf(name, names) }];
  });
}

/** A tagged group must find a copy that it may ask. */
function checkCopies(
  path: readonly string[],
  kept: readonly string[],
  tags: readonly Tag[],
): readonly Complaint[] {
  return tags.flatMap(({ group, residency }) => {
    if (residency.some((name) => kept.includes(name))) return [];
    return [{ path, wanted: `a copy in a region of ${group}: ${listed(residency, 'or')}` }];
  });
}

/** Look-ups are followed request by request, on their way into a region. */
function checkBeside({ detail, gateways, placement }: SomeSections): readonly Complaint[] {
  const refused = [
    ...(detail === undefined || detail.kind === 'exact' ? [] : ['detail']),
    ...(Object.keys(gateways ?? {}).length === 0 ? [] : ['gateways']),
    ...(placement === undefined || placement === null ? [] : ['placement']),
  ];
  return refused.map((key) => {
    return { path: [key], wanted: 'no such key beside features, as yet', isKey: true };
  });
}
