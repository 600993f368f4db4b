import type { FaultKind } from '../../models/faults/fault.ts';
import type { Detail, FaultScenario, GroupScenario, RegionScenario } from '../scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { writeQuantity } from './quantity.ts';
import { listed } from './reading.ts';
import type { Sections, SomeSections } from './sections.ts';

type WrittenFault = Sections['faults'][string];
type Key = Exclude<keyof WrittenFault, 'fault' | 'at'>;

/** Keys of each fault beside `fault` and `at`: those it needs, and those it may have. */
const KEYS: Readonly<Record<FaultKind, readonly [readonly Key[], readonly Key[]]>> = {
  'region lost': [['lasts', 'region'], []],
  'zone lost': [['lasts', 'region', 'zone'], []],
  'capacity short': [['lasts'], ['region']],
  'revocation storm': [['lasts'], ['region', 'share']],
  'brown-out': [['lasts', 'factor'], ['region']],
  partition: [['lasts'], ['group', 'region', 'far region']],
  'mass disconnect': [[], ['group', 'share']],
  'telemetry lost': [['lasts'], ['region']],
  'telemetry poisoned': [['lasts', 'factor'], ['region']],
  'feed outage': [['lasts', 'feed'], []],
  'clock skew': [['lasts', 'skew'], []],
};

/** Faults as a list, in the order of the file, with all that may be left out filled in. */
export function faultsOf(written: Sections['faults']): readonly FaultScenario[] {
  return Object.entries(written).map(([name, one]) => ({
    name,
    fault: one.fault,
    at: one.at,
    lasts: one.lasts ?? 0,
    region: one.region,
    zone: one.zone,
    group: one.group,
    farRegion: one['far region'],
    share: one.share ?? 1,
    factor: one.factor ?? 1,
    skew: one.skew ?? 0,
    feed: one.feed ?? 'prices',
  }));
}

/** What faults name must be there, within the horizon, and belong to that kind of fault. */
export function checkFaults(
  written: Sections['faults'] | undefined,
  regions: readonly RegionScenario[] | undefined,
  groups: readonly GroupScenario[] | undefined,
  { detail, horizon }: Pick<SomeSections, 'detail' | 'horizon'>,
): readonly Complaint[] {
  return Object.entries(written ?? {}).flatMap(([name, one]) => {
    const path = ['faults', name];
    return [
      ...checkKeys(one, path),
      ...checkAt(one, path, horizon),
      ...checkName(one.region, [...path, 'region'], regions),
      ...checkName(one.group, [...path, 'group'], groups),
      ...checkName(one['far region'], [...path, 'far region'], regions),
      ...checkZone(one, path, regions),
      ...checkLink(one, path),
      ...checkFactor(one, path),
      ...checkDetail(one, path, detail),
    ];
  });
}

function checkAt(
  { at }: WrittenFault,
  path: readonly string[],
  horizon: number | undefined,
): readonly Complaint[] {
  if (horizon === undefined || at < horizon) return [];
  const wanted = `less than the horizon of ${writeQuantity(horizon, 'duration')}`;
  return [{ path: [...path, 'at'], wanted }];
}

function checkKeys(one: WrittenFault, path: readonly string[]): readonly Complaint[] {
  const [needed, allowed] = KEYS[one.fault];
  const given = new Map<string, unknown>(Object.entries(one));
  const missing = needed.filter((key) => given.get(key) === undefined);
  const known = ['fault', 'at', ...needed, ...allowed];
  const strange = [...given].filter(([key, value]) => value !== undefined && !known.includes(key));
  const keys = `of "${one.fault}" the keys ${listed(known)}`;
  return [
    ...missing.map((key) => ({
      path: [...path, key],
      found: 'nothing',
      wanted: `${key}: ${keys}`,
    })),
    ...strange.map(([key]) => ({
      path: [...path, key],
      found: `the key ${key}`,
      wanted: keys,
      isKey: true,
    })),
  ];
}

function checkName(
  given: string | undefined,
  path: readonly string[],
  known: readonly { readonly name: string }[] | undefined,
): readonly Complaint[] {
  const names = known?.map(({ name }) => name);
  if (given === undefined || names === undefined || names.includes(given)) return [];
  const wanted = `one of this file: ${listed(names.slice(0, 8), 'or')}`;
  return [{ path, wanted, nearest: nearestOf(given, names) }];
}

function checkZone(
  { zone, region }: WrittenFault,
  path: readonly string[],
  regions: readonly RegionScenario[] | undefined,
): readonly Complaint[] {
  const zones = regions?.find(({ name }) => name === region)?.zones;
  if (zone === undefined || zones === undefined || zone < zones) return [];
  const wanted = zones === 0 ? 'a region with zones' : `a zone of ${region}, 0 to ${zones - 1}`;
  return [{ path: [...path, 'zone'], wanted }];
}

/** A backbone link has two ends, and everybody's ways over it are cut alike. */
function checkLink(one: WrittenFault, path: readonly string[]): readonly Complaint[] {
  const far = one['far region'];
  if (one.fault !== 'partition' || far === undefined) return [];
  if (one.group !== undefined) {
    return [{ path: [...path, 'group'], wanted: 'no group beside a far region' }];
  }
  if (one.region !== undefined && one.region !== far) return [];
  const wanted = 'two regions, as region and far region';
  return [{ path: [...path, 'far region'], wanted }];
}

function checkFactor(one: WrittenFault, path: readonly string[]): readonly Complaint[] {
  if (one.fault !== 'brown-out' || one.factor !== 0) return [];
  return [{ path: [...path, 'factor'], wanted: 'a factor above 0: services take time' }];
}

/** Faults that a run does not feel which counts players, or reckons with expectations only. */
const UNFELT: Readonly<Record<Detail['kind'], readonly FaultKind[]>> = {
  exact: [],
  sampled: ['brown-out', 'mass disconnect'],
  fluid: ['region lost', 'zone lost', 'brown-out', 'partition', 'mass disconnect'],
};

function checkDetail(
  { fault }: WrittenFault,
  path: readonly string[],
  detail: Detail | undefined,
): readonly Complaint[] {
  if (detail === undefined || !UNFELT[detail.kind].includes(fault)) return [];
  const wanted = `another fault, or another detail: a run that is ${detail.kind} does not feel it`;
  return [{ path: [...path, 'fault'], found: fault, wanted }];
}
