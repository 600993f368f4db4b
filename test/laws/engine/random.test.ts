import { describe, expect, it } from 'vitest';
import { nextWord, openStream, seedState, uniform } from '../../../engine/random.ts';
import { normalCdf } from '../../../engine/special.ts';

const COUNT = 20_000;
const sample = (state: Int32Array) => Array.from({ length: COUNT }, () => uniform(state, 0));

/** Largest distance of the sample's distribution from the uniform one, in units of 1/√n. */
function kolmogorov(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  let most = 0;
  sorted.forEach((u, i) => {
    most = Math.max(most, u - i / sorted.length, (i + 1) / sorted.length - u);
  });
  return most * Math.sqrt(sorted.length);
}

/** Correlation of two uniform samples, in units of its own standard error. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const sum = a.reduce((total, x, i) => total + (x - 0.5) * (b[i] - 0.5), 0);
  return (12 * sum) / Math.sqrt(a.length);
}

const firstOfSubstreams = (key: Int32Array) => {
  const state = new Int32Array(4);
  return Array.from({ length: COUNT }, (_, serial) => {
    seedState(state, 0, key, serial);
    return uniform(state, 0);
  });
};

// 2.2 and 4.5 leave one honest sample in about ten thousand on the wrong side.
describe('streams of chance', () => {
  it('are each uniform', () => {
    for (const path of ['a', 'b', 'arrivals/eu', 'arrivals/us', '']) {
      expect(kolmogorov(sample(openStream(1, path)))).toBeLessThan(2.2);
    }
  });

  it('are uncorrelated between neighbouring seeds and paths', () => {
    for (let seed = 0; seed < 10; seed++) {
      const one = sample(openStream(seed, 'x'));
      expect(Math.abs(correlation(one, sample(openStream(seed + 1, 'x'))))).toBeLessThan(4.5);
      expect(Math.abs(correlation(one, sample(openStream(seed, 'y'))))).toBeLessThan(4.5);
      expect(Math.abs(correlation(one, [...one.slice(1), one[0]]))).toBeLessThan(4.5);
    }
  });

  it('start uniformly and without serial correlation across substreams', () => {
    for (const path of ['players', 'requests']) {
      const first = firstOfSubstreams(openStream(5, path));
      expect(kolmogorov(first)).toBeLessThan(2.2);
      expect(Math.abs(correlation(first, [...first.slice(1), first[0]]))).toBeLessThan(4.5);
    }
  });

  it('flip half of the opening bits when one bit of the serial flips', () => {
    const key = openStream(9, 'avalanche');
    const [a, b] = [new Int32Array(4), new Int32Array(4)];
    for (let bit = 0; bit < 40; bit++) {
      let flips = 0;
      for (let serial = 0; serial < 500; serial++) {
        const bitValue = 2 ** bit;
        const other = serial + (Math.floor(serial / bitValue) % 2 === 0 ? bitValue : -bitValue);
        seedState(a, 0, key, serial);
        seedState(b, 0, key, other);
        for (let word = 0; word < 4; word++) flips += ones(a[word] ^ b[word]);
      }
      // 64 000 fair bits: half of them within five standard deviations.
      const distance = (flips - 32_000) / Math.sqrt(16_000);
      expect(normalCdf(-Math.abs(distance)), `bit ${bit}`).toBeGreaterThan(1e-6);
    }
  });

  it('never meet: no four words in a row are shared by a thousand streams', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 1000; i++) {
      const state = openStream(i % 10, `path/${i}`);
      seen.add([1, 2, 3, 4].map(() => nextWord(state, 0)).join());
    }
    expect(seen.size).toBe(1000);
  });
});

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
