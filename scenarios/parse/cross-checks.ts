import { listTraces } from '../../traces/shelf.ts';
import type { GroupScenario, RegionScenario } from '../scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { writeQuantity } from './quantity.ts';
import { memberOf, membersOf } from './raw.ts';
import { listed } from './reading.ts';

/** The parts of a file that came through, for the checks that need two of them. */
export interface Parts {
  readonly horizon: number | undefined;
  readonly warmUp: number | undefined;
  readonly regions: readonly RegionScenario[] | undefined;
  readonly groups: readonly GroupScenario[] | undefined;
  readonly powers: { readonly idleW: number; readonly maxW: number } | undefined;
  readonly atStart: number | undefined;
}

/** Checks what no field can know alone; parts with problems of their own are left out. */
export function crossCheck(parts: Parts): readonly Complaint[] {
  return [
    ...checkWarmUp(parts),
    ...checkShares(parts.groups),
    ...checkPowers(parts.powers),
    ...checkStart(parts),
  ];
}

function checkWarmUp({ horizon, warmUp }: Parts): readonly Complaint[] {
  if (horizon === undefined || warmUp === undefined || warmUp < horizon) return [];
  const wanted = `less than the horizon of ${writeQuantity(horizon, 'duration')}`;
  return [{ path: ['warm-up'], wanted }];
}

function checkShares(groups: Parts['groups']): readonly Complaint[] {
  if (groups === undefined) return [];
  const total = groups.reduce((sum, { share }) => sum + share, 0);
  if (Math.abs(total - 1) <= 1e-6) return [];
  const found = `shares that add up to ${Number((total * 100).toPrecision(6))} %`;
  return [{ path: ['players', 'groups'], found, wanted: 'shares that add up to 100 %' }];
}

/** Checks that every group's home is a region, on the text as written: names need no parsing. */
export function checkHomes(root: unknown): readonly Complaint[] {
  const names = membersOf(memberOf(root, 'regions')).map(([name]) => name);
  const groups = membersOf(memberOf(memberOf(root, 'players'), 'groups'));
  if (names.length === 0) return [];
  return groups.flatMap(([group, written]) => {
    const home = memberOf(written, 'home');
    if (typeof home !== 'string' || names.includes(home)) return [];
    const path = ['players', 'groups', group, 'home'];
    const wanted = `a region of this file: ${listed(names.slice(0, 8), 'or')}`;
    return [{ path, wanted, nearest: nearestOf(home, names) }];
  });
}

/** Checks that shipped traces know the zones and regions of the file, on the text as written. */
export function checkShelf(root: unknown): readonly Complaint[] {
  const traces = memberOf(root, 'traces');
  const regions = membersOf(memberOf(root, 'regions'));
  const zones = namesOn(memberOf(traces, 'carbon'), 'carbon');
  const places = namesOn(memberOf(traces, 'prices'), 'prices');
  return regions.flatMap(([region, written]) => {
    const grid = memberOf(written, 'grid');
    const path = ['regions', region];
    return [
      ...(typeof grid === 'string' ? checkName([...path, 'grid'], grid, zones) : []),
      ...checkName(path, region, places).map((one) => ({ ...one, isKey: true })),
    ];
  });
}

interface Shelved {
  readonly trace: string;
  readonly names: readonly string[];
}

function namesOn(source: unknown, role: string): Shelved | undefined {
  const entry = listTraces().find((one) => one.name === source && one.role === role);
  return entry?.covers === undefined ? undefined : { trace: entry.name, names: entry.covers };
}

function checkName(
  path: readonly string[],
  name: string,
  shelved: Shelved | undefined,
): readonly Complaint[] {
  if (shelved === undefined || shelved.names.includes(name)) return [];
  const wanted = `one of the ${shelved.names.length} names that ${shelved.trace} has`;
  return [{ path, wanted, nearest: nearestOf(name, shelved.names) }];
}

function checkPowers(powers: Parts['powers']): readonly Complaint[] {
  if (powers === undefined || powers.idleW <= powers.maxW) return [];
  const found = `idle ${powers.idleW} W above full ${powers.maxW} W`;
  return [{ path: ['serving'], found, wanted: 'an idle power of at most the full power' }];
}

function checkStart({ regions, atStart }: Parts): readonly Complaint[] {
  if (regions === undefined || atStart === undefined) return [];
  const least = regions.reduce((quota, region) => Math.min(quota, region.quota), atStart);
  if (least >= atStart) return [];
  return [{ path: ['at start'], wanted: `at most the smallest quota, ${least}` }];
}
