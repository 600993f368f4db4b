import { log } from '../../engine/math.ts';
import { DAY, SECOND } from '../../engine/units.ts';
import type { Annealer } from '../../models/devices/annealer.ts';
import type { Growth } from '../../models/searches/setup.ts';
import type { Governance } from '../../policies/q-burst/governance.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { deviceOf } from '../catalogue/devices.ts';
import { instanceNames, instanceOf } from '../catalogue/instances.ts';
import type { RegionScenario } from '../scenario.ts';
import { GRID } from '../schema-people.ts';
import type { SearchesScenario } from '../search-scenario.ts';
import { sampleCurve } from './curve.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

type Written = NonNullable<Sections['searches']>;

const ALWAYS = { every: DAY, values: [1] };

/** The searches section in the words of the model; undefined where there is none. */
export function searchesOf(
  written: Sections['searches'],
  machines: Catalogue,
): SearchesScenario | undefined {
  if (written === null) return undefined;
  const classical = classicalOf(written.classical, machines);
  const annealer = annealerOf(written.annealer, machines);
  if (classical === undefined || annealer === undefined) return undefined;
  const { bursts, size, graphs, told } = written;
  return {
    bursts: { gap: bursts.gaps, cycle: cycleOf(written), least: bursts.least, most: bursts.most },
    size: { mu: log(size.median), sigma: size.spread, least: size.least, most: size.most },
    commonGraphs: graphs.common,
    commonShare: graphs.share,
    deadline: written.deadline,
    classical,
    annealer,
    toldEvery: told.every,
    toldDelay: told.delay,
    governance: Object.fromEntries(
      Object.entries(written.governance ?? {}).map(([name, one]) => [name, rulesOf(one)]),
    ),
  };
}

function cycleOf({ bursts }: Written): SearchesScenario['bursts']['cycle'] {
  const formula = bursts['daily cycle'];
  if (formula === undefined) return ALWAYS;
  const grid = { every: GRID.dailyCycle, span: DAY, measure: 'factor' } as const;
  const sampled = sampleCurve(formula, grid);
  return 'curve' in sampled ? sampled.curve : ALWAYS;
}

/** ln of seconds, from the median at one size and the power with which it grows. */
function growthOf({ median, at, power, spread }: Written['annealer']['embedding']): Growth {
  return { intercept: log(median / SECOND) - power * log(at), slope: power, sd: spread };
}

function classicalOf(
  written: Written['classical'],
  machines: Catalogue,
): SearchesScenario['classical'] | undefined {
  const type = instanceOf(machines, written.instance);
  if (type === undefined) return undefined;
  const { time } = written;
  const from = written['known from'] ?? time.at;
  return {
    region: written.in,
    workers: written.workers,
    law: { ...growthOf(time), from, to: written['known to'] ?? time.at },
    pricePerHour: written.price,
    isHeld: written.paid === 'always',
    idleW: type.idleW,
    busyW: type.maxW,
    embodiedGPerSecond: (type.embodiedKg * 1000 * SECOND) / type.life,
  };
}

function annealerOf(
  written: Written['annealer'],
  machines: Catalogue,
): SearchesScenario['annealer'] | undefined {
  const device = annealerNamed(machines, written.device);
  if (device === undefined) return undefined;
  const { others, outages } = written;
  return {
    region: written.in,
    device,
    mostReads: written['reads most'],
    othersLoad: others.load,
    othersService: others.service,
    ...(outages === undefined ? {} : { outages: { gap: outages.gaps, lasts: outages.last } }),
    roundTrip: written['round trip'],
    embedding: growthOf(written.embedding),
    giveUp: written['give up'],
    pricePerHour: written.price ?? device.pricePerHour ?? 0,
    sold: written.sold,
    missGap: written.miss,
  };
}

function annealerNamed(machines: Catalogue, name: string): Annealer | undefined {
  const device = deviceOf(machines, name);
  return device?.kind === 'annealer' ? device : undefined;
}

function rulesOf(written: NonNullable<Written['governance']>[string]): Governance {
  const none = Number.POSITIVE_INFINITY;
  return {
    budgetPerDay: written.budget ?? none,
    carbon: written.carbon ?? none,
    queue: written.queue ?? none,
    failures: written.failures ?? none,
    age: written.age ?? none,
    hold: written.hold,
    back: written.back,
  };
}

/** What the section names must be there, and its bounds must be in order. */
export function checkSearches(
  written: Sections['searches'] | undefined,
  regions: readonly RegionScenario[] | undefined,
  machines: Catalogue,
): readonly Complaint[] {
  if (written === undefined || written === null) return [];
  const { bursts, size, classical, annealer, told } = written;
  const places = regions?.map(({ name }) => name) ?? [classical.in, annealer.in];
  const annealers = Object.keys(machines.kinds.annealer ?? {});
  return [
    ...checkName(classical.in, ['classical', 'in'], places),
    ...checkName(annealer.in, ['annealer', 'in'], places),
    ...checkName(classical.instance, ['classical', 'instance'], instanceNames(machines)),
    ...checkName(annealer.device, ['annealer', 'device'], annealers),
    ...checkOrder(bursts.least, bursts.most, ['bursts', 'least'], 'most'),
    ...checkOrder(size.least, size.most, ['size', 'least'], 'most'),
    ...checkOrder(told.delay, told.every, ['told', 'delay'], 'every'),
    ...checkCycle(written),
  ];
}

function checkName(
  name: string,
  path: readonly string[],
  names: readonly string[],
): readonly Complaint[] {
  if (names.includes(name)) return [];
  const wanted = `one of ${listed(names.slice(0, 8), 'or')}`;
  return [{ path: ['searches', ...path], wanted, nearest: nearestOf(name, names) }];
}

function checkOrder(
  low: number,
  high: number,
  path: readonly string[],
  other: string,
): readonly Complaint[] {
  return low <= high ? [] : [{ path: ['searches', ...path], wanted: `at most \`${other}\`` }];
}

function checkCycle({ bursts }: Written): readonly Complaint[] {
  const formula = bursts['daily cycle'];
  if (formula === undefined) return [];
  const grid = { every: GRID.dailyCycle, span: DAY, measure: 'factor' } as const;
  const sampled = sampleCurve(formula, grid);
  if ('curve' in sampled) return [];
  const path = ['searches', 'bursts', 'daily cycle'];
  return [{ path, found: `${sampled.bad.value}`, wanted: 'a value of 0 or more at every t' }];
}

/** Every contender sends the searches there are, under rules that are there, and no others. */
export function checkSearchGates(
  written: Sections['searches'] | undefined,
  policies: Sections['policies'] | undefined,
): readonly Complaint[] {
  if (written === undefined) return [];
  const rules = Object.keys(written?.governance ?? {});
  return Object.entries(policies ?? {}).flatMap(([name, { searches, governance }]) => {
    const path = ['policies', name];
    return [
      ...checkGate(written !== null, searches !== undefined, [...path, 'searches']),
      ...checkRules(governance, rules, [...path, 'governance']),
    ];
  });
}

function checkGate(wants: boolean, has: boolean, path: readonly string[]): readonly Complaint[] {
  if (wants === has) return [];
  if (wants) return [{ path, found: 'nothing', wanted: 'the gate that sends the searches' }];
  return [{ path, wanted: 'no such gate: the scenario has no searches', isKey: true }];
}

function checkRules(
  given: string | undefined,
  rules: readonly string[],
  path: readonly string[],
): readonly Complaint[] {
  if (given === undefined || rules.includes(given)) return [];
  if (rules.length === 0) {
    return [{ path, wanted: 'no rules: the scenario has none of searches', isKey: true }];
  }
  const wanted = `rules of the searches: ${listed(rules, 'or')}`;
  return [{ path, wanted, nearest: nearestOf(given, rules) }];
}
