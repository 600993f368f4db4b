import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from '../../engine/units.ts';
import { nearestOf } from './nearest.ts';
import type { Reading } from './reading.ts';
import { convert } from './units.ts';

/** What a value measures; each kind has one base unit. */
export type QuantityKind =
  | 'duration'
  | 'money'
  | 'money per hour'
  | 'power'
  | 'mass'
  | 'data'
  | 'data rate'
  | 'money per data'
  | 'money per data month'
  | 'energy per data';

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
  data: { base: 'B', noun: 'an amount of data', example: '64 MB' },
  'data rate': { base: 'B/s', noun: 'a data rate', example: '125 MB/s' },
  'money per data': { base: 'USD/GB', noun: 'a price per data', example: '0.09 USD/GB' },
  'money per data month': {
    base: 'USD/GB/month',
    noun: 'a price per data and month',
    example: '0.04 USD/GB/month',
  },
  'energy per data': { base: 'kWh/GB', noun: 'an energy per data', example: '0.03 kWh/GB' },
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
  if (value === undefined) return adviceFor(raw, kind);
  if (value >= bounds.least && value <= bounds.most) return { value };
  return { wanted: `${QUANTITIES[kind].noun} ${wordBounds(bounds, kind)}` };
}

function measure(text: string, kind: QuantityKind): number | undefined {
  // Both signs that stand for micro: the one of its own and the Greek letter.
  const trimmed = text.trim().replace(/[\u00b5\u03bc]s$/, 'us');
  if (!QUANTITY.test(trimmed)) return undefined;
  const value = convert(trimmed, QUANTITIES[kind].base);
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

const UNITS: Readonly<Record<QuantityKind, readonly string[]>> = {
  duration: ['us', 'ms', 's', 'min', 'h', 'd', 'week'],
  money: ['USD'],
  'money per hour': ['USD/h'],
  power: ['mW', 'W', 'kW', 'MW'],
  mass: ['g', 'kg'],
  data: ['B', 'kB', 'MB', 'GB', 'MiB', 'GiB'],
  'data rate': ['kB/s', 'MB/s', 'GB/s', 'MiB/s', 'GiB/s', 'Gb/s'],
  'money per data': ['USD/GB', 'USD/TB', 'USD/GiB'],
  'money per data month': ['USD/GB/month', 'USD/TB/month', 'USD/GiB/month'],
  'energy per data': ['kWh/GB', 'Wh/GB'],
};

function adviceFor(raw: unknown, kind: QuantityKind): Reading<number> {
  const wanted = wantedQuantity(kind);
  const text = typeof raw === 'string' ? raw.trim() : '';
  if (kind === 'duration' && /^[\d. ]+m$/.test(text)) {
    return { wanted: `${wanted} ("m" means metres; minutes are "min")` };
  }
  const sum = kind === 'duration' ? sumOf(text) : undefined;
  if (sum !== undefined) {
    return { wanted: `${wanted} (one number with one unit)`, nearest: writeQuantity(sum, kind) };
  }
  const [, number, unit] = /^([+-]?[\d.]+)\s*([^\s\d]+)$/.exec(text) ?? [];
  if (unit === undefined || convert(`1 ${unit}`, QUANTITIES[kind].base) !== undefined) {
    return { wanted };
  }
  const near = nearestOf(unit, UNITS[kind]);
  const nearest = near === undefined ? undefined : `${number} ${near}`;
  return { wanted: `${wanted} (units: ${UNITS[kind].join(', ')})`, nearest };
}

/** Two or more durations in a row, as in `1 h 30 min`. */
function sumOf(text: string): number | undefined {
  const parts = text.match(/[\d.]+\s*[a-z]+/gi) ?? [];
  if (parts.length < 2 || parts.join('').replace(/\s/g, '') !== text.replace(/\s/g, '')) {
    return undefined;
  }
  const values = parts.map((part) => measure(part, 'duration') ?? Number.NaN);
  const sum = values.reduce((total, value) => total + value, 0);
  return Number.isFinite(sum) ? sum : undefined;
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
