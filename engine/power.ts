/**
 * x to the power y, with the same bits on every machine. Method and coefficients: fdlibm 5.3,
 * Sun Microsystems 1993, e_pow.c (https://www.netlib.org/fdlibm): log2(x) as a sum of two doubles,
 * times y as a sum of two doubles, then 2 to that power. Error below one unit in the last place.
 */
import { fromWords, highWord, scaleByPower, truncated, withHighWord } from './bits.ts';

const TWO_53 = 9_007_199_254_740_992;
const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;
const LN2_HIGH = 0.6931471824645996;
const LN2_LOW = -1.904654299957768e-9;
/** 2 / (3 ln 2), in full and in two parts. */
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
/** log2(1.5) in two parts. */
const LOG2_HALVES_HIGH = 0.5849624872207642;
const LOG2_HALVES_LOW = 1.350039202129749e-8;

/** Where log2 leaves its two parts: high (21 bits) and low. */
const parts = new Float64Array(2);

/** x to the power y, as the language defines its special cases (NaN, zeros, infinities). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (y === 1) return x;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) return powerToInfinity(size, y);
  const isOdd = isOddInteger(y);
  if (x === 0 || size === Infinity) {
    const big = size === Infinity ? y > 0 : y < 0;
    const result = big ? Infinity : 0;
    return (x < 0 || 1 / x < 0) && isOdd ? -result : result;
  }
  if (x < 0 && Math.floor(y) !== y) return NaN;
  const result = positivePower(size, y);
  return x < 0 && isOdd ? -result : result;
}

function powerToInfinity(size: number, y: number): number {
  if (size === 1) return NaN;
  return size > 1 === y > 0 ? Infinity : 0;
}

function isOddInteger(y: number): boolean {
  return Math.floor(y) === y && Math.abs(y % 2) === 1;
}

function positivePower(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5) return Math.sqrt(x);
  if (x === 1) return 1;
  log2InParts(x);
  // |log2 x| > 2^-53 unless x is 1, so beyond this y the answer is 0 or infinity for sure.
  if (Math.abs(y) > 1e300) return parts[0] > 0 === y > 0 ? Infinity : 0;
  const yHigh = truncated(y);
  const low = (y - yHigh) * parts[0] + y * parts[1];
  return exp2OfParts(yHigh * parts[0], low);
}

/** Leaves log2(x), x finite and positive, in `parts`. */
function log2InParts(x: number): void {
  const isTiny = x < 2.2250738585072014e-308;
  const scaled = isTiny ? x * TWO_53 : x;
  const word = highWord(scaled);
  const fraction = word & 0x000fffff;
  const nearThreeHalves = fraction > 0x3988e && fraction < 0xbb67a;
  const nearTwo = fraction >= 0xbb67a;
  const n = (word >> 20) - 1023 - (isTiny ? 53 : 0) + (nearTwo ? 1 : 0);
  const high = (fraction | 0x3ff00000) - (nearTwo ? 0x00100000 : 0);
  log2OfPart(withHighWord(scaled, high), high, nearThreeHalves ? 1 : 0, n);
}

/** Leaves log2(ax·2^n), ax near 1 (k = 0) or near 1.5 (k = 1), in `parts`. */
function log2OfPart(ax: number, high: number, k: number, n: number): void {
  const base = k === 0 ? 1 : 1.5;
  const u = ax - base;
  const v = 1 / (ax + base);
  const ss = u * v;
  const sHigh = truncated(ss);
  const sumHigh = fromWords(((high >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
  const sumLow = ax - (sumHigh - base);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
  const z = ss * ss;
  const series = z * z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * L6)))));
  const r = series + sLow * (sHigh + ss);
  const square = sHigh * sHigh;
  const tHigh = truncated(3 + square + r);
  const tLow = r - (tHigh - 3 - square);
  const product = sHigh * tHigh;
  const rest = sLow * tHigh + tLow * ss;
  const pHigh = truncated(product + rest);
  const pLow = rest - (pHigh - product);
  const zHigh = CP_HIGH * pHigh;
  const zLow = CP_LOW * pHigh + pLow * CP + (k === 0 ? 0 : LOG2_HALVES_LOW);
  const offset = k === 0 ? 0 : LOG2_HALVES_HIGH;
  parts[0] = truncated(zHigh + zLow + offset + n);
  parts[1] = zLow - (parts[0] - n - offset - zHigh);
}

/** 2 to the power high + low. */
function exp2OfParts(high: number, low: number): number {
  const whole = high + low;
  if (whole > 1025) return Infinity;
  if (whole < -1080) return 0;
  const n = Math.abs(whole) > 0.5 ? Math.round(whole) : 0;
  const pHigh = high - n;
  const t = truncated(low + pHigh);
  const u = t * LN2_HIGH;
  const v = (low - (t - pHigh)) * Math.LN2 + t * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const zz = z * z;
  const c = z - zz * (P1 + zz * (P2 + zz * (P3 + zz * (P4 + zz * P5))));
  const r = (z * c) / (c - 2) - (w + z * w);
  return scaleByPower(1 - (r - z), n);
}
