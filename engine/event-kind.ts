import { badArgument, EngineError } from './errors.ts';
import { LAST_RANK } from './tie-order.ts';
import type { SimTime } from './units.ts';

/** A kind of event, named `noun.verb` in the present tense. */
export interface EventKind {
  readonly name: string;
  /** Order among the events of one instant: 0, first, to 255, last. */
  readonly rank: number;
}

/** Kinds are kept in 16 bits. */
const MOST_KINDS = 65_536;

/** Refuses kinds that cannot be told apart or ordered, or that have no handler each. */
export function checkKinds(kinds: readonly EventKind[], handlers: number): void {
  if (kinds.length !== handlers) {
    throw badArgument('handlers', `${handlers} long`, `as many as kinds, ${kinds.length}`);
  }
  if (kinds.length > MOST_KINDS) throw badArgument('kinds', kinds.length, `at most ${MOST_KINDS}`);
  for (const { name, rank } of kinds) {
    if (!Number.isInteger(rank) || rank < 0 || rank > LAST_RANK) {
      throw badArgument(`rank of event kind ${name}`, rank, `a whole number to ${LAST_RANK}`);
    }
  }
}

/** Refuses to go on under other kinds, or other ranks, than those of a save. */
export function checkSameKinds(saved: readonly EventKind[], kinds: readonly EventKind[]): void {
  const isSame = saved.every(({ name, rank }, i) => {
    return kinds[i]?.name === name && kinds[i].rank === rank;
  });
  if (isSame && saved.length === kinds.length) return;
  const list = (some: readonly EventKind[]) =>
    some.map((one) => `${one.name} (${one.rank})`).join(', ');
  const message = `saved with event kinds and ranks ${list(saved)}; these are ${list(kinds)}`;
  throw new EngineError('other-rules', message);
}

/** The error for a kind that is not among those declared. */
export function unknownKind(kind: number, kinds: readonly EventKind[]): EngineError {
  const names = kinds.map((known, place) => `${place} ${known.name}`).join(', ');
  return new EngineError('unknown-kind', `there is no event kind ${kind}; there are ${names}`);
}

/** The error for an instant that is past, or not whole. */
export function wrongInstant(what: string, at: number, now: SimTime): EngineError {
  const found = `${what} was scheduled for ${at}`;
  if (at < now) return new EngineError('in-the-past', `${found}, in the past: it is ${now} now`);
  return new EngineError('bad-argument', `${found}; wanted a whole number of microseconds`);
}
