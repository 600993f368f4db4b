import type { Figure } from '../catalogue/catalogue.ts';
import type { FigureSpec } from '../catalogue/kinds.ts';
import { convert } from './units.ts';

const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.{0,24})$/;

// Units that are words of the catalogue's own: nothing else measures the same.
const OWN = new Set(['', '%', '/h', 'billion', 'TFLOPS']);

/** Reads `24 GB`, `74 %` or `7` into the unit of a spec; nothing when it measures another thing. */
export function readFigure(raw: unknown, spec: FigureSpec): number | undefined {
  const match = NUMBER.exec(String(raw).trim());
  if (match === null || (typeof raw !== 'string' && typeof raw !== 'number')) return undefined;
  const [, digits, unit] = match;
  const value = valueIn(Number(digits), unit.trim(), spec.unit);
  const fits = value !== undefined && value >= spec.least && value <= spec.most;
  return fits ? value : undefined;
}

function valueIn(number: number, unit: string, wanted: string): number | undefined {
  if (wanted === '%' && unit === '%') return Number((number / 100).toPrecision(12));
  if (wanted === '%' && unit === '') return number;
  if (unit === wanted) return number;
  return OWN.has(wanted) || OWN.has(unit) ? undefined : convert(`${number} ${unit}`, wanted);
}

/** Phrase that says what a figure looks like. */
export function wantedFigure({ unit, least, most }: FigureSpec): string {
  if (unit === '%') return `a share between ${100 * least} % and ${100 * most} %`;
  const bounds = `between ${least} and ${most}`;
  return unit === '' ? `a number ${bounds}` : `a number with its unit, ${bounds} ${unit}`;
}

/** Reads `13 W .. 29 W`, or `20 %` either way, around a value; nothing when it is no such range. */
export function readRange(
  raw: unknown,
  value: number,
  spec: FigureSpec,
): Pick<Figure, 'low' | 'high'> | undefined {
  const [from, to, ...rest] = String(raw).split('..');
  if (rest.length > 0) return undefined;
  if (to === undefined) {
    const share = readFigure(raw, { unit: '%', least: 0, most: 1 });
    if (share === undefined) return undefined;
    const spread = Math.abs(value) * share;
    return { low: tidy(value - spread), high: tidy(value + spread) };
  }
  const wide = { ...spec, least: Math.min(0, spec.least) };
  const [low, high] = [readFigure(from, wide), readFigure(to, wide)];
  const isAround = low !== undefined && high !== undefined && low <= value && value <= high;
  return isAround ? { low, high } : undefined;
}

// A spread of 15 % of 81.08 is not 12.162000000000001.
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
