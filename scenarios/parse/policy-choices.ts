import type { ParameterSpec } from '../../policies/parameters.ts';
import type { Contender, PolicyChoice } from '../scenario.ts';
import { readCount, readRatio } from './fields.ts';
import { type Complaint, unknownKey } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { readQuantity } from './quantity.ts';
import { listed, type Reading } from './reading.ts';

/** What a scenario file must know of one policy: what it is and what may be set. */
export interface PolicyDescriptor {
  readonly doc: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
}

/** The policies a scenario may use, by id. */
export interface PolicyCatalogue {
  readonly capacity: Readonly<Record<string, PolicyDescriptor>>;
  readonly routing: Readonly<Record<string, PolicyDescriptor>>;
}

/** A loop as the schema read it: `use`, `every` and whatever else was written. */
export interface WrittenChoice {
  readonly use: string;
  readonly every: number;
  readonly [parameter: string]: unknown;
}

type WrittenContenders = Readonly<
  Record<string, { readonly capacity: WrittenChoice; readonly routing: WrittenChoice }>
>;

/** Checks every contender against the catalogue and fills in the defaults. */
export function resolveContenders(
  written: WrittenContenders,
  catalogue: PolicyCatalogue,
): { readonly contenders: readonly Contender[]; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const contenders = Object.entries(written).map(([name, { capacity, routing }]) => ({
    name,
    capacity: resolveChoice(capacity, catalogue.capacity, ['policies', name, 'capacity'], complaints),
    routing: resolveChoice(routing, catalogue.routing, ['policies', name, 'routing'], complaints),
  }));
  return { contenders, complaints };
}

function resolveChoice(
  written: WrittenChoice,
  known: Readonly<Record<string, PolicyDescriptor>>,
  path: readonly string[],
  complaints: Complaint[],
): PolicyChoice {
  const { use, every, ...rest } = written;
  const given = new Map(Object.entries(rest));
  if (!Object.hasOwn(known, use)) {
    const ids = Object.keys(known);
    complaints.push({ path: [...path, 'use'], wanted: listed(ids, 'or'), nearest: nearestOf(use, ids) });
    return { use, every, parameters: {} };
  }
  const specs = known[use].parameters;
  const valid = ['use', 'every', ...Object.keys(specs)];
  const strangers = [...given.keys()].filter((key) => !Object.hasOwn(specs, key));
  complaints.push(...strangers.map((key) => unknownKey(path, key, valid)));
  const entries = Object.entries(specs).map(([key, spec]): [string, number] => {
    const reading = readParameter(given.get(key), spec);
    if ('value' in reading) return [key, reading.value];
    complaints.push({ path: [...path, key], wanted: reading.wanted });
    return [key, spec.least];
  });
  return { use, every, parameters: Object.fromEntries(entries) };
}

function readParameter(raw: unknown, spec: ParameterSpec): Reading<number> {
  if (raw === undefined && spec.default !== undefined) return { value: spec.default };
  if (spec.unit === 'ratio') return readRatio(raw, spec);
  if (spec.unit === 'count') return readCount(raw, spec);
  return readQuantity(raw, spec.unit, spec);
}
