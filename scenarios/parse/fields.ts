import { DAY } from '../../engine/units.ts';
import { readInstant } from './instant.ts';
import { nearestOf } from './nearest.ts';
import {
  type Bounds,
  exampleOf,
  type QuantityKind,
  readQuantity,
  wantedQuantity,
  wordBounds,
} from './quantity.ts';
import { field, listed, type Reading } from './reading.ts';

/** Longest span of simulated time a scenario may name. */
export const LONGEST = 400 * DAY;

const QUANTITY_PATTERN = '^[+-]?[0-9.]+(e[+-]?[0-9]+)? */? *[A-Za-z][A-Za-z/^0-9 ]*$';

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

/** A share between bounds within 0..1, written `20 %` or `0.2`. */
export function ratio(bounds: Bounds, doc: string) {
  const wanted = `a ratio ${wordBounds(bounds, 'ratio')}, for example "20 %"`;
  return field({ wanted, type: ['string', 'number'], examples: ['20 %', 0.2] }, (raw) =>
    readRatio(raw, bounds),
  ).meta({ description: doc });
}

/** Reads `20 %` or `0.2`; anything outside the bounds says what they are. */
export function readRatio(raw: unknown, bounds: Bounds): Reading<number> {
  const wanted = `a ratio ${wordBounds(bounds, 'ratio')}, for example "20 %"`;
  const value = typeof raw === 'number' ? raw : percentOf(raw);
  return value >= bounds.least && value <= bounds.most ? { value } : { wanted };
}

function percentOf(raw: unknown): number {
  const match = typeof raw === 'string' ? /^([0-9]+\.?[0-9]*) ?%$/.exec(raw.trim()) : null;
  return match === null ? Number.NaN : Number((Number(match[1]) / 100).toPrecision(12));
}

/** A plain number with no unit between inclusive bounds. */
export function plain(bounds: Bounds, doc: string) {
  const wanted = `a number ${wordBounds(bounds, 'count')}`;
  const read = (raw: unknown): Reading<number> => {
    const fits = typeof raw === 'number' && raw >= bounds.least && raw <= bounds.most;
    return fits ? { value: raw } : { wanted };
  };
  return field({ wanted, type: 'number', examples: [bounds.least] }, read).meta({
    description: doc,
  });
}

/** A whole number between inclusive bounds. */
export function count(bounds: Bounds, doc: string) {
  const wanted = `a whole number ${wordBounds(bounds, 'count')}`;
  const shape = { minimum: bounds.least, maximum: bounds.most };
  return field({ wanted, type: 'integer', examples: [bounds.least], ...shape }, (raw) =>
    readCount(raw, bounds),
  ).meta({ description: doc });
}

/** Reads a whole number; a fraction or a unit is a problem. */
export function readCount(raw: unknown, bounds: Bounds): Reading<number> {
  const fits = Number.isSafeInteger(raw) && Number(raw) >= bounds.least;
  if (fits && Number(raw) <= bounds.most) return { value: Number(raw) };
  return { wanted: `a whole number ${wordBounds(bounds, 'count')}` };
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
export function word(words: readonly string[], doc: string) {
  const wanted = `one of ${listed(words, 'or')}`;
  const read = (raw: unknown): Reading<string> => {
    if (typeof raw === 'string' && words.includes(raw)) return { value: raw };
    return { wanted, nearest: nearestOf(String(raw), words) };
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
