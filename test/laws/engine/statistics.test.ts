import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw } from '../../../engine/distributions.ts';
import { createFifo, elementAt, push, remove, shift, unshift } from '../../../engine/fifo.ts';
import { areaOf, averageOf, createMeter, setLevel } from '../../../engine/meter.ts';
import { openStream } from '../../../engine/random.ts';
import {
  createSketch,
  mergeSketch,
  quantileOf,
  recordValue,
  SKETCH_ERROR,
  shareBelow,
} from '../../../engine/sketch.ts';
import { createTally, mergeTallies, record, sumOf, varianceOf } from '../../../engine/tally.ts';

const SEED = { seed: 20261101 };

const sketchOf = (values: readonly number[]) => {
  const sketch = createSketch();
  for (const x of values) recordValue(sketch, x);
  return sketch;
};
const tallyOf = (values: readonly number[]) => {
  const tally = createTally();
  for (const x of values) record(tally, x);
  return tally;
};
const whole = fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1), fc.maxSafeNat());

describe('sketch', () => {
  it('is within its stated error of the order statistic, whatever the values', () => {
    const law = fc.property(fc.array(whole, { minLength: 1 }), fc.nat(100), (values, percent) => {
      const q = percent / 100;
      const sorted = [...values].sort((a, b) => a - b);
      const wanted = sorted[Math.max(0, Math.ceil((percent * values.length) / 100) - 1)];
      const found = quantileOf(sketchOf(values), q);
      expect(Math.abs(found - wanted)).toBeLessThanOrEqual(SKETCH_ERROR * wanted);
      if (wanted < 256) expect(found).toBe(wanted);
    });
    fc.assert(law, { ...SEED, numRuns: 1000 });
  });

  it('is within its stated error on a heavy tail', () => {
    const state = openStream(1, 'tail');
    const law = { kind: 'lognormal', mu: 11, sigma: 2 } as const;
    const values = Array.from({ length: 100_000 }, () => Math.round(draw(law, state, 0)));
    const [sketch, sorted] = [sketchOf(values), [...values].sort((a, b) => a - b)];
    for (const [q, rank] of [
      [0.5, 50_000],
      [0.99, 99_000],
      [0.999, 99_900],
      [0.9999, 99_990],
    ]) {
      const wanted = sorted[rank - 1];
      expect(Math.abs(quantileOf(sketch, q) / wanted - 1)).toBeLessThanOrEqual(SKETCH_ERROR);
    }
  });

  it('merges exactly, in any order and grouping', () => {
    const parts = fc.tuple(fc.array(whole), fc.array(whole), fc.array(whole));
    const law = fc.property(parts, ([a, b, c]) => {
      const [left, right] = [sketchOf(c), sketchOf(a)];
      mergeSketch(left, sketchOf(a));
      mergeSketch(left, sketchOf(b));
      const rest = sketchOf(b);
      mergeSketch(rest, sketchOf(c));
      mergeSketch(right, rest);
      const all = sketchOf([...a, ...b, ...c]);
      for (const one of [left, right]) {
        expect(String(one.cells)).toBe(String(all.cells));
        expect([one.count, one.min, one.max]).toEqual([all.count, all.min, all.max]);
      }
    });
    fc.assert(law, { ...SEED, numRuns: 50 });
  });

  it('finds the rank that the decimal fraction means, not its rounded neighbour', () => {
    const sketch = sketchOf(Array.from({ length: 200 }, (_, i) => i + 1));
    for (let percent = 1; percent <= 100; percent++) {
      expect(quantileOf(sketch, percent / 100)).toBe(2 * percent);
    }
  });

  it('counts shares below a value', () => {
    const sketch = sketchOf([1, 2, 3, 4]);
    expect([0, 2, 2.5, 4, -1].map((x) => shareBelow(sketch, x))).toEqual([0, 0.5, 0.5, 1, 0]);
    expect(shareBelow(createSketch(), 1)).toBeNaN();
  });

  it('refuses what it cannot hold and says nothing when empty', () => {
    for (const x of [-1, NaN, Infinity, 2 ** 53]) {
      expect(() => recordValue(createSketch(), x)).toThrow(`x is ${x}; wanted a number from 0`);
    }
    expect(quantileOf(createSketch(), 0.5)).toBeNaN();
    expect(() => quantileOf(createSketch(), 99)).toThrow('q is 99; wanted a share between 0 and 1');
  });
});

describe('tally', () => {
  const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 50 });

  it('gives the mean and variance that two passes over the values give', () => {
    const law = fc.property(values, fc.constantFrom(0, 1e9), (raw, shift) => {
      const tally = tallyOf(raw.map((x) => x + shift));
      const mean = raw.reduce((sum, x) => sum + x, 0) / raw.length;
      const squares = raw.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      expect(Math.abs(tally.mean - shift - mean)).toBeLessThan(1e-5);
      expect(Math.abs(tally.spread - squares)).toBeLessThan(1e-5 * (squares + 1));
      expect(varianceOf(tally)).toBe(tally.spread / (raw.length - 1));
      expect([tally.min - shift, tally.max - shift]).toEqual([Math.min(...raw), Math.max(...raw)]);
    });
    fc.assert(law, SEED);
  });

  it('merged is the tally of all values', () => {
    const law = fc.property(fc.tuple(values, values), ([a, b]) => {
      const [merged, all] = [mergeTallies(tallyOf(a), tallyOf(b)), tallyOf([...a, ...b])];
      expect(merged.count).toBe(all.count);
      expect(Math.abs(sumOf(merged) - sumOf(all))).toBeLessThan(1e-4);
      expect(Math.abs(merged.spread - all.spread)).toBeLessThan(1e-9 * all.spread + 1e-4);
      expect(mergeTallies(createTally(), merged)).toEqual(merged);
      expect(mergeTallies(merged, createTally())).toEqual(merged);
    });
    fc.assert(law, SEED);
  });

  it('has no variance below two values', () => {
    expect(varianceOf(tallyOf([3]))).toBeNaN();
  });
});

describe('meter', () => {
  it('integrates steps exactly', () => {
    const meter = createMeter(10, 2);
    setLevel(meter, 20, 5);
    setLevel(meter, 20, 1);
    setLevel(meter, 40, 0);
    expect([areaOf(meter, 40), areaOf(meter, 100), averageOf(meter, 50)]).toEqual([40, 40, 1]);
    expect(meter.peak).toBe(5);
    expect(averageOf(createMeter(5), 5)).toBeNaN();
  });

  it('refuses to go back in time', () => {
    const meter = createMeter();
    setLevel(meter, 20, 5);
    expect(() => setLevel(meter, 19, 1)).toThrow(
      'now is 19; wanted an instant from the last change, 20',
    );
  });
});

describe('fifo', () => {
  it('does what an array does, whatever the order of calls', () => {
    const step = fc.tuple(fc.constantFrom('push', 'push', 'shift', 'unshift', 'remove'), fc.nat(9));
    const law = fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const [fifo, array] = [createFifo(), [] as number[]];
      for (const [does, x] of steps) {
        if (does === 'push') {
          push(fifo, x);
          array.push(x);
        }
        if (does === 'unshift') {
          unshift(fifo, x);
          array.unshift(x);
        }
        if (does === 'shift') expect(shift(fifo)).toBe(array.shift() ?? -1);
        if (does === 'remove') {
          const place = array.indexOf(x);
          if (place >= 0) array.splice(place, 1);
          expect(remove(fifo, x)).toBe(place >= 0);
        }
        expect(Array.from(array, (_, i) => elementAt(fifo, i))).toEqual(array);
        expect([fifo.size, elementAt(fifo, array.length)]).toEqual([array.length, -1]);
      }
    });
    fc.assert(law, { ...SEED, numRuns: 200 });
  });
});
