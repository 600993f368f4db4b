import { describe, expect, it } from 'vitest';
import {
  tryFirstLook,
  tryLongRuns,
  tryQuantile,
  tryReplications,
} from '../../bench/coverage-experiments.ts';
import {
  exponentialServer,
  lindleyWaits,
  meanWaitOf,
  recursionSource,
  simulateServer,
  stationSource,
  waitQuantileOf,
} from '../../bench/coverage-models.ts';
import { measuredRatio, tryReductions } from '../../bench/coverage-payoffs.ts';
import { coverageOf, createTrial, hold, judgeTrial, WRONG } from '../../bench/coverage-trials.ts';

// A sound row is blamed by chance once in ten thousand seeds; docs/statistics.md has the long table.
const SURE = 0.9999;
const extent = (experiments: number, customers: number) => ({ experiments, customers, seed: 7e9 });

describe('the check of a coverage', () => {
  const counted = (inside: number, outside: number) => {
    const trial = createTrial({ model: '', method: '', size: '' }, 10);
    for (let i = 0; i < inside; i++) hold(trial, { mean: 11, halfWidth: 1 });
    for (let i = 0; i < outside; i++) hold(trial, { mean: i % 2 === 0 ? 12 : 8, halfWidth: 1 });
    return trial;
  };

  it('is Wilson’s interval for a share', () => {
    // 8 of 10 and z = 1.959964: (0.8 + z²/20 ± z √(0.016 + z²/400)) ÷ (1 + z²/10).
    const [least, most] = coverageOf(counted(8, 2));
    expect([least, most].map((x) => x.toFixed(6))).toEqual(['0.490162', '0.943318']);
  });

  it('counts both sides and says what is off', () => {
    expect(counted(8, 3)).toMatchObject({ inside: 8, above: 2, below: 1 });
    const verdicts = [counted(380, 20), counted(360, 40), counted(398, 2)].map((x) =>
      judgeTrial(x),
    );
    expect(verdicts).toEqual(['keeps 95 %', 'covers too rarely', 'covers too often']);
  });
});

describe('the models', () => {
  it('simulate the waits of Lindley’s recursion, to the microsecond of each event', () => {
    const passage = simulateServer(exponentialServer(0.8), { customers: 5000, seed: 3 });
    const wanted = lindleyWaits(passage);
    // Each customer of a busy period adds at most one microsecond of rounding.
    for (const [i, wait] of passage.waits.entries()) {
      expect(Math.abs(wait - wanted[i])).toBeLessThan(5000e-6);
    }
    expect(Math.max(...passage.waits)).toBeGreaterThan(5);
  });

  it('know their truth', () => {
    expect(meanWaitOf(exponentialServer(0.8))).toBeCloseTo(4, 12);
    // P(wait > t) = ρ e^(-(1 - ρ)t).
    const t = waitQuantileOf(exponentialServer(0.8), 0.9);
    expect(0.8 * Math.exp(-0.2 * t)).toBeCloseTo(0.1, 12);
  });
});

describe('intervals that call themselves 95 %', () => {
  it('keep it over one long run by batch means, and are found out when waits pass as independent', () => {
    const [, long, , wrong] = tryLongRuns(recursionSource(0.9), extent(150, 8000));
    expect(judgeTrial(long, SURE)).toBe('keeps 95 %');
    expect(wrong.method).toBe(WRONG);
    expect(judgeTrial(wrong, SURE)).toBe('covers too rarely');
  });

  it('are found out on a simulated station too', () => {
    const trials = tryLongRuns(stationSource(exponentialServer(0.5)), extent(60, 8000));
    expect(judgeTrial(trials[1], SURE)).toBe('keeps 95 %');
    expect(judgeTrial(trials[3], SURE)).toBe('covers too rarely');
  });

  it('keep it after a warm-up that MSER-5 leaves out, and miss it with the warm-up', () => {
    const [raw, each, average] = tryReplications(recursionSource(0.9, 50), extent(100, 500));
    expect(judgeTrial(raw, SURE)).toBe('covers too rarely');
    expect(judgeTrial(each, SURE)).toBe('keeps 95 %');
    expect(judgeTrial(average, SURE)).toBe('keeps 95 %');
  });

  it('keep it for a quantile, and when the number of values is chosen on the way', () => {
    expect(judgeTrial(tryQuantile(0.5, extent(60, 1000))[0], SURE)).toBe('keeps 95 %');
    expect(judgeTrial(tryFirstLook(0.1, 10, extent(150, 1))[0], SURE)).toBe('keeps 95 %');
  });
});

it('variance reduction keeps 95 %, pays where it should and costs where it must', () => {
  const payoffs = tryReductions(extent(50, 600));
  for (const { trial } of payoffs) expect(judgeTrial(trial, SURE), trial.method).toBe('keeps 95 %');
  const [controls, noise, pairs, bowl, faster, opposite] = payoffs.map(({ told }) => told.mean);
  for (const ratio of [controls, pairs, faster]) expect(ratio).toBeLessThan(0.95);
  for (const ratio of [noise, bowl, opposite]) expect(ratio).toBeGreaterThan(1.02);
  expect(measuredRatio(payoffs[4])).toBeLessThan(0.2);
});
