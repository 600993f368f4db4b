/**
 * Elementary functions with the same bits on every machine and in every JavaScript engine.
 * The language leaves their last bit to the implementation, so playtwin owns one version.
 *
 * Method and coefficients: fdlibm 5.3, Sun Microsystems 1993, e_log.c, e_exp.c, s_log1p.c and
 * s_expm1.c (https://www.netlib.org/fdlibm). Error below one unit in the last place.
 */
import { highWord, scaleByPower, withHighWord } from './bits.ts';

export { pow } from './power.ts';
export { cos, sin } from './trigonometry.ts';

const TWO_54 = 18_014_398_509_481_984;
/** ln 2 in two parts: the first has 32 trailing zero bits, so small multiples are exact. */
const LN2_HIGH = 6.93147180369123816490e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.44269504088896338700;
const EXP_OVERFLOW = 7.09782712893383973096e2;
const EXP_UNDERFLOW = -7.45133219101941108420e2;
/** The nearest double to e, where the general method is off by one bit. */
const E = 2.718281828459045;

// log((1+s)/(1-s)) = 2s + s·R(s²), s² in [0, 0.1716²]: e_log.c
const L1 = 6.666666666666735130e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;

// x·(exp(x)+1)/(exp(x)-1) = 2 + P(x²) on [0, ½ ln 2]: e_exp.c
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.65339022054652515390e-6;
const P5 = 4.13813679705723846039e-8;

// The same idea for expm1, in x²/2: s_expm1.c
const Q1 = -3.33333333333331316428e-2;
const Q2 = 1.58730158725481460165e-3;
const Q3 = -7.93650757867487942473e-5;
const Q4 = 4.00821782732936239552e-6;
const Q5 = -2.01099218183624371326e-7;

/** Natural logarithm. Minus infinity at 0, NaN below it. */
export function log(x: number): number {
  let high = highWord(x);
  let k = 0;
  let scaled = x;
  if (high < 0x00100000) {
    if (x === 0) return -Infinity;
    if (high < 0) return NaN;
    k = -54;
    scaled = x * TWO_54;
    high = highWord(scaled);
  }
  if (high >= 0x7ff00000) return x + x;
  const fraction = high & 0x000fffff;
  const carry = (fraction + 0x95f64) & 0x100000;
  k += (high >> 20) - 1023 + (carry >> 20);
  const f = withHighWord(scaled, fraction | (carry ^ 0x3ff00000)) - 1;
  return (0x000fffff & (2 + fraction)) < 3 ? logNearOne(f, k) : logOfPart(f, k, fraction);
}

/** log(2^k·(1+f)) for |f| < 2^-20, where two terms of the series are enough. */
function logNearOne(f: number, k: number): number {
  if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
  const rest = f * f * (0.5 - 0.33333333333333333 * f);
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
  if (x !== x || x < -1) return NaN;
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
  return Math.trunc(INVERSE_LN2 * x + (x > 0 ? 0.5 : -0.5));
}

/** e to the power x. Infinity above about 709.78, zero below about -745.13. */
export function exp(x: number): number {
  if (x !== x) return NaN;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  if (x === 1) return E;
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
  if (x !== x) return NaN;
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
