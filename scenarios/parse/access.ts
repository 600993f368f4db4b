import type { Duration } from '../../engine/units.ts';
import { ACCESS_CLASSES, type AccessShare } from '../access-classes.ts';
import { nearestOf } from './nearest.ts';
import { readRatio } from './numbers.ts';
import { type Bounds, readQuantity, wantedQuantity } from './quantity.ts';
import { field, listed, type Reading } from './reading.ts';

/** What stands under `access`: one round trip for all, or the shares of access classes. */
export type Access = { readonly time: Duration } | { readonly ways: readonly AccessShare[] };

const NAMES = ACCESS_CLASSES.map(({ name }) => name);

/** A last mile: `17.1 ms`, one class such as `fibre`, or `{ fibre: 40 %, wifi: 60 % }`. */
export function access(bounds: Bounds, doc: string) {
  const time = wantedQuantity('duration', bounds);
  const classes = listed(NAMES, 'or');
  const wanted = `${time}; one of ${classes}; or shares of them, { fibre: 40 %, wifi: 60 % }`;
  const type = ['string', 'object'];
  return field({ wanted, type, examples: ['17.1 ms', 'fibre'] }, (raw): Reading<Access> => {
    if (typeof raw === 'object' && raw !== null) return readMix(raw);
    if (typeof raw === 'string' && NAMES.includes(raw)) {
      return { value: { ways: [{ access: raw, share: 1 }] } };
    }
    if (typeof raw === 'string' && /^[a-z]/i.test(raw)) {
      return { wanted, nearest: nearestOf(raw, NAMES) };
    }
    return timeOf(readQuantity(raw, 'duration', bounds));
  }).meta({ description: doc });
}

function timeOf(reading: Reading<number>): Reading<Access> {
  if (!('value' in reading)) return reading;
  const time = Math.round(reading.value);
  const isLost = time === 0 && reading.value > 0;
  return isLost ? { wanted: 'a duration of at least "1 us", or "0 s"' } : { value: { time } };
}

function readMix(raw: object): Reading<Access> {
  const written = Object.entries(raw);
  const stranger = written.map(([name]) => name).find((name) => !NAMES.includes(name));
  if (stranger !== undefined) {
    return {
      wanted: `access classes: ${listed(NAMES, 'or')}`,
      nearest: nearestOf(stranger, NAMES),
    };
  }
  const shares = written.map(([, share]) => readRatio(share, { least: 0, most: 1 }));
  const values = shares.map((share) => ('value' in share ? share.value : Number.NaN));
  const total = values.reduce((sum, share) => sum + share, 0);
  if (!(Math.abs(total - 1) < 1e-9)) {
    return { wanted: 'a share for each access class, that add up to 100 %' };
  }
  return { value: { ways: written.map(([name], i) => ({ access: name, share: values[i] })) } };
}
