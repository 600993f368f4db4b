import type { JournalTurn } from './lines.ts';
import { encodeValue } from './value.ts';

/** One place at which two values differ. */
export interface Difference {
  /** Keys and places from the outside in. */
  readonly path: readonly string[];
  readonly one: unknown;
  readonly other: unknown;
}

/** A turn as its journal has it, with what it saw. */
export interface SeenTurn {
  readonly turn: JournalTurn;
  readonly observation: unknown;
}

/** The parts of a turn, in the order in which a difference in one brings about the next. */
const TURN_PARTS = [
  'turn',
  'observation',
  'receipts',
  'decisions',
  'because',
  'interventions',
  'memory',
] as const;

/** One part of a turn. */
export type TurnPart = (typeof TURN_PARTS)[number];

/** What of a turn differs between two journals, by part; a part that is missing is equal. */
export function compareTurns(
  one: SeenTurn,
  other: SeenTurn,
): ReadonlyMap<TurnPart, readonly Difference[]> {
  const before = partsOf(one);
  const after = partsOf(other);
  const found = TURN_PARTS.map((part): [TurnPart, readonly Difference[]] => {
    return [part, listDifferences(before[part], after[part])];
  });
  return new Map(found.filter(([, differences]) => differences.length > 0));
}

function partsOf({ turn, observation }: SeenTurn): Readonly<Record<TurnPart, unknown>> {
  const { loop, turn: number, at, observedAt } = turn;
  const { receipts, decisions, because, interventions, memory } = turn;
  const place = { loop, number, at, observedAt };
  return { turn: place, observation, receipts, decisions, because, interventions, memory };
}

/** Most places told of one part. */
const MOST_PLACES = 1000;

/** Every place at which two pieces of plain data differ, up to a thousand. */
export function listDifferences(one: unknown, other: unknown): readonly Difference[] {
  const found: Difference[] = [];
  gather({ path: [], one, other }, found);
  return found;
}

function gather({ path, one, other }: Difference, found: Difference[]): void {
  if (found.length >= MOST_PLACES) return;
  if (isOpen(one) && isOpen(other)) {
    const here = new Map(Object.entries(one));
    const there = new Map(Object.entries(other));
    for (const key of new Set([...here.keys(), ...there.keys()])) {
      gather({ path: [...path, key], one: here.get(key), other: there.get(key) }, found);
    }
    return;
  }
  if (encodeValue(one, []) !== encodeValue(other, [])) found.push({ path, one, other });
}

function isOpen(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
