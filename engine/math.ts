/**
 * Elementary functions with the same bits on every machine and in every JavaScript engine.
 * The language leaves their last bit to the implementation, so playtwin owns one version.
 *
 * Method and coefficients: fdlibm 5.3, Sun Microsystems 1993, e_log.c, e_exp.c, s_log1p.c and
 * s_expm1.c (https://www.netlib.org/fdlibm). Error below one unit in the last place.
 */
import { highWord, powerOfTwo, scaleByPower, withHighWord } from './bits.ts';

export { pow } from './power.ts';
export { cos, sin } from './trigonometry.ts';

const TWO_54 = 18_014_398_509_481_984;
/** ln 2 in two parts: the first has 32 trailing zero bits, so small multiples are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const EXP_OVERFLOW = 709.782712893384;
const EXP_UNDERFLOW = -745.1332191019411;

// log((1+s)/(1-s)) = 2s + s·R(s²), s² in [0, 0.1716²]: e_log.c
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

// x·(exp(x)+1)/(exp(x)-1) = 2 + P(x²) on [0, ½ ln 2]: e_exp.c
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

// The same idea for expm1, in x²/2: s_expm1.c
const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -0.0000793650757867488;
const Q4 = 0.000004008217827329362;
const Q5 = -2.0109921818362437e-7;

/** Natural logarithm. Minus infinity at 0, NaN below it. */
export function log(x: number): number {
  let high = highWord(x);
  let lift = 0;
  let scaled = x;
  if (high < 0x00100000) {
    if (x === 0) return -Infinity;
    if (high < 0) return NaN;
    lift = 54;
    scaled = x * TWO_54;
    high = highWord(scaled);
  }
  if (high >= 0x7ff00000) return x + x;
  const fraction = high & 0x000fffff;
  const carry = (fraction + 0x95f64) & 0x100000;
  const exponent = (high >> 20) - 1023 + (carry >> 20);
  const f = scaled * powerOfTwo(-exponent) - 1;
  const k = exponent - lift;
  return (0x000fffff & (2 + fraction)) < 3 ? logNearOne(f, k) : logOfPart(f, k, fraction);
}

/** log(2^k·(1+f)) for |f| < 2^-20, where two terms of the series are enough. */
function logNearOne(f: number, k: number): number {
  if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
  const rest = f * f * (0.5 - 0.3333333333333333 * f);
  return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f);
}

function logOfPart(f: number, k: number, fraction: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (L2 + w * (L4 + w * L6));
  const even = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const rest = even + odd;
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + rest));
    return k * LN2_HIGH - (half - (s * (half + rest) + k * LN2_LOW) - f);
  }
  if (k === 0) return f - s * (f - rest);
  return k * LN2_HIGH - (s * (f - rest) - k * LN2_LOW - f);
}

/** log(1 + x), accurate for tiny x. Minus infinity at -1, NaN below it. */
export function log1p(x: number): number {
  if (Number.isNaN(x) || x < -1) return NaN;
  if (x === -1) return -Infinity;
  if (x === Infinity) return x;
  const size = Math.abs(x);
  if (size < 5.551115123125783e-17) return x;
  if (size < 1.862645149230957e-9) return x - x * x * 0.5;
  if (x >= -0.2928934097290039 && x < 0.4142136573791504) return log1pOfPart(x, 0, 0);
  const u = x < 9_007_199_254_740_992 ? 1 + x : x;
  const exponent = (highWord(u) >> 20) - 1023;
  const lost = exponent > 0 ? 1 - (u - x) : x - (u - 1);
  const correction = x < 9_007_199_254_740_992 ? lost / u : 0;
  const fraction = highWord(u) & 0x000fffff;
  if (fraction < 0x6a09e) {
    return log1pOfPart(withHighWord(u, fraction | 0x3ff00000) - 1, exponent, correction);
  }
  return log1pOfPart(withHighWord(u, fraction | 0x3fe00000) - 1, exponent + 1, correction);
}

/** log(2^k·(1+f)) plus a correction for what rounding 1+x lost. */
function log1pOfPart(f: number, k: number, correction: number): number {
  const tail = k * LN2_LOW + correction;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const rest = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  if (k === 0) return f - (half - s * (half + rest));
  return k * LN2_HIGH - (half - (s * (half + rest) + tail) - f);
}

/** How many times ln 2 to take from x so that the rest is at most ½ ln 2. */
function multiplesOfLn2(x: number): number {
  const size = Math.abs(x);
  if (size < 0.3465735912322998) return 0;
  if (size < 1.0397205352783203) return x > 0 ? 1 : -1;
  return Math.trunc(Math.LOG2E * x + (x > 0 ? 0.5 : -0.5));
}

/** e to the power x. Infinity above about 709.78, zero below about -745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  // The general method is off by one bit here.
  if (x === 1) return Math.E;
  const k = multiplesOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  if (k === 0 && Math.abs(r) < 3.725290298461914e-9) return 1 + x;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  return scaleByPower(1 - (low - (r * c) / (2 - c) - high), k);
}

/** exp(x) - 1, accurate for tiny x. */
export function expm1(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < -38.81622314453125) return -1;
  if (Math.abs(x) < 5.551115123125783e-17) return x;
  const k = multiplesOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = high - r - low;
  const half = 0.5 * r;
  const hxs = r * half;
  const r1 = 1 + hxs * (Q1 + hxs * (Q2 + hxs * (Q3 + hxs * (Q4 + hxs * Q5))));
  const t = 3 - r1 * half;
  const e = hxs * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - hxs);
  return expm1Scaled(r, r * (e - c) - c - hxs, k);
}

/** 2^k·(1 + r - e) - 1, the three ways that lose no bits. */
function expm1Scaled(r: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) return scaleByPower(1 - (e - r), k) - 1;
  if (k < 20) return scaleByPower(1 - scaleByPower(1, -k) - (e - r), k);
  return scaleByPower(r - (e + scaleByPower(1, -k)) + 1, k);
}
