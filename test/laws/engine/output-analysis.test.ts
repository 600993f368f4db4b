import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchMeans, estimateSteady, observe } from '../../../engine/batch-means.ts';
import { draw, type Law } from '../../../engine/distributions.ts';
import { estimateMean } from '../../../engine/estimate.ts';
import { bucketRows, cellRows, type HistogramRow } from '../../../engine/histogram.ts';
import { createMeter, setLevel } from '../../../engine/meter.ts';
import { judgePrecision } from '../../../engine/precision.ts';
import { openStream } from '../../../engine/random.ts';
import { copyPlain } from '../../../engine/save.ts';
import {
  createSketch,
  mergeSketch,
  quantileOf,
  recordValue,
  SKETCH_ERROR,
  type Sketch,
} from '../../../engine/sketch.ts';
import { createTally, record } from '../../../engine/tally.ts';
import { antitheticMean, controlledMean } from '../../../engine/variance-reduction.ts';
import { findWarmUp } from '../../../engine/warm-up.ts';

const SEED = { seed: 20261120 };
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const poison = fc.constantFrom(NaN, Infinity, -Infinity);

const samplesOf = (law: Law, count: number, seed: number) => {
  const state = openStream(seed, 'law');
  return Array.from({ length: count }, () => draw(law, state, 0));
};
const normals = (count: number, seed: number) => {
  return samplesOf({ kind: 'normal', mean: 0, sd: 1 }, count, seed);
};
const observed = (values: readonly number[], capacity = 64) => {
  const batches = createBatchMeans(capacity);
  for (const x of values) observe(batches, x);
  return batches;
};
const sketchOf = (values: readonly number[]) => {
  const sketch = createSketch();
  for (const x of values) recordValue(sketch, x);
  return sketch;
};

describe('batch means', () => {
  it('equal those of the whole series cut by hand', () => {
    const series = fc.array(fc.integer({ min: -1000, max: 1000 }), {
      minLength: 1,
      maxLength: 900,
    });
    const law = fc.property(series, fc.constantFrom(40, 64, 128), (values, capacity) => {
      const { mean, halfWidth, count, batchSize } = estimateSteady(observed(values, capacity));
      const { size, finished } = observed(values, capacity);
      const end = size * finished;
      const cut = Array.from({ length: count }, (_, i) => {
        const from = end - (count - i) * batchSize;
        const own = values.slice(from, from + batchSize);
        return own.reduce((sum, x) => sum + x, 0) / batchSize;
      });
      expect(count).toBe(Math.floor(end / batchSize));
      const direct = estimateMean(cut);
      expect(mean).toBeCloseTo(direct.mean, 9);
      if (count >= 20) expect(halfWidth).toBeCloseTo(direct.halfWidth, 6);
      else expect(halfWidth).toBe(Infinity);
    });
    fc.assert(law, { ...SEED, numRuns: 300 });
  });

  it('take the same room however long the run is, and 20 to 39 batches', () => {
    const batches = createBatchMeans();
    const room = batches.sums.length;
    for (let i = 1; i <= 300_000; i++) {
      observe(batches, i % 7);
      if (i % 4999 !== 0) continue;
      const { count, batchSize } = estimateSteady(batches);
      expect(count).toBeGreaterThanOrEqual(20);
      expect(count).toBeLessThanOrEqual(39);
      // What is left out: less than one interval's batch at the start, one stored batch at the end.
      expect(i - count * batchSize).toBeLessThan(batchSize + batches.size);
    }
    expect([batches.sums.length, Object.keys(batches).length]).toEqual([room, 5]);
  });

  it('go on from a copy as if nothing had happened, wherever it is cut', () => {
    const law = fc.property(fc.array(finite, { maxLength: 200 }), fc.nat(200), (values, cut) => {
      const resumed = copyPlain(observed(values.slice(0, cut)));
      for (const x of values.slice(cut)) observe(resumed, x);
      expect(resumed).toEqual(observed(values));
    });
    fc.assert(law, { ...SEED, numRuns: 100 });
  });

  it('are blamed for correlation about as often as told when there is none', () => {
    let blamed = 0;
    for (let i = 0; i < 2000; i++) {
      if (estimateSteady(observed(normals(100, i))).isCorrelated) blamed++;
    }
    // 100 of 2000 expected, standard deviation 9.7: fails by chance once in 15 000 seeds.
    expect(Math.abs(blamed - 100)).toBeLessThan(4 * 9.7);
  });
});

describe('MSER-5', () => {
  it('chooses the same whatever the unit and the zero of the series', () => {
    const scale = fc.constantFrom(-3, -0.001, 0.5, 1.7, 1e6);
    const shift = fc.constantFrom(0, -12, 1000.25);
    const law = fc.property(fc.nat(1e6), fc.nat(400), scale, (seed, more, factor) => {
      const decay = Float64Array.from(normals(50 + more, seed), (x, i) => x + 9 / (1 + 0.1 * i));
      const before = findWarmUp(decay);
      const [zero] = fc.sample(shift, { seed, numRuns: 1 });
      const after = findWarmUp(decay.map((x) => zero + factor * x));
      expect([after.length, after.isOver]).toEqual([before.length, before.isOver]);
      expect(after.mean).toBeCloseTo(zero + factor * before.mean, 4);
    });
    fc.assert(law, { ...SEED, numRuns: 300 });
  });

  it('chooses what a search by the definition chooses', () => {
    const law = fc.property(fc.nat(1e6), fc.integer({ min: 50, max: 300 }), (seed, count) => {
      const series = Float64Array.from(normals(count, seed), (x, i) => x + 5 / (1 + i));
      const batches = Array.from({ length: Math.floor(count / 5) }, (_, b) => {
        return series.subarray(5 * b, 5 * b + 5).reduce((sum, x) => sum + x, 0) / 5;
      });
      const errors = batches.slice(0, Math.floor(batches.length / 2) + 1).map((_, d) => {
        const kept = batches.slice(d);
        const mean = kept.reduce((sum, x) => sum + x, 0) / kept.length;
        return kept.reduce((sum, x) => sum + (x - mean) ** 2, 0) / kept.length ** 2;
      });
      const best = errors.indexOf(Math.min(...errors));
      const { length, isOver } = findWarmUp(series);
      expect([length, isOver]).toEqual([5 * best, best < errors.length - 1]);
    });
    fc.assert(law, { ...SEED, numRuns: 300 });
  });
});

describe('a histogram', () => {
  const whole = fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
  const total = (rows: readonly HistogramRow[]) => rows.reduce((sum, row) => sum + row.count, 0);

  const expectHistogram = (rows: readonly HistogramRow[], sketch: Sketch) => {
    expect(total(rows)).toBe(sketch.count);
    expect(rows[0].from).toBeLessThanOrEqual(sketch.min);
    expect(rows.at(-1)?.below).toBeGreaterThan(sketch.max);
    let [seen, edge] = [0, rows[0].from];
    for (const { from, below, count, shareBelow } of rows) {
      seen += count;
      expect(from).toBeGreaterThanOrEqual(edge);
      expect(below).toBeGreaterThan(from);
      expect(shareBelow).toBe(seen / sketch.count);
      edge = below;
    }
  };

  it('keeps every count, in cells and in buckets of both kinds', () => {
    const values = fc.array(whole, { minLength: 1, maxLength: 60 });
    const law = fc.property(values, fc.integer({ min: 1, max: 40 }), (own, buckets) => {
      const sketch = sketchOf(own);
      const cells = cellRows(sketch);
      expectHistogram(cells, sketch);
      for (const { from, below, count } of cells) {
        expect(own.filter((x) => x >= from && x < below)).toHaveLength(count);
      }
      for (const spacing of ['linear', 'logarithmic'] as const) {
        const rows = bucketRows(sketch, buckets, spacing);
        expectHistogram(rows, sketch);
        expect(rows.length).toBeLessThanOrEqual(buckets + 1);
        for (const { from, below, count } of rows) {
          expect(own.filter((x) => x >= from && x < below)).toHaveLength(count);
        }
      }
    });
    fc.assert(law, { ...SEED, numRuns: 60 });
  });

  it('of two merged sketches has the counts of both', () => {
    const values = fc.array(whole, { maxLength: 60 });
    const law = fc.property(values, values, (a, b) => {
      const [merged, other] = [sketchOf(a), sketchOf(b)];
      mergeSketch(merged, other);
      expect(cellRows(merged)).toEqual(cellRows(sketchOf([...b, ...a])));
    });
    fc.assert(law, { ...SEED, numRuns: 100 });
  });
});

describe('the sketch keeps its bound', () => {
  const laws: readonly Law[] = [
    { kind: 'exponential', mean: 1e5 },
    { kind: 'lognormal', mu: 10, sigma: 3 },
    { kind: 'pareto', shape: 0.5, scale: 50 },
    { kind: 'weibull', shape: 0.3, scale: 1e4 },
    { kind: 'hyperexponential', weights: [0.99, 0.01], means: [100, 1e7] },
  ];

  it.each(laws)('in 200 samples of the $kind law, at every rank', (law) => {
    for (let seed = 0; seed < 200; seed++) {
      const count = 1 + (seed % 120);
      const values = samplesOf(law, count, seed).map((x) => Math.min(2 ** 53 - 1, Math.round(x)));
      const [sketch, sorted] = [sketchOf(values), values.toSorted((a, b) => a - b)];
      for (const [rank, wanted] of sorted.entries()) {
        const found = quantileOf(sketch, (rank + 1) / count);
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(SKETCH_ERROR * wanted);
      }
    }
  });
});

describe('intervals', () => {
  it('by control variates do not depend on the order or the unit of the controls', () => {
    const law = fc.property(fc.nat(1e6), fc.integer({ min: 6, max: 40 }), (seed, count) => {
      const [a, b, noise] = [0, 1, 2].map((i) => normals(count, 3 * seed + i));
      const response = a.map((x, i) => x - 2 * b[i] + 0.5 * noise[i]);
      const [first, second] = [a, b].map((values) => ({ values, mean: 0 }));
      const scaled = { values: b.map((x) => 1e3 * x + 7), mean: 7 };
      const one = controlledMean(response, [first, second]);
      const other = controlledMean(response, [scaled, first]);
      expect(other.mean).toBeCloseTo(one.mean, 8);
      expect(other.halfWidth).toBeCloseTo(one.halfWidth, 8);
      expect(other.varianceRatio).toBeCloseTo(one.varianceRatio, 8);
    });
    fc.assert(law, { ...SEED, numRuns: 200 });
  });

  it('over antithetic pairs are those over the averages of the pairs', () => {
    const pairs = fc.array(fc.tuple(finite, finite), { minLength: 2, maxLength: 30 });
    const law = fc.property(pairs, (both) => {
      const [first, second] = [both.map(([x]) => x), both.map(([, y]) => y)];
      const direct = estimateMean(both.map(([x, y]) => (x + y) / 2));
      const { mean, halfWidth } = antitheticMean(first, second);
      expect(mean).toBeCloseTo(direct.mean, 6);
      expect(halfWidth).toBeCloseTo(direct.halfWidth, 6);
    });
    fc.assert(law, { ...SEED, numRuns: 200 });
  });

  it('asked for more replications become enough with them, if the spread stays', () => {
    const law = fc.property(
      fc.nat(1e6),
      fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      (seed, e) => {
        const values = normals(12, seed).map((x) => 10 + x);
        const rule = { relativeError: e, most: 100_000 };
        const { isEnough, more, isWithinReach } = judgePrecision(values, rule);
        expect([isEnough, isWithinReach]).toEqual([more === 0, true]);
        if (isEnough) return;
        // The same mean and spread with as many values as asked for, and with one less.
        const { mean } = estimateMean(values);
        const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 11);
        const like = (n: number) => {
          const flips = Array.from({ length: n }, (_, i) =>
            i === n - 1 && n % 2 === 1 ? 0 : i % 2 === 0 ? 1 : -1,
          );
          const own = Math.sqrt(flips.reduce<number>((sum, x) => sum + x * x, 0) / (n - 1));
          return flips.map((x) => mean + (spread / own) * x);
        };
        expect(judgePrecision(like(12 + more), rule).isEnough).toBe(true);
        if (more > 1) expect(judgePrecision(like(11 + more), rule).isEnough).toBe(false);
      },
    );
    fc.assert(law, { ...SEED, numRuns: 100 });
  });
});

describe('what is not a number', () => {
  it('is refused by tally, meter and batches, which stay as they were', () => {
    const law = fc.property(fc.array(finite, { maxLength: 20 }), poison, (values, bad) => {
      const [tally, meter, batches] = [createTally(), createMeter(), observed(values)];
      for (const x of values) record(tally, x);
      const before = copyPlain([tally, meter, batches]);
      expect(() => record(tally, bad)).toThrow(`x is ${bad}; wanted a finite number`);
      expect(() => observe(batches, bad)).toThrow(`x is ${bad}; wanted a finite number`);
      expect(() => setLevel(meter, 1, bad)).toThrow(`level is ${bad}; wanted a finite number`);
      expect([tally, meter, batches]).toEqual(before);
    });
    fc.assert(law, { ...SEED, numRuns: 50 });
    expect(() => setLevel(createMeter(), NaN, 1)).toThrow('now is NaN');
    expect(() => createMeter(0, NaN)).toThrow('level is NaN');
  });
});
