import { describe, expect, it } from 'vitest';
import {
  below,
  nextWord,
  openStream,
  STATE_WORDS,
  seedState,
  uniform,
} from '../../../engine/random.ts';

/** xoshiro128++ once more, from the authors' C text, in arithmetic that cannot overflow. */
function* oracle(seed: readonly bigint[]): Generator<number> {
  const low = (x: bigint) => x & 0xffff_ffffn;
  const turn = (x: bigint, k: bigint) => low((x << k) | (x >> (32n - k)));
  const s = [...seed];
  for (;;) {
    yield Number(low(turn(low(s[0] + s[3]), 7n) + s[0]));
    const t = low(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn(s[3], 11n);
  }
}

const words = (state: Int32Array, count: number) =>
  Array.from({ length: count }, () => nextWord(state, 0));

describe('random streams', () => {
  it('gives the published sequence for the state 1, 2, 3, 4', () => {
    // From the reference C program (https://prng.di.unimi.it/xoshiro128plusplus.c).
    expect(words(new Int32Array([1, 2, 3, 4]), 10)).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295,
      495546011, 621204420,
    ]);
  });

  it('agrees with the algorithm in big integers from any state', () => {
    const state = openStream(7, 'any');
    const wanted = oracle(Array.from(state, (word) => BigInt(word >>> 0)));
    for (let i = 0; i < 5000; i++) expect(nextWord(state, 0)).toBe(wanted.next().value);
  });

  it('makes a uniform of exactly two words', () => {
    const [one, two] = [openStream(7, 'x'), openStream(7, 'x')];
    for (let i = 0; i < 1000; i++) {
      const wanted = ((nextWord(two, 0) >>> 5) * 2 ** 26 + (nextWord(two, 0) >>> 6)) / 2 ** 53;
      expect(uniform(one, 0)).toBe(wanted);
    }
    expect(one).toEqual(two);
  });

  it('depends on the seed and the path and on nothing else', () => {
    expect(openStream(1, 'arrivals/eu')).toEqual(openStream(1, 'arrivals/eu'));
    const all = [
      openStream(1, 'arrivals/eu'),
      openStream(2, 'arrivals/eu'),
      openStream(1, 'arrivals/us'),
      openStream(1, 'arrivals/eu '),
      openStream(1, ''),
      openStream(-1, ''),
      openStream(2 ** 40, ''),
    ];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });

  it('protects the sequences of named streams against change', () => {
    expect(Array.from(openStream(0, ''))).toMatchInlineSnapshot(`
      [
        -1351334623,
        2073261529,
        1318347665,
        2047160916,
      ]
    `);
    expect(words(openStream(42, 'arrivals/eu-west'), 4)).toMatchInlineSnapshot(`
      [
        4051039146,
        3076636678,
        3972326778,
        1100243733,
      ]
    `);
    const sub = new Int32Array(STATE_WORDS);
    seedState(sub, 0, openStream(42, 'sessions'), 12345);
    expect(words(sub, 4)).toMatchInlineSnapshot(`
      [
        4144409135,
        1911076011,
        3682247540,
        602946875,
      ]
    `);
  });

  it('keeps states side by side in one array apart', () => {
    const key = openStream(3, 'players');
    const states = new Int32Array(3 * STATE_WORDS);
    for (let i = 0; i < 3; i++) seedState(states, i * STATE_WORDS, key, i);
    const before = states.slice();
    uniform(states, STATE_WORDS);
    expect(states.subarray(0, 4)).toEqual(before.subarray(0, 4));
    expect(states.subarray(8)).toEqual(before.subarray(8));
    expect(states.subarray(4, 8)).not.toEqual(before.subarray(4, 8));
  });

  it('draws whole numbers below n only', () => {
    const state = openStream(1, 'below');
    const seen = new Set(Array.from({ length: 2000 }, () => below(state, 0, 7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(below(state, 0, 1)).toBe(0);
  });

  it('refuses a seed that is not a whole number', () => {
    expect(() => openStream(1.5, 'x')).toThrow('seed 1.5 is not a whole number');
  });
});
