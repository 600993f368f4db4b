import { describe, expect, it } from 'vitest';
import {
  type BatchMeans,
  createBatchMeans,
  estimateSteady,
  observe,
} from '../../../engine/batch-means.ts';
import { copyPlain, decodePlain, encodePlain } from '../../../engine/save.ts';

const fed = (capacity: number, values: readonly number[]): BatchMeans => {
  const batches = createBatchMeans(capacity);
  for (const x of values) observe(batches, x);
  return batches;
};
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('batch means', () => {
  it('double their length when the line is full', () => {
    const batches = fed(40, upTo(43));
    expect([batches.size, batches.finished]).toEqual([2, 21]);
    expect([batches.held, batches.heldSum]).toEqual([1, 43]);
    expect([...batches.sums.subarray(0, 3)]).toEqual([3, 7, 11]);
  });

  it('give Student’s interval over about twenty batches', () => {
    // 45 batches of one: pairs from the end leave the first out, 22 means 2.5, 4.5, … 44.5.
    const { mean, halfWidth, count, batchSize } = estimateSteady(fed(64, upTo(45)));
    expect([mean, count, batchSize]).toEqual([23.5, 22, 2]);
    // Variance of 22 equal steps of 2: 4 · 22 · 23 / 12. t(0.975, 21) = 2.0796138447.
    expect(halfWidth).toBeCloseTo(2.0796138447 * Math.sqrt((4 * 22 * 23) / 12 / 22), 8);
  });

  it('correlate neighbours as von Neumann does', () => {
    // 1, 2, 3, 4: squared steps 3, squared distances from the mean 5: 1 - 3/10.
    expect(estimateSteady(fed(64, upTo(4))).correlation).toBeCloseTo(0.7, 12);
    expect(estimateSteady(fed(64, [1, 1, 1])).correlation).toBe(0);
    expect(estimateSteady(fed(64, [1, 2])).correlation).toBeNaN();
  });

  it('say that a drift is too correlated and that an alternation is not', () => {
    expect(estimateSteady(fed(64, upTo(200))).isCorrelated).toBe(true);
    const flips = upTo(200).map((i) => i % 2);
    expect(estimateSteady(fed(64, flips.slice(0, 50))).isCorrelated).toBe(false);
  });

  it('promise nothing below twenty batches', () => {
    expect(estimateSteady(fed(64, upTo(19))).halfWidth).toBe(Infinity);
    expect(estimateSteady(fed(64, upTo(20))).halfWidth).toBeLessThan(4);
    const empty = { mean: NaN, halfWidth: Infinity, count: 0, batchSize: 1, correlation: NaN };
    expect(estimateSteady(createBatchMeans())).toEqual({ ...empty, isCorrelated: false });
  });

  it('can be saved in the middle of a batch and go on', () => {
    const batches = fed(40, upTo(99));
    const saved = copyPlain(batches);
    expect(decodePlain(encodePlain(batches))).toEqual(saved);
    observe(batches, 100);
    observe(saved, 100);
    expect(saved).toEqual(batches);
  });

  it('refuse what would poison them', () => {
    const batches = fed(40, [1]);
    expect(() => observe(batches, NaN)).toThrow('x is NaN; wanted a finite number');
    expect(batches).toEqual(fed(40, [1]));
    expect(() => createBatchMeans(41)).toThrow(
      'capacity is 41; wanted an even number, at least 40',
    );
    expect(() => estimateSteady(batches, 95)).toThrow('confidence is 95');
  });
});
