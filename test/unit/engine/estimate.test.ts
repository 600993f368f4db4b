import { describe, expect, it } from 'vitest';
import { draw } from '../../../engine/distributions.ts';
import { estimateMean, jackknifeRatio, pairedDifference } from '../../../engine/estimate.ts';
import { openStream } from '../../../engine/random.ts';

describe('estimates', () => {
  it('give Student’s interval', () => {
    // t(0.975, 4) = 2.7764451052, s = sqrt(2.5), n = 5.
    const { mean, halfWidth, count } = estimateMean([1, 2, 3, 4, 5]);
    expect([mean, count]).toEqual([3, 5]);
    expect(halfWidth).toBeCloseTo(2.7764451052 * Math.sqrt(0.5), 9);
    expect(estimateMean([1, 2, 3, 4, 5], 0.99).halfWidth).toBeGreaterThan(halfWidth);
  });

  it('admit that one value or none says nothing', () => {
    expect(estimateMean([4])).toEqual({ mean: 4, halfWidth: Infinity, count: 1 });
    expect(estimateMean([])).toEqual({ mean: NaN, halfWidth: Infinity, count: 0 });
    expect(jackknifeRatio([1], [2])).toEqual({ mean: 0.5, halfWidth: Infinity, count: 1 });
  });

  it('see a small effect between paired runs that share their noise', () => {
    const [a, b] = [
      [100.1, 250.2, 70.1, 400.2],
      [100, 250, 70, 400],
    ];
    const { mean, halfWidth } = pairedDifference(a, b);
    expect(mean).toBeCloseTo(0.15, 9);
    expect(halfWidth).toBeLessThan(0.15);
  });

  it('divide totals, not ratios', () => {
    const { mean } = jackknifeRatio([1, 30], [1, 10]);
    // Σ/Σ = 31/11; leaving one out gives 3 and 1: 2 · 31/11 - (3 + 1)/2.
    expect(mean).toBeCloseTo((2 * 31) / 11 - 2, 12);
    expect(jackknifeRatio([2, 4, 6], [1, 2, 3])).toEqual({ mean: 2, halfWidth: 0, count: 3 });
  });

  it('refuse what cannot be paired, and odd confidences', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow(
      'the length of b is 1; wanted that of a, 2',
    );
    expect(() => estimateMean([1, 2], 95)).toThrow(
      'confidence is 95; wanted a share above 0 and below 1',
    );
  });

  it('cover the truth as often as they say', () => {
    const state = openStream(1, 'coverage');
    const law = { kind: 'normal', mean: 5, sd: 3 } as const;
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const values = Array.from({ length: 6 }, () => draw(law, state, 0));
      const { mean, halfWidth } = estimateMean(values, 0.9);
      if (Math.abs(mean - 5) <= halfWidth) covered++;
    }
    // 1800 of 2000 expected, standard deviation 13.4.
    expect(Math.abs(covered - 1800)).toBeLessThan(4 * 13.4);
  });
});
