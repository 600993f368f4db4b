import type { ParameterSpec, Parameters } from '../../policies/parameters.ts';
import type { ShieldLimits } from '../../policies/shield/limits.ts';
import type { Contender, PolicyChoice } from '../scenario.ts';
import { type Complaint, unknownKey } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { readCount, readRatio } from './numbers.ts';
import { readQuantity } from './quantity.ts';
import { membersOf } from './raw.ts';
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
  readonly jobs: Readonly<Record<string, PolicyDescriptor>>;
}

interface WrittenLoop {
  readonly use: string;
  readonly every: number;
  readonly shield?: ShieldLimits | undefined;
}

interface WrittenContender {
  readonly capacity: WrittenLoop;
  readonly routing: WrittenLoop;
  readonly jobs?: WrittenLoop | undefined;
  readonly collector?: string | undefined;
  readonly gateway?: string | undefined;
}

type WrittenContenders = Readonly<Record<string, WrittenContender>>;

/**
 * Checks every loop against the catalogue and fills in the defaults. `raw` is the section as
 * written: a loop that the schema refused still has its parameters checked.
 */
export function resolveContenders(
  raw: unknown,
  written: WrittenContenders,
  catalogue: PolicyCatalogue,
): { readonly contenders: readonly Contender[]; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const parameters = new Map<string, Parameters>();
  for (const [name, contender] of membersOf(raw)) {
    for (const [kind, loop] of membersOf(contender)) {
      if (kind !== 'capacity' && kind !== 'routing' && kind !== 'jobs') continue;
      const site = { known: catalogue[kind], path: ['policies', name, kind], complaints };
      parameters.set(`${name} ${kind}`, resolveParameters(new Map(membersOf(loop)), site));
    }
  }
  const choose = (name: string, kind: string, loop: WrittenLoop): PolicyChoice => {
    const { use, every, shield } = loop;
    const choice = { use, every, parameters: parameters.get(`${name} ${kind}`) ?? {} };
    return shield === undefined ? choice : { ...choice, shield };
  };
  const contenders = Object.entries(written).map(([name, one]) => ({
    name,
    capacity: choose(name, 'capacity', one.capacity),
    routing: choose(name, 'routing', one.routing),
    ...(one.jobs === undefined ? {} : { jobs: choose(name, 'jobs', one.jobs) }),
    ...(one.collector === undefined ? {} : { collector: one.collector }),
    ...(one.gateway === undefined ? {} : { gateway: one.gateway }),
  }));
  return { contenders, complaints };
}

interface Site {
  readonly known: Readonly<Record<string, PolicyDescriptor>>;
  readonly path: readonly string[];
  readonly complaints: Complaint[];
}

function resolveParameters(given: ReadonlyMap<string, unknown>, site: Site): Parameters {
  const { known, path, complaints } = site;
  const use = given.get('use');
  if (typeof use !== 'string') return {};
  if (!Object.hasOwn(known, use)) {
    const ids = Object.keys(known);
    const nearest = nearestOf(use, ids);
    complaints.push({ path: [...path, 'use'], wanted: listed(ids, 'or'), nearest });
    return {};
  }
  const specs = known[use].parameters;
  const valid = ['use', 'every', 'shield', ...Object.keys(specs)];
  const strangers = [...given.keys()].filter((key) => !valid.includes(key));
  complaints.push(...strangers.map((key) => unknownKey(path, key, valid)));
  const entries = Object.entries(specs).map(([key, spec]): [string, number] => {
    const reading = readParameter(given.get(key), spec);
    if ('value' in reading) return [key, reading.value];
    complaints.push({ path: [...path, key], ...reading });
    return [key, spec.least];
  });
  return Object.fromEntries(entries);
}

/** Reads one parameter of a policy as scenario files write it, its default where it is absent. */
export function readParameter(raw: unknown, spec: ParameterSpec): Reading<number> {
  if (raw === undefined && spec.default !== undefined) return { value: spec.default };
  if (spec.unit === 'ratio') return readRatio(raw, spec);
  if (spec.unit === 'count') return readCount(raw, spec);
  return readQuantity(raw, spec.unit, spec);
}
