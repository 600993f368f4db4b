import type { z } from 'zod';
import { DAY } from '../engine/units.ts';
import { capacityPolicies, routingPolicies } from '../policies/registry.ts';
import { INSTANCES } from './catalogue.ts';
import { crossCheck } from './parse/cross-checks.ts';
import { type Formula, sampleCurve } from './parse/curve.ts';
import { type Complaint, complaintsOf, placeComplaints, unknownKey } from './parse/issues.ts';
import { type PolicyCatalogue, resolveContenders } from './parse/policy-choices.ts';
import { writeQuantity } from './parse/quantity.ts';
import { readYaml } from './parse/yaml-text.ts';
import type { Problem } from './problem.ts';
import { SECTIONS } from './schema.ts';
import { GRID } from './schema-people.ts';
import type { Curve, GroupScenario, PlayersScenario, RegionScenario, Scenario, ServingScenario }
  from './scenario.ts';

/** What came of parsing a file: a resolved scenario, or every problem it has. */
export type ParsedScenario =
  | { readonly scenario: Scenario }
  | { readonly problems: readonly Problem[] };

/**
 * Reads a scenario file into base units with all defaults filled in. `file` names it in problems;
 * its last part without the ending becomes the scenario's name.
 */
export function parseScenario(
  text: string,
  file: string,
  catalogue: PolicyCatalogue = { capacity: capacityPolicies, routing: routingPolicies },
): ParsedScenario {
  const read = readYaml(text, file);
  if ('problems' in read) return read;
  const complaints: Complaint[] = [];
  const scenario = resolve(read.yaml.value, { name: nameOf(file), catalogue, complaints });
  if (scenario !== undefined && complaints.length === 0) return { scenario };
  return { problems: placeComplaints(complaints, read.yaml, file) };
}

function nameOf(file: string): string {
  const last = file.slice(file.lastIndexOf('/') + 1);
  return last.replace(/\.ya?ml$/, '');
}

interface Context {
  readonly name: string;
  readonly catalogue: PolicyCatalogue;
  readonly complaints: Complaint[];
}

type Sections = { readonly [Key in keyof typeof SECTIONS]: z.output<(typeof SECTIONS)[Key]> };
type Partly<T> = { readonly [Key in keyof T]: T[Key] | undefined };

function resolve(root: unknown, context: Context): Scenario | undefined {
  const { complaints, catalogue } = context;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    const found = root === null || root === undefined ? 'an empty file' : 'no mapping';
    complaints.push({ path: [], found, wanted: 'a mapping that begins with "question:"' });
    return undefined;
  }
  const parts = readSections(root, complaints);
  const regions = parts.regions === undefined ? undefined : regionsOf(parts.regions);
  const groups = parts.players === undefined ? undefined : groupsOf(parts.players.groups);
  const serving = parts.serving === undefined ? undefined : servingOf(parts.serving);
  const { horizon, 'warm-up': warmUp, 'at start': atStart } = parts;
  complaints.push(...crossCheck({ horizon, warmUp, atStart, regions, groups, powers: serving }));
  const resolved = resolveContenders(parts.policies ?? {}, catalogue);
  complaints.push(...resolved.complaints);
  const arrivals = curveOf('arrivals', parts.players?.arrivals, horizon, complaints);
  const dailyCycle = curveOf('daily cycle', parts.players?.['daily cycle'], DAY, complaints);
  const isWhole = complaints.length === 0 && arrivals !== undefined && dailyCycle !== undefined;
  if (!isWhole || !isComplete(parts)) return undefined;
  const sampled = playersOf(parts.players, { arrivals, dailyCycle });
  return assemble(parts, { name: context.name, contenders: resolved.contenders, players: sampled });
}

function isComplete(parts: Partly<Sections>): parts is Sections {
  return Object.values(parts).every((part) => part !== undefined);
}

function readSections(root: object, complaints: Complaint[]): Partly<Sections> {
  const written = new Map<string, unknown>(Object.entries(root));
  const keys = Object.keys(SECTIONS);
  const strangers = [...written.keys()].filter((key) => !keys.includes(key));
  complaints.push(...strangers.map((key) => unknownKey([], key, keys)));
  const section = <T>(key: string, schema: z.ZodType<T>): T | undefined => {
    const read = schema.safeParse(written.get(key));
    if (read.success) return read.data;
    complaints.push(...complaintsOf(read.error.issues, [key]));
    return undefined;
  };
  return {
    question: section('question', SECTIONS.question),
    epoch: section('epoch', SECTIONS.epoch),
    horizon: section('horizon', SECTIONS.horizon),
    'warm-up': section('warm-up', SECTIONS['warm-up']),
    seed: section('seed', SECTIONS.seed),
    replications: section('replications', SECTIONS.replications),
    traces: section('traces', SECTIONS.traces),
    regions: section('regions', SECTIONS.regions),
    players: section('players', SECTIONS.players),
    serving: section('serving', SECTIONS.serving),
    observing: section('observing', SECTIONS.observing),
    'at start': section('at start', SECTIONS['at start']),
    policies: section('policies', SECTIONS.policies),
  };
}

function regionsOf(written: Sections['regions']): readonly RegionScenario[] {
  return Object.entries(written).map(([name, { at, 'edge slots': edgeSlots, ...rest }]) => ({
    name, ...at, ...rest, edgeSlots,
  }));
}

function groupsOf(written: Sections['players']['groups']): readonly GroupScenario[] {
  return Object.entries(written).map(([name, { at, ...rest }]) => ({ name, ...at, ...rest }));
}

function servingOf(written: Sections['serving']): ServingScenario | undefined {
  const type = INSTANCES.find(({ name }) => name === written.instance);
  if (type === undefined) return undefined;
  const { instance, slots, boot, notice, service, budget, edge } = written;
  return {
    instance, slots, boot, notice, service, budget,
    idleW: written['idle power'] ?? type.idleW,
    maxW: written['full power'] ?? type.maxW,
    embodiedKg: written.embodied ?? type.embodiedKg,
    life: written.life ?? type.life,
    leastBilled: written['least billed'],
    queueLimit: written['queue limit'],
    lowFidelity: written['low fidelity'],
    edge: { rtt: edge.rtt, pricePerSlotHour: edge.price, powerPerSlotW: edge.power },
  };
}

function curveOf(
  key: 'arrivals' | 'daily cycle',
  formula: Formula | undefined,
  span: number | undefined,
  complaints: Complaint[],
): Curve | undefined {
  if (formula === undefined || span === undefined) return undefined;
  const sampled = sampleCurve(formula, key === 'arrivals' ? GRID.arrivals : GRID.dailyCycle, span);
  if ('curve' in sampled) return sampled.curve;
  const { at, value } = sampled.bad;
  const found = `${value} at t = ${writeQuantity(at, 'duration')}`;
  const wanted = 'a value of at least 0 and below 1e9 at every t';
  complaints.push({ path: ['players', key], found, wanted });
  return undefined;
}

function playersOf(
  written: Sections['players'],
  curves: Pick<PlayersScenario, 'arrivals' | 'dailyCycle'>,
): PlayersScenario {
  return {
    ...curves,
    groups: groupsOf(written.groups),
    session: written.session,
    think: written.think,
    matchSize: written.match.players,
    fillAfter: written.match['fill after'],
    patience: written.match.patience,
    quitPerLateAnswer: written.churn['quit per late answer'],
    quitPerBudgetOver: written.churn['quit per budget over'],
  };
}

function assemble(
  parts: Sections,
  rest: Pick<Scenario, 'name' | 'contenders' | 'players'>,
): Scenario | undefined {
  const serving = servingOf(parts.serving);
  if (serving === undefined) return undefined;
  return {
    ...rest,
    question: parts.question,
    epoch: parts.epoch,
    horizon: parts.horizon,
    warmUp: parts['warm-up'],
    seed: parts.seed,
    replications: parts.replications,
    traces: parts.traces,
    regions: regionsOf(parts.regions),
    serving,
    observing: parts.observing,
    atStart: parts['at start'],
  };
}
