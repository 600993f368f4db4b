/** Special functions of statistics, on the portable mathematics of math.ts. */
import { badArgument } from './errors.ts';
import { exp, log } from './math.ts';

/** 1 / sqrt(2π). */
const NORMAL_PEAK = 0.3989422804014327;
const HALF_LOG_TWO_PI = 0.9189385332046728;
const SMALLEST = 1e-300;
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** Lanczos 1964, g = 7, nine terms (coefficients as computed by Godfrey 2001). */
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
] as const;

/** Wichura 1988, algorithm AS 241 (PPND16): numerators and denominators, constant term first. */
const CENTRE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
] as const;
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
] as const;
const FLANK_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
] as const;
const FLANK_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const TAIL_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
  0.026532189526576124, 0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
] as const;
const TAIL_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

/**
 * Probability that a standard normal variable is at most x; full relative precision in the lower
 * tail. Series of Marsaglia 2004 near the middle, a continued fraction outside.
 *
 * @throws EngineError `bad-argument` for NaN.
 */
export function normalCdf(x: number): number {
  checkNumber('x', x);
  if (x > 38.5) return 1;
  if (x < -38.5) return 0;
  const density = NORMAL_PEAK * exp(-0.5 * x * x);
  if (Math.abs(x) < 2.5) return 0.5 + density * normalSeries(x);
  const tail = density / millsFraction(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}

/** x + x³/3 + x⁵/(3·5) + …  */
function normalSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * PRECISION; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return sum;
}

/** Density over tail, x + 1/(x + 2/(x + 3/(x + …))), from the inside out. */
function millsFraction(x: number): number {
  let fraction = x;
  for (let k = Math.ceil(20 + 600 / (x * x)); k >= 1; k--) fraction = x + k / fraction;
  return fraction;
}

/**
 * The x a standard normal variable stays below with probability p; ∓Infinity at 0 and 1.
 * Algorithm AS 241 of Wichura 1988.
 *
 * @throws EngineError `bad-argument` for a p outside 0 to 1.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return endOf(p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(FLANK_ABOVE, r - 1.6) / polynomial(FLANK_BELOW, r - 1.6)
      : polynomial(TAIL_ABOVE, r - 5) / polynomial(TAIL_BELOW, r - 5);
  return q < 0 ? -x : x;
}

/** Value of the polynomial of degree seven with these coefficients, by Horner. */
function polynomial(c: readonly number[], x: number): number {
  const upper = ((c[7] * x + c[6]) * x + c[5]) * x + c[4];
  return (((upper * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

/**
 * log Γ(x) for x > 0, error about 1e-15 of the larger of 1 and the value (Lanczos 1964).
 *
 * @throws EngineError `bad-argument` for an x that is not above 0 and finite.
 */
export function logGamma(x: number): number {
  checkPositive('x', x);
  if (x < 0.5) return logGamma(x + 1) - log(x);
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i);
  const t = x + 6.5;
  return HALF_LOG_TWO_PI + (x - 0.5) * log(t) - t + log(sum);
}

/**
 * Γ(x) for x > 0: (x - 1)! at whole numbers, to about 1e-13.
 *
 * @throws EngineError `bad-argument` for an x that is not above 0 and finite.
 */
export function gamma(x: number): number {
  return exp(logGamma(x));
}

/**
 * Probability that a gamma variable of this shape and scale 1 is at most x.
 *
 * @throws EngineError `bad-argument` for a shape that is not above 0 and finite, or an x of NaN.
 */
export function gammaCdf(shape: number, x: number): number {
  checkPositive('shape', shape);
  checkNumber('x', x);
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  const front = exp(shape * log(x) - x - logGamma(shape));
  if (x >= shape + 1) return 1 - front * gammaFraction(shape, x);
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; term > sum * PRECISION && k < MOST_TERMS; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return front * sum;
}

/** Legendre's continued fraction of the upper incomplete gamma function, by Lentz's method. */
function gammaFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let product = d;
  for (let k = 1; k < MOST_TERMS; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / nonZero(a * d + b);
    c = nonZero(b + a / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < PRECISION * 4) return product;
  }
  return product;
}

/**
 * Probability that a beta variable with these two parameters is at most x.
 *
 * @throws EngineError `bad-argument` for an a or b that is not above 0 and finite, or an x of NaN.
 */
export function betaCdf(a: number, b: number, x: number): number {
  checkPositive('a', a);
  checkPositive('b', b);
  checkNumber('x', x);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(b, a, 1 - x);
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b);
  return (exp(scale + a * log(x) + b * log(1 - x)) * betaFraction(a, b, x)) / a;
}

/** Continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    product *= d * c;
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < PRECISION * 4) return product;
  }
  return product;
}

function nonZero(x: number): number {
  return Math.abs(x) < SMALLEST ? SMALLEST : x;
}

/**
 * The t that Student's variable with these degrees of freedom (≥ 1) stays below with chance p;
 * ∓Infinity at 0 and 1.
 *
 * @throws EngineError `bad-argument` for a p outside 0 to 1, or freedom that is below 1, infinite
 * or NaN.
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(freedom >= 1 && freedom < Infinity)) {
    throw badArgument('freedom', freedom, 'a finite number, at least 1');
  }
  if (!(p > 0 && p < 1)) return endOf(p);
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  let low = 0;
  let high = 1;
  while (studentTail(high, freedom) > tail) high *= 2;
  // Halving is slow but certain; 100 steps reach the last bit, and nobody waits for it.
  for (let step = 0; step < 100; step++) {
    const middle = 0.5 * (low + high);
    if (studentTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -high : high;
}

/** Probability that Student's variable exceeds t ≥ 0. */
function studentTail(t: number, freedom: number): number {
  return 0.5 * betaCdf(0.5 * freedom, 0.5, freedom / (freedom + t * t));
}

/** The quantile at 0 or 1; there is none beyond. */
function endOf(p: number): number {
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  throw badArgument('p', p, 'a probability, 0 to 1');
}

function checkPositive(name: string, x: number): void {
  if (!(x > 0 && x < Infinity)) throw badArgument(name, x, 'a finite number above 0');
}

function checkNumber(name: string, x: number): void {
  if (Number.isNaN(x)) throw badArgument(name, x, 'a number');
}
