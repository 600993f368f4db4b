import { type Catalogue, type Entry, entryOf, type Source } from './catalogue/catalogue.ts';
import { KINDS, type KindSpec } from './catalogue/kinds.ts';
import { readEntry } from './parse/catalogue-entry.ts';
import { type Complaint, placeComplaints, unknownKey } from './parse/issues.ts';
import { nearestOf } from './parse/nearest.ts';
import { memberOf, membersOf } from './parse/raw.ts';
import { readYaml } from './parse/yaml-text.ts';
import type { Problem } from './problem.ts';

/** What came of parsing a catalogue: the whole with what was there before, or every problem. */
export type ParsedCatalogue =
  | { readonly catalogue: Catalogue }
  | { readonly problems: readonly Problem[] };

const NOTHING: Catalogue = { sources: {}, kinds: {} };
const OWN: Source = { title: 'the scenario’s own catalogue', date: '' };

/**
 * Reads a catalogue file over another: entries are added, figures of known entries overridden. What
 * remains incomplete is a problem, and so is a name that nothing has.
 */
export function parseCatalogue(
  text: string,
  file: string,
  below: Catalogue = NOTHING,
): ParsedCatalogue {
  const read = readYaml(text, file);
  if ('problems' in read) return read;
  const complaints: Complaint[] = [];
  const catalogue = overlay(read.yaml.value, below, complaints);
  if (complaints.length === 0) return { catalogue };
  return { problems: placeComplaints(complaints, read.yaml, file) };
}

function overlay(root: unknown, below: Catalogue, complaints: Complaint[]): Catalogue {
  const keys = ['sources', ...Object.keys(KINDS)];
  if (membersOf(root).length === 0) {
    complaints.push({ path: [], wanted: 'a mapping of kinds of machines', found: 'none' });
  }
  const strangers = membersOf(root).filter(([key]) => !keys.includes(key));
  complaints.push(...strangers.map(([key]) => unknownKey([], key, keys)));
  const sources = { ...below.sources, ...readSources(root, complaints) };
  const kinds = Object.entries(KINDS).map(([name, kind]) => {
    const context = { name, kind, below, complaints, sources: Object.keys(sources) };
    return [name, readKind(memberOf(root, name), context)] as const;
  });
  const whole = { sources: { ...sources, own: OWN }, kinds: Object.fromEntries(kinds) };
  for (const [name] of kinds) checkNames(root, name, whole, complaints);
  return whole;
}

function readSources(root: unknown, complaints: Complaint[]): Readonly<Record<string, Source>> {
  const read = membersOf(memberOf(root, 'sources')).flatMap(([name, raw]) => {
    const [title, date] = [memberOf(raw, 'title'), String(memberOf(raw, 'date'))];
    if (typeof title === 'string' && /^\d{4}(-\d\d){0,2}$/.test(date)) {
      return [[name, { title, date }] as const];
    }
    const wanted = 'a title and a date such as 2025, 2025-12 or 2025-12-04';
    complaints.push({ path: ['sources', name], wanted });
    return [];
  });
  return Object.fromEntries(read);
}

interface KindContext {
  readonly name: string;
  readonly kind: KindSpec;
  readonly below: Catalogue;
  readonly sources: readonly string[];
  readonly complaints: Complaint[];
}

type Entries = Readonly<Record<string, Entry>>;

function readKind(written: unknown, context: KindContext): Entries {
  const { name, below } = context;
  const entries = new Map(Object.entries(below.kinds[name] ?? {}));
  for (const [entry, raw] of membersOf(written)) {
    entries.set(entry, readOver(raw, [name, entry], entries, context));
  }
  return Object.fromEntries(entries);
}

const EMPTY: Entry = { title: '', names: {}, figures: {}, laws: {} };

function readOver(
  raw: unknown,
  path: readonly string[],
  entries: ReadonlyMap<string, Entry>,
  context: KindContext,
): Entry {
  const { complaints } = context;
  const like = memberOf(raw, 'like');
  const model = entries.get(String(like));
  if (like !== undefined && model === undefined) {
    const nearest = nearestOf(String(like), [...entries.keys()]);
    complaints.push({ path: [...path, 'like'], wanted: 'an entry that stands before it', nearest });
  }
  const base = model ?? entries.get(path[path.length - 1]) ?? EMPTY;
  const said = readEntry(raw, path, context);
  const whole = {
    title: said.title ?? base.title,
    names: { ...base.names, ...said.names },
    figures: { ...base.figures, ...said.figures },
    laws: { ...base.laws, ...said.laws },
  };
  complaints.push(...missingIn(whole, path, context.kind));
  return whole;
}

function missingIn(
  { title, names, figures, laws }: Entry,
  path: readonly string[],
  kind: KindSpec,
): readonly Complaint[] {
  const needed = (specs: KindSpec['figures'], here: object, at: readonly string[]) => {
    return Object.entries(specs)
      .filter(([name, spec]) => spec.isOptional !== true && !holds(here, name))
      .map(([name]) => ({ path: [...at, name], wanted: `${name}, or an entry it is like` }));
  };
  const titled = title === '' ? [{ path: [...path, 'title'], wanted: 'a title' }] : [];
  const words = Object.keys(kind.names).filter((key) => names[key] === undefined);
  return [
    ...titled,
    ...words.map((key) => ({ path: [...path, key], wanted: `a ${key}` })),
    ...needed(kind.figures, figures, path),
    ...Object.entries(laws).flatMap(([law, inner]) => {
      return needed(kind.laws?.figures ?? {}, inner, [...path, kind.laws?.key ?? '', law]);
    }),
  ];
}

function holds(here: object, name: string): boolean {
  const beginning = name.endsWith(' N') ? name.slice(0, -1) : undefined;
  return Object.keys(here).some((key) => {
    return key === name || (beginning !== undefined && key.startsWith(beginning));
  });
}

function checkNames(
  root: unknown,
  kind: string,
  catalogue: Catalogue,
  complaints: Complaint[],
): void {
  const links = Object.entries(KINDS[kind].names).filter(([, other]) => other !== '');
  for (const [name] of membersOf(memberOf(root, kind))) {
    const entry = entryOf(catalogue, kind, name);
    for (const [key, other] of links) {
      const meant = entry?.names[key] ?? '';
      const known = other.split('|').flatMap((one) => Object.keys(catalogue.kinds[one] ?? {}));
      if (meant === '' || known.includes(meant)) continue;
      const wanted = `a ${other.replace('|', ' or ')} of the catalogue`;
      complaints.push({ path: [kind, name, key], wanted, nearest: nearestOf(meant, known) });
    }
  }
}
