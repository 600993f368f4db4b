import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Series } from '../../../traces/series.ts';
import {
  checkSeries,
  nextChange,
  rebase,
  valueAt,
  withoutRepeats,
} from '../../../traces/series-ops.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';

const steps: Series = {
  name: 'steps',
  unit: '1',
  times: [0, 10, 20],
  values: [5, 7, 7],
  span: 30,
  end: 'hold',
};
const cycle: Series = { ...steps, end: 'repeat' };

test('a value holds from its step to the next', () => {
  expect([0, 9, 10, 29].map((t) => valueAt(steps, t))).toEqual([5, 5, 7, 7]);
});

test('after the span a series holds or repeats as it says', () => {
  expect(valueAt(steps, 1000)).toBe(7);
  expect([30, 39, 40, 60].map((t) => valueAt(cycle, t))).toEqual([5, 5, 7, 5]);
});

test('before zero the first value holds', () => {
  expect(valueAt(steps, -5)).toBe(5);
  expect(valueAt(cycle, -5)).toBe(5);
});

test('the next change skips steps of equal value', () => {
  expect(nextChange(steps, 0)).toBe(10);
  expect(nextChange(steps, 10)).toBe(Number.POSITIVE_INFINITY);
  expect(nextChange(cycle, 10)).toBe(30);
  expect(nextChange(cycle, 95)).toBe(100);
});

test('a constant cycle never changes', () => {
  expect(nextChange({ ...cycle, values: [7, 7, 7] }, 12)).toBe(Number.POSITIVE_INFINITY);
});

test('rebasing inside a step keeps its value from zero on', () => {
  const later = rebase(steps, 14);
  expect(later).toMatchObject({ times: [0, 6], values: [7, 7], span: 16 });
});

test('every broken promise is named', () => {
  expect(checkSeries({ ...steps, times: [], values: [] })).toContain('steps: no points');
  expect(checkSeries({ ...steps, times: [1, 10, 20] })[0]).toContain('starts at 1');
  expect(checkSeries({ ...steps, times: [0, 20, 10] })[0]).toContain('time 10 follows 20');
  expect(checkSeries({ ...steps, values: [1, Number.NaN, 2] })[0]).toContain('NaN');
  expect(checkSeries({ ...steps, span: 20 })[0]).toContain('span 20');
  expect(checkSeries({ ...steps, times: [0, 0.5, 20] })[0]).toContain('no whole number');
});

const anySeries = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 30,
  })
  .chain((points) =>
    fc.constantFrom('hold' as const, 'repeat' as const).map((end): Series => {
      let at = 0;
      const times = points.map(([gap], i) => (at = i === 0 ? 0 : at + gap));
      const values = points.map(([, value]) => value);
      return { name: 'any', unit: '1', times, values, span: at + points[0][0], end };
    }),
  );

test('any ascending steps make a sound series', () => {
  fc.assert(fc.property(anySeries, expectSoundSeries), { seed: 12, numRuns: 300 });
});

test('dropping repeats changes no value at any time', () => {
  fc.assert(
    fc.property(anySeries, fc.integer({ min: 0, max: 4000 }), (series, t) => {
      expect(valueAt(withoutRepeats(series), t)).toBe(valueAt(series, t));
    }),
    { seed: 13, numRuns: 300 },
  );
});

test('nothing changes before the next change, and something does at it', () => {
  fc.assert(
    fc.property(anySeries, fc.integer({ min: 0, max: 2000 }), (series, t) => {
      const next = nextChange(series, t);
      const until = Math.min(next, t + 200);
      for (let u = t; u < until; u++) expect(valueAt(series, u)).toBe(valueAt(series, t));
      if (next < Number.POSITIVE_INFINITY) {
        expect(valueAt(series, next)).not.toBe(valueAt(series, t));
      }
    }),
    { seed: 14, numRuns: 200 },
  );
});
