import { describe, expect, it } from 'vitest';
import {
  antitheticMean,
  commonDifference,
  controlledMean,
} from '../../../engine/variance-reduction.ts';

const flips = [-1, 1, -1, 1];
const T_2 = 4.3026527297;

describe('control variates', () => {
  it('take out what a control explains', () => {
    // Slope 6/4, residuals ∓½: 1 on 4 - 1 - 1 = 2 degrees; before, 10/3. Loss factor 2/1.
    const controls = [{ values: flips, mean: 0 }];
    const estimate = controlledMean([1, 4, 2, 5], controls);
    expect(estimate).toMatchObject({ mean: 3, count: 4, isControlled: true });
    expect(estimate.halfWidth).toBeCloseTo(T_2 * Math.sqrt(0.5 / 4), 8);
    expect(estimate.varianceRatio).toBeCloseTo(0.3, 12);
  });

  it('move the mean by how far the control came out from its own, and widen for it', () => {
    const { mean, halfWidth } = controlledMean([1, 4, 2, 5], [{ values: flips, mean: -0.5 }]);
    expect(mean).toBeCloseTo(3 - 1.5 * 0.5, 12);
    expect(halfWidth).toBeCloseTo(T_2 * Math.sqrt(0.5 * (1 / 4 + 0.25 / 4)), 8);
  });

  it('find an exact mixture of two controls', () => {
    const [a, b] = [
      [1, 2, 4, 8, 16, 3],
      [5, 3, 8, 1, 0, 2],
    ];
    const response = a.map((x, i) => 7 + 2 * x - 3 * b[i]);
    const controls = [
      { values: a, mean: 10 },
      { values: b, mean: 1 },
    ];
    const { mean, halfWidth } = controlledMean(response, controls);
    expect(mean).toBeCloseTo(7 + 2 * 10 - 3, 9);
    expect(halfWidth).toBeLessThan(1e-9);
  });

  it('that do not pay leave the plain mean, and tell the ratio', () => {
    // Nothing is explained: the ratio is (3/2) · (2/1).
    const estimate = controlledMean([1, 1, 2, 2], [{ values: flips, mean: 3 }]);
    expect(estimate).toMatchObject({ mean: 1.5, count: 4, isControlled: false });
    expect(estimate.varianceRatio).toBeCloseTo(3, 12);
    expect(controlledMean([2, 2, 2, 2], [{ values: flips, mean: 0 }])).toMatchObject({
      mean: 2,
      halfWidth: 0,
      varianceRatio: NaN,
      isControlled: false,
    });
  });

  it('are refused when they are constant, repeated, of another length or too many', () => {
    const control = { values: flips, mean: 0 };
    const constant = { values: [0.1, 0.1, 0.1, 0.1], mean: 0 };
    expect(() => controlledMean([1, 2, 3, 4], [constant])).toThrow('controls[0] is constant');
    const twice = [control, { values: flips.map((x) => 1e6 - 0.1 * x), mean: 0 }];
    expect(() => controlledMean([1, 2, 3, 4, 5], twice)).toThrow('the length of controls[0] is 4');
    const longer = twice.map(({ values, mean }) => ({ values: [...values, ...values], mean }));
    expect(() => controlledMean([1, 2, 3, 4, 5, 6, 7, 9], longer)).toThrow('controls[1] is const');
    expect(() => controlledMean([1, 2, 3], [control])).toThrow('the length of values is 3');
    expect(() => controlledMean([1, 4, 2, 5], [{ ...control, mean: NaN }])).toThrow(
      'the mean of controls[0] is NaN',
    );
  });
});

describe('antithetic pairs', () => {
  it('that mirror each other leave nothing to chance', () => {
    const estimate = antitheticMean([1, 3], [3, 1]);
    expect(estimate).toEqual({
      mean: 2,
      halfWidth: 0,
      count: 2,
      varianceRatio: 0,
      correlation: -1,
    });
  });

  it('that move together double the variance', () => {
    const estimate = antitheticMean([1, 2, 3], [1, 2, 3]);
    expect(estimate).toMatchObject({ mean: 2, varianceRatio: 2, correlation: 1 });
    expect(estimate.halfWidth).toBeCloseTo(T_2 / Math.sqrt(3), 8);
  });
});

describe('common random numbers', () => {
  it('pay when both sides move together, and cost when they do not', () => {
    expect(commonDifference([3, 4, 5], [1, 2, 3])).toEqual({
      mean: 2,
      halfWidth: 0,
      count: 3,
      varianceRatio: 0,
      correlation: 1,
    });
    expect(commonDifference([1, 2, 3], [3, 2, 1])).toMatchObject({
      mean: 0,
      varianceRatio: 2,
      correlation: -1,
    });
  });

  it('have no ratio where nothing varies', () => {
    const { varianceRatio, correlation } = commonDifference([1, 1], [0, 0]);
    expect([varianceRatio, correlation]).toEqual([NaN, NaN]);
    expect(() => commonDifference([1, 2], [1])).toThrow('the length of b is 1');
  });
});
