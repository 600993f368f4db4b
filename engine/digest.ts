/**
 * A 64-bit fingerprint that depends on every number mixed in and on their order. It guards against
 * accidents, not against an adversary. Two 32-bit lanes, each scrambled with its own odd constant;
 * the closing step is MurmurHash3's (Appleby 2011, public domain).
 */
import { badArgument } from './errors.ts';

const real = new Float64Array(1);
const words = new Int32Array(real.buffer);
real[0] = 1;
const HIGH = words[1] === 0 ? 0 : 1;

/** 2^-32. */
const UNIT_32 = 1 / 4_294_967_296;

/** Two lanes and a count. */
const WORDS = 3;

/** A fresh fingerprint: two lanes and a count of what was mixed in. */
export function createDigest(): Int32Array {
  return new Int32Array([0x243f6a88, 0x13198a2e, 0]);
}

/**
 * Mixes one 32-bit whole number in. Unchecked for speed: of any other number only what is left of
 * it in 32 bits counts; `mixNumber` takes them all.
 */
export function mixInto(digest: Int32Array, word: number): void {
  const a = Math.imul(digest[0] ^ word, 0x85ebca6b);
  const turned = (a << 15) | (a >>> 17);
  const b = Math.imul((digest[1] ^ turned) + word, 0xc2b2ae35);
  digest[0] = (turned + b) | 0;
  digest[1] = (b << 13) | (b >>> 19);
  digest[2] = (digest[2] + 1) | 0;
}

/**
 * Mixes one event in. Its words are first folded to one for each lane, each word times an odd
 * constant of its own: these products do not wait for each other, nor for the event before.
 */
export function mixEvent(
  digest: Int32Array,
  event: { readonly time: number; readonly kind: number; readonly a: number; readonly b: number },
): void {
  const { time, kind, a, b } = event;
  const first = time | 0;
  const second = Math.floor(time * UNIT_32) | 0;
  // Which of the two it is counts too: (1.5, 1) is not (1, 1.5).
  if (a !== (a | 0)) mixOperand(digest, 1, a);
  if (b !== (b | 0)) mixOperand(digest, 2, b);
  const one =
    Math.imul(first, 0x9e3779b1) +
    Math.imul(second, 0x27d4eb2f) +
    Math.imul(kind, 0x165667b1) +
    Math.imul(a, 0x85ebca77) +
    Math.imul(b, 0xc2b2ae3d);
  const other =
    Math.imul(first, 0x7feb352d) +
    Math.imul(second, 0x846ca68b) +
    Math.imul(kind, 0x31848bab) +
    Math.imul(a, 0x58f38ded) +
    Math.imul(b, 0xcaf649a9);
  const product = Math.imul(digest[0] ^ one, 0x85ebca6b);
  const turned = (product << 15) | (product >>> 17);
  const last = Math.imul((digest[1] ^ turned) + other, 0xc2b2ae35);
  digest[0] = (turned + last) | 0;
  digest[1] = (last << 13) | (last >>> 19);
  digest[2] = (digest[2] + 1) | 0;
}

function mixOperand(digest: Int32Array, place: number, x: number): void {
  mixInto(digest, place);
  mixNumber(digest, x);
}

/** Mixes any number in, bit for bit, except that -0 counts as 0 and every NaN as one. */
export function mixNumber(digest: Int32Array, x: number): void {
  real[0] = x === 0 ? 0 : x;
  if (Number.isNaN(x)) real[0] = NaN;
  mixInto(digest, words[HIGH]);
  mixInto(digest, words[1 - HIGH]);
}

/**
 * Mixes a text in, by UTF-16 code units, its length last.
 *
 * @throws EngineError `bad-argument` for what is not a text: all numbers would count the same.
 */
export function mixText(digest: Int32Array, text: string): void {
  if (typeof text !== 'string') throw badArgument('text', text, 'a text');
  for (let i = 0; i < text.length; i++) mixInto(digest, text.charCodeAt(i));
  mixInto(digest, text.length);
}

/**
 * The fingerprint so far as 16 lower-case hexadecimal digits; may be read at any time.
 *
 * @throws EngineError `bad-argument` for an array that `createDigest` did not make.
 */
export function digestHex(digest: Int32Array): string {
  if (digest.length !== WORDS) throw badArgument('digest.length', digest.length, `${WORDS} words`);
  const a = scramble(digest[0] ^ digest[2]);
  const b = scramble((digest[1] + a) | 0);
  return hex(scramble((a + b) | 0)) + hex(b);
}

/**
 * Fingerprint of one text, 16 hexadecimal digits.
 *
 * @throws EngineError `bad-argument` for what is not a text.
 */
export function digestText(text: string): string {
  const digest = createDigest();
  mixText(digest, text);
  return digestHex(digest);
}

function scramble(word: number): number {
  const a = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return b ^ (b >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
