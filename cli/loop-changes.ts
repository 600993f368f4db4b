import type { JournalHead, JournalLoop } from '../policies/journal/lines.ts';
import type { PolicyListing } from '../policies/listing.ts';
import type { LoopChoice } from '../policies/open-loop.ts';
import { capacityPolicies, jobPolicies, routingPolicies } from '../policies/registry.ts';
import { nearestOf } from '../scenarios/parse/nearest.ts';
import { readParameter } from '../scenarios/parse/policy-choices.ts';
import { listed } from '../scenarios/parse/reading.ts';
import { shield } from '../scenarios/schema-shield.ts';
import type { Edit } from './edit-yaml.ts';

/** Every loop policy by id: what a journal names. */
export const LOOP_POLICIES: Readonly<Record<string, PolicyListing>> = {
  ...capacityPolicies,
  ...routingPolicies,
  ...jobPolicies,
};

/** What is to be other than recorded. */
export interface AskedChanges {
  /** `LOOP=POLICY`. */
  readonly use: readonly string[];
  /** `LOOP.PARAMETER=VALUE`, or `LOOP.shield=on`. */
  readonly set: readonly Edit[];
}

type Changes = ReadonlyMap<string, LoopChoice>;

/** The loops that are to be other than recorded, by name; or what is wrong with the wish. */
export function readChanges(
  head: JournalHead,
  { use, set }: AskedChanges,
): { readonly changes: Changes } | { readonly refusal: string } {
  const changes = new Map<string, LoopChoice>();
  for (const wish of use) {
    const refusal = usePolicy(wish, head, changes);
    if (refusal !== undefined) return { refusal };
  }
  for (const edit of set) {
    const refusal = setParameter(edit, head, changes);
    if (refusal !== undefined) return { refusal };
  }
  return { changes };
}

function loopOf(
  head: JournalHead,
  name: string,
  label: string,
): JournalLoop | { readonly refusal: string } {
  const names = head.loops.map((loop) => loop.name);
  const loop = head.loops.find((one) => one.name === name);
  return loop ?? { refusal: `${label} found the loop "${name}", wanted ${listed(names, 'or')}` };
}

function usePolicy(
  wish: string,
  head: JournalHead,
  changes: Map<string, LoopChoice>,
): string | undefined {
  const at = wish.indexOf('=');
  const id = wish.slice(at + 1).trim();
  const loop = loopOf(head, wish.slice(0, Math.max(at, 0)).trim(), `--use ${wish}`);
  if ('refusal' in loop) return loop.refusal;
  if (!Object.hasOwn(LOOP_POLICIES, id)) {
    const nearest = nearestOf(id, Object.keys(LOOP_POLICIES));
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    return `--use ${wish} found the policy "${id}", wanted LOOP=POLICY${hint}`;
  }
  const { name, every, shield: own } = loop;
  const parameters = id === loop.use ? loop.parameters : {};
  const shielded = own === undefined ? {} : { shield: own };
  changes.set(name, { use: id, every, parameters, ...shielded });
  return undefined;
}

function setParameter(
  { label, path, value }: Edit,
  head: JournalHead,
  changes: Map<string, LoopChoice>,
): string | undefined {
  const [name, key] = path;
  const loop = loopOf(head, name, label);
  if ('refusal' in loop) return loop.refusal;
  const { use, every, parameters, shield: own } = changes.get(name) ?? loop;
  const choice = { use, every, parameters, ...(own === undefined ? {} : { shield: own }) };
  if (key === 'shield') return setShield(label, value, { name, choice, changes });
  const specs = LOOP_POLICIES[use]?.parameters ?? {};
  if (path.length !== 2 || !Object.hasOwn(specs, key)) {
    const known = [...Object.keys(specs), 'shield'];
    return `${label} found "${path.slice(1).join('.')}", wanted ${listed(known, 'or')} of ${use}`;
  }
  const reading = readParameter(value, specs[key]);
  if (!('value' in reading))
    return `${label} found ${JSON.stringify(value)}, wanted ${reading.wanted}`;
  changes.set(name, { ...choice, parameters: { ...parameters, [key]: reading.value } });
  return undefined;
}

function setShield(
  label: string,
  value: unknown,
  place: {
    readonly name: string;
    readonly choice: LoopChoice;
    readonly changes: Map<string, LoopChoice>;
  },
): string | undefined {
  const read = shield.safeParse(value);
  if (!read.success) return `${label} found ${JSON.stringify(value)}, wanted on, off or limits`;
  const { shield: _, ...bare } = place.choice;
  place.changes.set(place.name, read.data === undefined ? bare : { ...bare, shield: read.data });
  return undefined;
}
