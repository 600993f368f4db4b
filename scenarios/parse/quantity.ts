import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from '../../engine/units.ts';
import type { Reading } from './reading.ts';
import { convert } from './units.ts';

/** What a value measures; each kind has one base unit. */
export type QuantityKind = 'duration' | 'money' | 'money per hour' | 'power' | 'mass';

/** Inclusive bounds in base units. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

interface QuantitySpec {
  readonly base: string;
  readonly noun: string;
  readonly example: string;
}

const QUANTITIES: Readonly<Record<QuantityKind, QuantitySpec>> = {
  duration: { base: 'us', noun: 'a duration', example: '45 s' },
  money: { base: 'USD', noun: 'an amount of money', example: '0.002 USD' },
  'money per hour': { base: 'USD/h', noun: 'a price per hour', example: '0.67 USD/h' },
  power: { base: 'W', noun: 'a power', example: '72 W' },
  mass: { base: 'kg', noun: 'a mass', example: '164 kg' },
};

// Guards the unit parser: a number, then letters, slashes and small powers only.
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*\/?\s*[A-Za-z][A-Za-z/^0-9 ]{0,23}$/;

/** Phrase that says what a quantity looks like, for problems and the reference. */
export function wantedQuantity(kind: QuantityKind, bounds?: Bounds): string {
  const { noun, base, example } = QUANTITIES[kind];
  if (bounds === undefined) return `${noun}, for example "${example}"`;
  const typical = convert(example, base) ?? bounds.least;
  const fits = typical >= bounds.least && typical <= bounds.most;
  const shown = fits ? example : writeQuantity(bounds.least, kind);
  return `${noun} ${wordBounds(bounds, kind)}, for example "${shown}"`;
}

/** Example of a quantity as a scenario file writes it. */
export function exampleOf(kind: QuantityKind): string {
  return QUANTITIES[kind].example;
}

/** Reads a value with its unit into base units: microseconds, USD, USD per hour, W, kg. */
export function readQuantity(raw: unknown, kind: QuantityKind, bounds: Bounds): Reading<number> {
  const value = typeof raw === 'string' ? measure(raw, kind) : undefined;
  if (value === undefined) return { wanted: wantedQuantity(kind) + hintFor(raw, kind) };
  if (value >= bounds.least && value <= bounds.most) return { value };
  return { wanted: `${QUANTITIES[kind].noun} ${wordBounds(bounds, kind)}` };
}

function measure(text: string, kind: QuantityKind): number | undefined {
  const trimmed = text.trim();
  if (!QUANTITY.test(trimmed)) return undefined;
  const value = convert(trimmed, QUANTITIES[kind].base);
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

function hintFor(raw: unknown, kind: QuantityKind): string {
  const isMetres = typeof raw === 'string' && /^[\d. ]+m$/.test(raw.trim());
  return kind === 'duration' && isMetres ? ' ("m" means metres; minutes are "min")' : '';
}

/** Says in words between which bounds a quantity must be. */
export function wordBounds(bounds: Bounds, kind: QuantityKind | 'ratio' | 'count'): string {
  const least = writeQuantity(bounds.least, kind);
  if (bounds.most === Number.POSITIVE_INFINITY) return `of at least ${least}`;
  return `between ${least} and ${writeQuantity(bounds.most, kind)}`;
}

const STEPS: readonly (readonly [number, string])[] = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
  [MILLISECOND, 'ms'],
  [1, 'us'],
];

/** Writes a value in base units as a scenario file would: `90 s`, `0.67 USD/h`, `0.2`. */
export function writeQuantity(value: number, kind: QuantityKind | 'ratio' | 'count'): string {
  if (kind === 'ratio' || kind === 'count') return String(value);
  if (kind !== 'duration') return `${value} ${QUANTITIES[kind].base}`;
  const step = STEPS.find(([size]) => value !== 0 && value % size === 0);
  return step === undefined ? `${value / SECOND} s` : `${value / step[0]} ${step[1]}`;
}
