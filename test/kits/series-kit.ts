import { expect } from 'vitest';
import type { Series } from '../../traces/series.ts';
import { checkSeries, nextChange, rebase, valueAt } from '../../traces/series-ops.ts';

/** Holds a series against every promise of its contract; throws at the first broken one. */
export function expectSoundSeries(series: Series): void {
  expect(checkSeries(series)).toEqual([]);
  expectStepsReadBack(series);
  expectEndBehaviour(series);
  expectChangesFound(series);
  expectRebased(series);
}

function expectStepsReadBack(series: Series): void {
  for (const [i, time] of series.times.entries()) {
    if (valueAt(series, time) !== series.values[i]) throw new Error(`step ${i} reads otherwise`);
  }
  const beforeSecond = (series.times[1] ?? series.span) - 1;
  expect(valueAt(series, beforeSecond)).toBe(series.values[0]);
}

function expectEndBehaviour(series: Series): void {
  const last = series.values[series.values.length - 1];
  const after = series.end === 'hold' ? last : series.values[0];
  expect(valueAt(series, series.span - 1)).toBe(last);
  expect(valueAt(series, series.span)).toBe(after);
}

// Walking from change to change must meet every differing step once, and nothing else.
function expectChangesFound(series: Series): void {
  const differing = series.times.filter((_, i) => i > 0 && differs(series, i));
  const walked: number[] = [];
  for (let t = nextChange(series, 0); t < series.span; t = nextChange(series, t)) walked.push(t);
  expect(walked).toEqual(differing);
}

function differs(series: Series, i: number): boolean {
  return series.values[i] !== series.values[i - 1];
}

function expectRebased(series: Series): void {
  const start = Math.floor(series.span / 3);
  const later = rebase(series, start);
  expect(checkSeries(later)).toEqual([]);
  for (const t of [0, 1, Math.floor(later.span / 2), later.span - 1]) {
    expect(valueAt(later, t)).toBe(valueAt(series, start + t));
  }
}
