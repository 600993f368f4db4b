import type { Entry, Figure, Figures } from '../catalogue/catalogue.ts';
import { type FigureSpec, type KindSpec, specOf } from '../catalogue/kinds.ts';
import { readFigure, readRange, wantedFigure } from './figure.ts';
import { type Complaint, unknownKey } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { membersOf } from './raw.ts';
import { listed } from './reading.ts';

const CONFIDENCES = ['measured', 'vendor', 'derived', 'secondary', 'assumed'];
const WHOLE = ['value', 'source', 'confidence', 'range'];

/** What reading an entry needs to know beside its text. */
export interface EntryContext {
  readonly kind: KindSpec;
  /** Names of the sources there are. */
  readonly sources: readonly string[];
  readonly complaints: Complaint[];
}

type Specs = Readonly<Record<string, FigureSpec>>;
type Path = readonly string[];

/** Reads what an entry says itself; what it leaves out may come from the entry it is like. */
export function readEntry(raw: unknown, path: Path, context: EntryContext): Partial<Entry> {
  const { kind, complaints } = context;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    complaints.push({ path, wanted: 'a mapping of figures' });
    return {};
  }
  const laws = kind.laws?.key ?? '';
  const own = membersOf(raw).filter(([key]) => !['title', 'like', laws].includes(key));
  const words = own.filter(([key]) => key in kind.names);
  const rest = own.filter(([key]) => !(key in kind.names));
  const title = membersOf(raw).find(([key]) => key === 'title')?.[1];
  return {
    ...(typeof title === 'string' ? { title } : {}),
    names: Object.fromEntries(words.map(([key, word]) => [key, String(word)])),
    figures: readFigures(rest, path, { ...context, specs: kind.figures }),
    laws: readLaws(raw, path, context),
  };
}

function readLaws(raw: object, path: Path, context: EntryContext): Entry['laws'] {
  const { laws } = context.kind;
  const written = membersOf(raw).find(([key]) => key === laws?.key)?.[1];
  if (laws === undefined) return {};
  const read = membersOf(written).map(([name, figures]) => {
    const inside = { ...context, specs: laws.figures };
    return [name, readFigures(membersOf(figures), [...path, laws.key, name], inside)] as const;
  });
  return Object.fromEntries(read);
}

interface FigureContext extends EntryContext {
  readonly specs: Specs;
}

function readFigures(
  written: readonly (readonly [string, unknown])[],
  path: Path,
  context: FigureContext,
): Figures {
  const { specs, complaints } = context;
  const read = written.flatMap(([name, raw]) => {
    const spec = specOf(specs, name);
    if (spec === undefined) {
      complaints.push(unknownKey(path, name, Object.keys(specs)));
      return [];
    }
    const figure = readOne(raw, spec, [...path, name], context);
    return figure === undefined ? [] : [[name, figure] as const];
  });
  return Object.fromEntries(read);
}

/** A bare quantity is what the file's author assumes; a mapping says where it comes from. */
function readOne(
  raw: unknown,
  spec: FigureSpec,
  path: Path,
  context: FigureContext,
): Figure | undefined {
  const isBare = typeof raw === 'string' || typeof raw === 'number';
  const parts = new Map(membersOf(isBare ? { value: raw } : raw));
  const { complaints, sources } = context;
  const say = (key: string, wanted: string, nearest?: string): void => {
    complaints.push({ path: isBare ? path : [...path, key], wanted, nearest });
  };
  for (const key of [...parts.keys()].filter((one) => !WHOLE.includes(one))) {
    complaints.push(unknownKey(path, key, WHOLE));
  }
  const value = readFigure(parts.get('value'), spec);
  if (value === undefined) {
    say('value', wantedFigure(spec));
    return undefined;
  }
  const source = String(parts.get('source') ?? 'own');
  if (![...sources, 'own'].includes(source)) {
    say('source', 'a source of this catalogue', nearestOf(source, sources));
  }
  const confidence = String(parts.get('confidence') ?? 'assumed');
  if (!CONFIDENCES.includes(confidence)) say('confidence', `one of ${listed(CONFIDENCES, 'or')}`);
  const range = readRange(parts.get('range') ?? '0 %', value, spec);
  if (range === undefined) say('range', 'low .. high around the value, or a share either way');
  const { low, high } = range ?? { low: value, high: value };
  return { value, unit: spec.unit, low, high, source, confidence };
}
