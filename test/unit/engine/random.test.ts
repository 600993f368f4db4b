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

/** One ChaCha quarter round after RFC 8439, section 2.1, in arithmetic that cannot overflow. */
function quarterRound([a, b, c, d]: readonly bigint[]): readonly bigint[] {
  const low = (x: bigint) => x & 0xffff_ffffn;
  const turn = (x: bigint, k: bigint) => low(x << k) | (x >> (32n - k));
  const a1 = low(a + b);
  const d1 = turn(d ^ a1, 16n);
  const c1 = low(c + d1);
  const b1 = turn(b ^ c1, 12n);
  const a2 = low(a1 + b1);
  const d2 = turn(d1 ^ a2, 8n);
  const c2 = low(c1 + d2);
  return [a2, turn(b1 ^ c2, 7n), c2, d2];
}

/** Rounds that close a state, each after a constant of its own, as the engine describes them. */
function closed(state: readonly bigint[], rounds: number): readonly bigint[] {
  return Array.from({ length: rounds }, (_, i) => BigInt(i)).reduce(([a, b, c, d], round) => {
    return quarterRound([a, (b + 0x6a09e667n + round) & 0xffff_ffffn, c, d]);
  }, state);
}

const unsigned = (state: Int32Array) => Array.from(state, (word) => BigInt(word >>> 0));

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

  it('scrambles a substream by the quarter round of RFC 8439', () => {
    // The test vector of section 2.1.1 vouches for the oracle, the oracle for the engine.
    const vector = [0x11111111n, 0x01020304n, 0x9b8d6f43n, 0x01234567n];
    expect(quarterRound(vector)).toEqual([0xea2a92f4n, 0xcb1cf8cen, 0x4581472en, 0x5881c4bbn]);
    const key = Int32Array.from(vector, Number);
    const state = new Int32Array(STATE_WORDS);
    for (const serial of [0, 1, 77, 2 ** 31, 2 ** 40 + 5]) {
      seedState(state, 0, key, serial);
      const [a, b, c, d] = vector;
      const opened = [a ^ BigInt(serial % 2 ** 32), b, c ^ BigInt(Math.floor(serial / 2 ** 32)), d];
      expect(unsigned(state), `substream ${serial}`).toEqual(closed(opened, 5));
    }
  });

  it('opens a stream by two quarter rounds for each word of seed and path', () => {
    const path = 'arrivals/eu';
    const letters = Array.from(path, (letter) => BigInt(letter.charCodeAt(0)));
    for (const seed of [0, 42, 2 ** 33 + 1]) {
      const low = BigInt(seed % 2 ** 32);
      const high = BigInt(Math.floor(seed / 2 ** 32));
      const absorbed = [low, high, ...letters, BigInt(path.length) ^ 0x5bd1e995n];
      const start = [0x706c6179n, 0x7477696en, 0x1b873593n, 0x2545f491n];
      const mixed = absorbed.reduce<readonly bigint[]>(([a, b, c, d], word) => {
        return quarterRound(quarterRound([a ^ word, b, (c + 0x9e3779b9n) & 0xffff_ffffn, d]));
      }, start);
      expect(unsigned(openStream(seed, path)), `seed ${seed}`).toEqual(closed(mixed, 8));
    }
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
    expect(() => openStream(1.5, 'x')).toThrow('seed is 1.5; wanted a whole number');
  });
});
