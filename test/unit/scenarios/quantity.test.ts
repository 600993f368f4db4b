import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../engine/units.ts';
import { readInstant } from '../../../scenarios/parse/instant.ts';
import { editsBetween, nearestOf } from '../../../scenarios/parse/nearest.ts';
import { readQuantity, writeQuantity } from '../../../scenarios/parse/quantity.ts';

const ANY = { least: 0, most: Number.POSITIVE_INFINITY };

describe('a quantity', () => {
  it.each<[string, number]>([
    ['45 s', 45_000_000],
    ['17.1 ms', 17_100],
    ['92 us', 92],
    ['45s', 45_000_000],
    ['1.5 h', 1.5 * HOUR],
    ['20 min', 20 * MINUTE],
    ['7 d', 7 * DAY],
    ['2 weeks', 14 * DAY],
    ['1e3 ms', 1_000_000],
  ])('%s is %d us', (text, microseconds) => {
    expect(readQuantity(text, 'duration', ANY)).toEqual({ value: microseconds });
  });

  it.each<[string, 'money' | 'money per hour' | 'power' | 'mass', number]>([
    ['0.002 USD', 'money', 0.002],
    ['0.67 USD/h', 'money per hour', 0.67],
    ['16.08 USD / d', 'money per hour', 0.67],
    ['1.2 kW', 'power', 1200],
    ['164 kg', 'mass', 164],
    ['0.5 tonne', 'mass', 500],
  ])('%s as %s is %d', (text, kind, value) => {
    expect(readQuantity(text, kind, ANY)).toEqual({ value });
  });

  it.each([
    45,
    '45',
    '',
    's',
    '45 apples',
    '5 s; 6 s',
    '5 W',
    '--5 s',
    '5 s s',
    '0x10 s',
    null,
    [],
  ])('%j is no duration', (raw) => {
    expect(readQuantity(raw, 'duration', ANY)).toHaveProperty('wanted');
  });

  it('is written in its largest whole unit', () => {
    const written = [DAY, 90 * MINUTE, 1500, 0].map((value) => writeQuantity(value, 'duration'));
    expect(written).toEqual(['1 d', '90 min', '1500 us', '0 s']);
  });
});

describe('an instant', () => {
  it.each<[string, number]>([
    ['1970-01-01T00:00:00Z', 0],
    ['2000-02-29T12:00:00Z', 951_825_600],
    ['2026-03-02T00:00:00Z', 1_772_409_600],
    ['2026-12-31T23:59:59Z', 1_798_761_599],
    ['2026-03-02T00:00Z', 1_772_409_600],
  ])('%s is %d', (text, seconds) => {
    expect(readInstant(text)).toBe(seconds);
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-02',
    'now',
  ])('%s is none', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });

  it('agrees with the calendar of the machine on every day of four centuries', () => {
    for (let day = 0; day < 146_097; day += 1) {
      const seconds = day * 86_400;
      const text = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
      if (readInstant(text) !== seconds) expect(text).toBe(seconds);
    }
  });
});

describe('the nearest choice', () => {
  it('counts insertions, deletions and substitutions', () => {
    expect(editsBetween('kitten', 'sitting')).toBe(3);
    expect(editsBetween('', 'abc')).toBe(3);
    expect(editsBetween('same', 'same')).toBe(0);
  });

  it('is silent when nothing is near', () => {
    expect(nearestOf('zzzzzzzz', ['horizon', 'seed'])).toBeUndefined();
    expect(nearestOf('horizn', ['horizon', 'seed'])).toBe('horizon');
  });
});
