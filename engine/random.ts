/**
 * Named streams of chance. A stream depends on the seed and its path only, so drawing from one
 * never moves another and two policies meet the same players and the same storms.
 *
 * Generator: xoshiro128++ 1.0, Blackman and Vigna 2019 (https://prng.di.unimi.it, public domain).
 * A state is four int32 words, so thousands of streams live in one array and a snapshot is a copy.
 */

import { badArgument, checkWhole } from './errors.ts';

/** Number of int32 words in one stream's state. */
export const STATE_WORDS = 4;

const UNIT_53 = 1 / 9_007_199_254_740_992;
const TWO_32 = 4_294_967_296;
/** Quarter rounds that close an opened stream, and a substream, whose key is random already. */
const OPENING_ROUNDS = 8;
const SUBSTREAM_ROUNDS = 5;

/**
 * The stream of this seed (a whole number) and path (its name, such as `arrivals/lobby`), as four
 * words; never all zero.
 *
 * @throws EngineError `bad-argument` for a seed that is not a whole number between ±(2^53 - 1), or
 * a path that is not a text: every number would open the same stream.
 */
export function openStream(seed: number, path: string): Int32Array {
  if (!Number.isSafeInteger(seed)) {
    throw badArgument('seed', seed, 'a whole number between -(2^53 - 1) and 2^53 - 1');
  }
  if (typeof path !== 'string') throw badArgument('path', path, 'a text');
  // Words of "playtwin" and two odd constants: any start but all zero would do.
  const state = new Int32Array([0x70_6c_61_79, 0x74_77_69_6e, 0x1b873593, 0x2545f491]);
  absorb(state, 0, seed | 0);
  absorb(state, 0, Math.floor(seed / TWO_32) | 0);
  for (let i = 0; i < path.length; i++) absorb(state, 0, path.charCodeAt(i));
  absorb(state, 0, path.length ^ 0x5bd1e995);
  close(state, 0, OPENING_ROUNDS);
  return state;
}

/**
 * Writes substream number `serial` of an opened stream to `state` at `at`. Every player or request
 * can have chance of its own for the price of a few dozen operations.
 *
 * @throws EngineError `bad-argument` for a serial that is not a whole number from 0, a place with
 * fewer than four words behind it, or a key that is not four words.
 */
export function seedState(state: Int32Array, at: number, key: Int32Array, serial: number): void {
  checkWhole('at', at, 0, state.length - STATE_WORDS);
  checkWhole('serial', serial, 0, Number.MAX_SAFE_INTEGER);
  if (key.length !== STATE_WORDS) throw badArgument('key.length', key.length, '4 words');
  state[at] = key[0] ^ serial;
  state[at + 1] = key[1];
  state[at + 2] = key[2] ^ Math.floor(serial / TWO_32);
  state[at + 3] = key[3];
  close(state, at, SUBSTREAM_ROUNDS);
}

/**
 * Next 32 random bits of the state at `at`, as an unsigned integer. Unchecked for speed: at a place
 * without four words behind it nothing is random, and nothing is kept.
 */
export function nextWord(state: Int32Array, at: number): number {
  const s0 = state[at];
  const s1 = state[at + 1];
  const s3 = state[at + 3];
  const sum = (s0 + s3) | 0;
  const t2 = state[at + 2] ^ s0;
  const t3 = s3 ^ s1;
  state[at] = s0 ^ t3;
  state[at + 1] = s1 ^ t2;
  state[at + 2] = t2 ^ (s1 << 9);
  state[at + 3] = (t3 << 11) | (t3 >>> 21);
  return (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
}

/**
 * Uniform number in [0, 1) with 53 random bits; takes two words, always. Unchecked for speed: at a
 * place without four words behind it nothing is random, and nothing is kept.
 */
export function uniform(state: Int32Array, at: number): number {
  const a0 = state[at];
  const a1 = state[at + 1];
  const a3 = state[at + 3];
  const first = (a0 + a3) | 0;
  const a2 = state[at + 2] ^ a0;
  const t3 = a3 ^ a1;
  // The same step a second time, before anything goes back to memory.
  const b0 = a0 ^ t3;
  const b1 = a1 ^ a2;
  const b3 = (t3 << 11) | (t3 >>> 21);
  const second = (b0 + b3) | 0;
  const b2 = a2 ^ (a1 << 9) ^ b0;
  const u3 = b3 ^ b1;
  state[at] = b0 ^ u3;
  state[at + 1] = b1 ^ b2;
  state[at + 2] = b2 ^ (b1 << 9);
  state[at + 3] = (u3 << 11) | (u3 >>> 21);
  const high = (((first << 7) | (first >>> 25)) + a0) >>> 5;
  const low = (((second << 7) | (second >>> 25)) + b0) >>> 6;
  return (high * 67_108_864 + low) * UNIT_53;
}

/**
 * Uniform whole number in [0, n), n up to 2^32. Takes two words, always; its bias is below 2^-21
 * of one outcome's share, which no run here could see.
 *
 * @throws EngineError `bad-argument` for an n that is not a whole number from 1 to 2^32.
 */
export function below(state: Int32Array, at: number, n: number): number {
  checkWhole('n', n, 1, TWO_32);
  return Math.floor(uniform(state, at) * n);
}

function absorb(state: Int32Array, at: number, word: number): void {
  state[at] ^= word;
  state[at + 2] = (state[at + 2] + 0x9e3779b9) | 0;
  quarterRound(state, at);
  quarterRound(state, at);
}

function close(state: Int32Array, at: number, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    state[at + 1] = (state[at + 1] + 0x6a09e667 + round) | 0;
    quarterRound(state, at);
  }
  // The generator's only bad state; reached by one key in 2^128.
  if ((state[at] | state[at + 1] | state[at + 2] | state[at + 3]) === 0) state[at] = 1;
}

/** ChaCha's quarter round, Bernstein 2008: a cheap one-to-one scrambling of 128 bits. */
function quarterRound(state: Int32Array, at: number): void {
  let a = state[at];
  let b = state[at + 1];
  let c = state[at + 2];
  let d = state[at + 3];
  a = (a + b) | 0;
  d ^= a;
  d = (d << 16) | (d >>> 16);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 12) | (b >>> 20);
  a = (a + b) | 0;
  d ^= a;
  d = (d << 8) | (d >>> 24);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 7) | (b >>> 25);
  state[at] = a;
  state[at + 1] = b;
  state[at + 2] = c;
  state[at + 3] = d;
}
