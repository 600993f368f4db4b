import { describe, expect, it } from 'vitest';
import {
  createDigest,
  digestHex,
  digestText,
  mixInto,
  mixNumber,
  mixText,
} from '../../../engine/digest.ts';

const digestOf = (numbers: readonly number[]) => {
  const digest = createDigest();
  for (const x of numbers) mixNumber(digest, x);
  return digestHex(digest);
};

describe('digest', () => {
  it('depends on the numbers, their order and how many they are', () => {
    const lists = [
      [],
      [0],
      [0, 0],
      [1, 2],
      [2, 1],
      [1.5],
      [1.5, 0],
      [2 ** 32],
      [-1],
      [NaN],
      [5e-324],
    ];
    expect(new Set(lists.map(digestOf)).size).toBe(lists.length);
    expect(digestOf([1, 2])).toBe(digestOf([1, 2]));
  });

  it('takes -0 for 0 and every NaN for one', () => {
    const other = new Float64Array(new Uint32Array([1, 0xfff80000]).buffer)[0];
    expect([digestOf([-0]), digestOf([other])]).toEqual([digestOf([0]), digestOf([NaN])]);
  });

  it('can be read in between without changing what follows', () => {
    const [one, two] = [createDigest(), createDigest()];
    for (const word of [1, 2, 3]) {
      mixInto(one, word);
      mixInto(two, word);
      digestHex(one);
    }
    expect(digestHex(one)).toBe(digestHex(two));
  });

  it('has no collision among forty thousand short messages', () => {
    const seen = new Set<string>();
    for (let a = 0; a < 200; a++) {
      for (let b = 0; b < 200; b++) {
        const digest = createDigest();
        mixInto(digest, a);
        mixInto(digest, b);
        seen.add(digestHex(digest));
      }
    }
    expect(seen.size).toBe(200 * 200);
  });

  it('tells texts apart that run into each other', () => {
    const digest = (...texts: string[]) => {
      const whole = createDigest();
      for (const text of texts) mixText(whole, text);
      return digestHex(whole);
    };
    expect(new Set([digest('ab', 'c'), digest('a', 'bc'), digest('abc')]).size).toBe(3);
    expect(digest('abc')).toBe(digestText('abc'));
  });

  it('protects published digests against change', () => {
    expect([digestText(''), digestText('playtwin'), digestOf([1, 2.5])]).toMatchInlineSnapshot(`
      [
        "d1e38b2ce3f2fd3a",
        "473168e441a71f17",
        "c6a80c9a7f6c19a9",
      ]
    `);
  });
});
