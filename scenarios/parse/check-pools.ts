import { type Catalogue, entryOf } from '../catalogue/catalogue.ts';
import { instanceNames, instanceOf } from '../catalogue/instances.ts';
import type { RegionScenario } from '../scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { FIRST_CLASS, pacesOf } from './paces.ts';
import { poolsOf } from './pools.ts';
import { listed } from './reading.ts';
import type { Sections, SomeSections } from './sections.ts';

type Pools = Sections['pools'];

/** Checks what pools and kinds of work need of the rest of the file, and what they rule out. */
export function checkPools(
  sections: SomeSections,
  regions: readonly RegionScenario[] | undefined,
  machines: Catalogue,
): readonly Complaint[] {
  const { pools, serving } = sections;
  if (pools === undefined || serving === undefined || regions === undefined) return [];
  const hasClasses = serving['work classes'] !== undefined;
  const strangers = checkClassNames(sections);
  if (Object.keys(pools).length === 0 && !hasClasses) return strangers;
  return [
    ...Object.entries(pools).flatMap(([name, one]) => [
      ...checkPlace(name, one, regions),
      ...checkMachine(name, one, machines),
      ...checkStart(name, one, sections),
    ]),
    ...strangers,
    ...checkHomes(sections, regions, machines),
    ...checkBeside(sections),
  ];
}

function checkPlace(
  name: string,
  { place, zones }: Pools[string],
  regions: readonly RegionScenario[],
): readonly Complaint[] {
  const path = ['pools', name];
  const names = regions.map((one) => one.name);
  if (names.includes(name)) return [{ path, wanted: 'a name that no region has', isKey: true }];
  const region = regions.find((one) => one.name === place);
  if (region === undefined) {
    const wanted = `a region of this file: ${listed(names.slice(0, 8), 'or')}`;
    return [{ path: [...path, 'place'], wanted, nearest: nearestOf(place, names) }];
  }
  if ((zones ?? 0) <= region.zones) return [];
  return [{ path: [...path, 'zones'], wanted: `at most the ${region.zones} of ${place}` }];
}

function checkMachine(
  name: string,
  written: Pools[string],
  machines: Catalogue,
): readonly Complaint[] {
  const { instance, slots, zones } = written;
  const path = ['pools', name];
  if (instance === undefined) return [];
  const names = instanceNames(machines);
  const type = instanceOf(machines, instance);
  if (type === undefined) {
    const wanted = `one of ${listed(names, 'or')}`;
    return [{ path: [...path, 'instance'], wanted, nearest: nearestOf(instance, names) }];
  }
  const isArray = entryOf(machines, 'fpga', type.device) !== undefined;
  const hasSpot = written['spot price'] !== undefined || type.spotPrice !== undefined;
  return [
    ...(isArray && (slots ?? 1) > 1 ? [{ path: [...path, 'slots'], wanted: ONE_BY_ONE }] : []),
    ...(hasSpot || (zones ?? 0) === 0 ? [] : [{ path: [...path, 'zones'], wanted: NO_SPOT }]),
  ];
}

const ONE_BY_ONE = '1, or nothing: requests run through a gate array one behind another';
const NO_SPOT = '0, or a spot price: the catalogue has none for this type';

function checkStart(
  name: string,
  one: Pools[string],
  sections: SomeSections,
): readonly Complaint[] {
  const atStart = one['at start'] ?? sections['at start'] ?? 0;
  if (atStart <= one.quota) return [];
  const found = `${atStart} instances at the start`;
  return [{ path: ['pools', name, 'quota'], found, wanted: `at least ${atStart}` }];
}

function checkClassNames({ serving, players }: SomeSections): readonly Complaint[] {
  const own = Object.keys(serving?.['work classes'] ?? {});
  const names = [FIRST_CLASS, ...own];
  const taken = own.includes(FIRST_CLASS)
    ? [{ path: ['serving', 'work classes', FIRST_CLASS], wanted: TAKEN, isKey: true }]
    : [];
  if (serving === undefined) return [];
  const strangers = Object.entries(players?.groups ?? {}).flatMap(([group, one]) => {
    const given = one['work class'] ?? FIRST_CLASS;
    if (names.includes(given)) return [];
    const path = ['players', 'groups', group, 'work class'];
    const wanted = `a kind of work of this file: ${listed(names, 'or')}`;
    return [{ path, wanted, nearest: nearestOf(given, names) }];
  });
  return [...taken, ...strangers];
}

const TAKEN = `another name: ${FIRST_CLASS} is the work of \`service\``;

/** A group begins in its home's building: some pool there must be able to do its work. */
function checkHomes(
  { serving, players, pools }: SomeSections,
  regions: readonly RegionScenario[],
  machines: Catalogue,
): readonly Complaint[] {
  if (serving === undefined || players === undefined || pools === undefined) return [];
  const all = [...regions, ...poolsOf(pools, { regions, serving, machines })];
  const paces = pacesOf(serving, all, machines);
  return Object.entries(players.groups).flatMap(([group, { home, 'work class': kind }]) => {
    const work = paces.find(({ name }) => name === (kind ?? FIRST_CLASS));
    const isHome = regions.some(({ name }) => name === home);
    const can = all.some((one, at) => {
      return (one.place ?? one.name) === home && work !== undefined && work.byRegion[at] !== null;
    });
    if (can || work === undefined || !isHome) return [];
    const wanted = `a home with a pool that can do ${work.name} work`;
    return [{ path: ['players', 'groups', group, 'home'], wanted }];
  });
}

const LOCAL = ['region lost', 'zone lost', 'partition'];

/** What does not go with pools and kinds of work as yet. */
function checkBeside(sections: SomeSections): readonly Complaint[] {
  const { detail, gateways, faults, serving, placement } = sections;
  const wanted = (what: string) => `${what} beside pools and kinds of work`;
  const local = Object.entries(faults ?? {}).filter(([, { fault, region }]) => {
    return LOCAL.includes(fault) || region !== undefined;
  });
  return [
    ...(detail === undefined || detail.kind === 'exact'
      ? []
      : [{ path: ['detail'], wanted: wanted('exact, or nothing,') }]),
    ...(Object.keys(gateways ?? {}).length === 0
      ? []
      : [{ path: ['gateways'], wanted: wanted('none') }]),
    ...(serving?.boot.kind === 'stages'
      ? [{ path: ['serving', 'boot'], wanted: wanted('a law of the whole boot') }]
      : []),
    ...(serving === undefined || serving.batching.kind === 'none'
      ? []
      : [{ path: ['serving', 'batching'], wanted: wanted('none') }]),
    // A point of presence is a region's, and its work is that of `service`.
    ...((placement ?? null) === null ? [] : [{ path: ['placement'], wanted: wanted('none') }]),
    ...local.map(([name]) => {
      return { path: ['faults', name], wanted: wanted('a fault of no one place') };
    }),
  ];
}
