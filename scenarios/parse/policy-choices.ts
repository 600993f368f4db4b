import type { ParameterSpec, Parameters } from '../../policies/parameters.ts';
import type { ShieldLimits } from '../../policies/shield/limits.ts';
import type { Contender, GateChoice, PolicyChoice } from '../scenario.ts';
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
  readonly searches: Readonly<Record<string, PolicyDescriptor>>;
  readonly placement: Readonly<Record<string, PolicyDescriptor>>;
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
  readonly searches?: { readonly use: string } | undefined;
  readonly placement?: { readonly use: string } | undefined;
  readonly governance?: string | undefined;
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
      if (!isChoice(kind)) continue;
      const path = ['policies', name, kind];
      const site = { known: catalogue[kind], path, complaints, isGate: GATES.includes(kind) };
      parameters.set(`${name} ${kind}`, resolveParameters(new Map(membersOf(loop)), site));
    }
  }
  const choose = (name: string, kind: string, loop: WrittenLoop): PolicyChoice => {
    const { use, every, shield } = loop;
    const choice = { use, every, parameters: parameters.get(`${name} ${kind}`) ?? {} };
    return shield === undefined ? choice : { ...choice, shield };
  };
  const pick = (name: string, kind: string, { use }: { readonly use: string }): GateChoice => {
    return { use, parameters: parameters.get(`${name} ${kind}`) ?? {} };
  };
  const contenders = Object.entries(written).map(([name, one]) => ({
    name,
    capacity: choose(name, 'capacity', one.capacity),
    routing: choose(name, 'routing', one.routing),
    ...(one.jobs === undefined ? {} : { jobs: choose(name, 'jobs', one.jobs) }),
    ...(one.searches === undefined ? {} : { searches: pick(name, 'searches', one.searches) }),
    ...(one.placement === undefined ? {} : { placement: pick(name, 'placement', one.placement) }),
    ...(one.governance === undefined ? {} : { governance: one.governance }),
    ...(one.collector === undefined ? {} : { collector: one.collector }),
    ...(one.gateway === undefined ? {} : { gateway: one.gateway }),
  }));
  return { contenders, complaints };
}

const LOOPS = ['capacity', 'routing', 'jobs'];
const GATES = ['searches', 'placement'];

/** What a contender chooses from the registry. */
function isChoice(kind: string): kind is keyof PolicyCatalogue {
  return [...LOOPS, ...GATES].includes(kind);
}

interface Site {
  readonly known: Readonly<Record<string, PolicyDescriptor>>;
  readonly path: readonly string[];
  readonly complaints: Complaint[];
  /** Whether it answers at once, and so has no pace and no shield. */
  readonly isGate: boolean;
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
  const common = site.isGate ? ['use'] : ['use', 'every', 'shield'];
  const valid = [...common, ...Object.keys(specs)];
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
