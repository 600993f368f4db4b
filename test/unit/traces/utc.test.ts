import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUtc, parseUtc } from '../../../traces/utc.ts';

test('a date alone is its midnight in UTC', () => {
  expect(parseUtc('1970-01-02')).toBe(86_400);
});

test('times with T and Z, with a blank, and with an offset name the same instant', () => {
  expect(parseUtc('2022-04-20T13:00:00.000Z')).toBe(1_650_459_600);
  expect(parseUtc('2022-04-20 13:00:00')).toBe(1_650_459_600);
  expect(parseUtc('2022-04-20 15:00:00+02:00')).toBe(1_650_459_600);
});

test('seven fractional digits are read', () => {
  expect(parseUtc('2023-11-16 18:15:46.6805900')).toBeCloseTo(1_700_158_546.680_59, 5);
});

test.each([
  '',
  'yesterday',
  '2023-02-29',
  '2023-13-01',
  '2023-01-01 24:00:00',
  '01/02/2020',
  '2023-1-1',
])('%j is no time', (text) => {
  expect(parseUtc(text)).toBeUndefined();
});

test('29 February exists in 2000 and 2024 but not in 1900', () => {
  expect(parseUtc('2000-02-29')).toBe(951_782_400);
  expect(parseUtc('2024-02-29')).toBe(1_709_164_800);
  expect(parseUtc('1900-02-29')).toBeUndefined();
});

test('formatting and parsing are inverse and agree with the platform calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }), (seconds) => {
      const text = formatUtc(seconds);
      expect(text).toBe(new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' '));
      expect(parseUtc(text)).toBe(seconds);
    }),
    { seed: 11, numRuns: 500 },
  );
});
