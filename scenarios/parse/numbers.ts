import { type Bounds, wordBounds } from './quantity.ts';
import { field, type Reading } from './reading.ts';

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
