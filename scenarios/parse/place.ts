import { HOUR, MINUTE } from '../../engine/units.ts';
import { field, type Reading } from './reading.ts';

interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const PLACE = /^(\d{1,2}(?:\.\d+)?) ?([NS]), ?(\d{1,3}(?:\.\d+)?) ?([EW])$/;
const CLOCK = /^UTC(?:([+-])(\d{1,2})(?::([0-5]\d))?)?$/;

/** A point on Earth, written `"39.0 N, 77.5 W"`. */
export function place(doc: string) {
  const wanted = 'coordinates, for example "39.0 N, 77.5 W"';
  return field({ wanted, type: 'string', examples: ['39.0 N, 77.5 W'] }, (raw) => {
    const value = typeof raw === 'string' ? coordinatesOf(raw) : undefined;
    return value === undefined ? { wanted } : { value };
  }).meta({ description: doc });
}

function coordinatesOf(raw: string): Coordinates | undefined {
  const match = PLACE.exec(raw.trim());
  if (match === null) return undefined;
  const latitude = Number(match[1]) * (match[2] === 'N' ? 1 : -1);
  const longitude = Number(match[3]) * (match[4] === 'E' ? 1 : -1);
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth ? { latitude, longitude } : undefined;
}

/** Offset of a local clock from UTC in microseconds, written `UTC-5` or `UTC+5:30`. */
export function clock(doc: string) {
  const wanted = 'an offset between UTC-12 and UTC+14, for example UTC-5';
  return field({ wanted, type: 'string', examples: ['UTC-5', 'UTC+5:30'] }, (raw) => {
    const value = typeof raw === 'string' ? offsetOf(raw) : undefined;
    const fits = value !== undefined && value >= -12 * HOUR && value <= 14 * HOUR;
    const reading: Reading<number> = fits ? { value } : { wanted };
    return reading;
  }).meta({ description: doc });
}

function offsetOf(raw: string): number | undefined {
  const match = CLOCK.exec(raw.trim());
  if (match === null) return undefined;
  const size = Number(match[2] ?? 0) * HOUR + Number(match[3] ?? 0) * MINUTE;
  return match[1] === '-' ? -size : size;
}
