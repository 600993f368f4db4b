import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../engine/random.ts';
import { logGamma } from '../../../../engine/special.ts';
import { drawPoisson } from '../../../../models/throng/poisson.ts';

const DRAWS = 100_000;

describe('a Poisson number', () => {
  it.each([0.3, 5, 9.99, 10, 40, 1000])('of mean %d has the chances of its law', (mean) => {
    const stream = openStream(11, `poisson/${mean}`);
    const seen = new Map<number, number>();
    for (let i = 0; i < DRAWS; i++) {
      const n = drawPoisson(mean, stream, 0);
      seen.set(n, (seen.get(n) ?? 0) + 1);
    }
    // Chi-square over the values expected ten times at least; its 99.9 % point by Wilson-Hilferty.
    let distance = 0;
    let values = 0;
    for (let n = 0; n < 4 * mean + 20; n++) {
      const expected = DRAWS * Math.exp(n * Math.log(mean) - mean - logGamma(n + 1));
      if (expected < 10) continue;
      distance += ((seen.get(n) ?? 0) - expected) ** 2 / expected;
      values++;
    }
    const freedom = values - 1;
    const bound = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;
    expect(distance).toBeLessThan(bound);
  });

  it('of mean 0, or less, is 0 and draws nothing', () => {
    const stream = openStream(11, 'poisson/none');
    const before = stream.slice();
    expect(drawPoisson(0, stream, 0)).toBe(0);
    expect(drawPoisson(-1, stream, 0)).toBe(0);
    expect(stream).toEqual(before);
  });
});
