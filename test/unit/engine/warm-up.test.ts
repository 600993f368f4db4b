import { expect, it } from 'vitest';
import { findWarmUp } from '../../../engine/warm-up.ts';

it('leaves out the one value that does not belong to the rest', () => {
  // Σ(x - mean)² ÷ kept²: 54.4/100 with all, (80/9)/81 without the 8, 8/64 without 8 and 0.
  const series = Float64Array.of(8, 0, 2, 0, 2, 0, 2, 0, 2, 0);
  const { length, mean, isOver } = findWarmUp(series, 1);
  expect([length, isOver]).toEqual([1, true]);
  expect(mean).toBeCloseTo(8 / 9, 12);
});

it('counts in batches of five, and keeps an odd rest in the mean', () => {
  const series = Float64Array.from({ length: 63 }, (_, i) => (i < 7 ? 100 : i % 2));
  const { length, mean } = findWarmUp(series);
  expect(length).toBe(10);
  expect(mean).toBeCloseTo(26 / 53, 12);
});

it('leaves nothing out of a constant series', () => {
  expect(findWarmUp(new Float64Array(50).fill(3))).toEqual({ length: 0, mean: 3, isOver: true });
});

it('says when a series never warms up', () => {
  const rising = Float64Array.from({ length: 200 }, (_, i) => i);
  expect(findWarmUp(rising)).toEqual({ length: 100, mean: 149.5, isOver: false });
});

it('refuses what is too short, and what is no number, with its place', () => {
  expect(() => findWarmUp(new Float64Array(49))).toThrow(
    'the length of series is 49; wanted at least 10 batches of 5',
  );
  const broken = new Float64Array(64);
  broken[32] = NaN;
  expect(() => findWarmUp(broken)).toThrow('series near 30 is NaN; wanted finite numbers');
  expect(() => findWarmUp(new Float64Array(64).fill(Infinity, 61))).toThrow('series at its end');
  expect(() => findWarmUp(broken, 0.5)).toThrow('batchSize is 0.5');
});
