import { DAY } from '../../engine/units.ts';
import { readInstant } from './instant.ts';
import { nearestOf } from './nearest.ts';
import {
  type Bounds,
  exampleOf,
  type QuantityKind,
  readQuantity,
  wantedQuantity,
} from './quantity.ts';
import { field, listed, type Reading } from './reading.ts';

/** Longest span of simulated time a scenario may name. */
export const LONGEST = 400 * DAY;

/** What an editor accepts for a quantity: a number and a unit. */
export const QUANTITY_PATTERN =
  '^[+-]?[0-9.]+(e[+-]?[0-9]+)? */? *[A-Za-z\u00b5\u03bc][A-Za-z/^0-9 ]*$';

/** A quantity with its unit, exact in base units; bounds are inclusive. */
export function quantity(kind: QuantityKind, bounds: Bounds, doc: string) {
  const wanted = wantedQuantity(kind, bounds);
  return field(
    { wanted, type: 'string', pattern: QUANTITY_PATTERN, examples: [exampleOf(kind)] },
    (raw) => readQuantity(raw, kind, bounds),
  ).meta({ description: doc });
}

/** A length of simulated time in whole microseconds. */
export function duration(bounds: Bounds, doc: string) {
  const wanted = wantedQuantity('duration', bounds);
  return field(
    { wanted, type: 'string', pattern: QUANTITY_PATTERN, examples: [exampleOf('duration')] },
    (raw) => wholeMicroseconds(readQuantity(raw, 'duration', bounds)),
  ).meta({ description: doc });
}

function wholeMicroseconds(reading: Reading<number>): Reading<number> {
  if (!('value' in reading)) return reading;
  const value = Math.round(reading.value);
  if (value === 0 && reading.value > 0)
    return { wanted: 'a duration of at least "1 us", or "0 s"' };
  return { value };
}

/** Free text of limited length. */
export function text(most: number, doc: string) {
  const wanted = `text of 1 to ${most} characters`;
  const read = (raw: unknown): Reading<string> => {
    const fits = typeof raw === 'string' && raw.trim().length > 0 && raw.length <= most;
    return fits ? { value: raw } : { wanted };
  };
  return field({ wanted, type: 'string', examples: [] }, read).meta({ description: doc });
}

/** One word of a fixed list; a near miss is answered with the nearest one. */
export function word<Word extends string>(words: readonly Word[], doc: string) {
  const wanted = `one of ${listed(words, 'or')}`;
  const read = (raw: unknown): Reading<Word> => {
    const value = words.find((one) => one === raw);
    if (value !== undefined) return { value };
    return { wanted, nearest: typeof raw === 'string' ? nearestOf(raw, words) : undefined };
  };
  return field({ wanted, type: 'string', enum: words, examples: [words[0]] }, read).meta({
    description: doc,
  });
}

/** An instant in UTC, read into Unix seconds. */
export function instant(doc: string) {
  const wanted = 'an instant in UTC, for example 2026-03-02T00:00:00Z';
  return field({ wanted, type: 'string', examples: ['2026-03-02T00:00:00Z'] }, (raw) => {
    const value = typeof raw === 'string' ? readInstant(raw) : undefined;
    return value === undefined ? { wanted } : { value };
  }).meta({ description: doc });
}
