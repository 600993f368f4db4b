import { describe, expect, it } from 'vitest';
import { draw } from '../../../engine/distributions.ts';
import { openStream } from '../../../engine/random.ts';
import {
  type AllReduce,
  reduceTime,
  speedup,
  stepTime,
  stragglerFactor,
} from '../../../models/training/all-reduce.ts';

const cost: AllReduce = {
  step: 200_000,
  gradientBytes: 100e6,
  bytesPerSecond: 1e9,
  latency: 100,
  bufferBytes: 50e6,
  overlap: 0,
  spread: 0,
};

// Ring all-reduce: 2 (n - 1) messages of an n-th of the bytes (Patarasuk and Yuan 2009; Sergeev
// and Del Balso 2018), so its bytes tend to twice the gradient's whatever n is.
describe('the sum over a ring', () => {
  it('is nothing for one worker, and messages plus bytes for more', () => {
    expect(reduceTime(cost, 1)).toBe(0);
    expect(reduceTime(cost, 2)).toBe(2 * 2 * 100 + 100_000);
    expect(reduceTime(cost, 4)).toBe(6 * 2 * 100 + 150_000);
  });

  it('moves twice the gradient at most, whatever the number of workers', () => {
    const free = { ...cost, latency: 0 };
    expect(reduceTime(free, 1000)).toBeLessThan(200_000);
    expect(reduceTime(free, 1000)).toBeGreaterThan(199_000);
  });

  it('costs nothing when all of it can be hidden, and then n are n times as fast', () => {
    const hidden = { ...cost, overlap: 1, latency: 0 };
    for (const n of [1, 2, 8, 64]) expect(speedup(hidden, n)).toBeCloseTo(n, 12);
  });

  it('doubles the step of two workers that send half of it and hide nothing', () => {
    expect(stepTime({ ...cost, latency: 0 }, 2)).toBe(300_000);
    expect(speedup({ ...cost, latency: 0 }, 2)).toBeCloseTo(4 / 3, 12);
  });
});

describe('the slowest of n workers', () => {
  it('is a worker like any other without spread, or alone', () => {
    expect(stragglerFactor(0, 50)).toBe(1);
    expect(stragglerFactor(0.3, 1)).toBe(1);
  });

  it.each([2, 10, 100])('is the mean of the largest of %i draws, by 2 in 100', (n) => {
    const spread = 0.1;
    const law = { kind: 'lognormal', mu: (-spread * spread) / 2, sigma: spread } as const;
    const stream = openStream(n, 'stragglers');
    const rounds = 4000;
    let sum = 0;
    for (let round = 0; round < rounds; round++) {
      let slowest = 0;
      for (let worker = 0; worker < n; worker++) {
        slowest = Math.max(slowest, draw(law, stream, 0));
      }
      sum += slowest;
    }
    expect(Math.abs(stragglerFactor(spread, n) / (sum / rounds) - 1)).toBeLessThan(0.02);
  });
});
