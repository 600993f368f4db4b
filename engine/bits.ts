/** Access to the two 32-bit words of a double, for the portable mathematics. */

const real = new Float64Array(1);
const words = new Uint32Array(real.buffer);
real[0] = 1;
/** Which of the two words holds sign and exponent: 1 on little-endian machines. */
const HIGH = words[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;
const TWO_52 = 4_503_599_627_370_496;
/** 2^-1074 … 2^1023. Looking a power up beats building it from words, which stalls a processor. */
const POWERS = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098);
  powers[0] = 5e-324;
  for (let i = 1; i < powers.length; i++) powers[i] = powers[i - 1] * 2;
  return powers;
}

/** High word of a double (sign, exponent, top 20 bits of the fraction) as a signed integer. */
export function highWord(x: number): number {
  real[0] = x;
  return words[HIGH] | 0;
}

/** The double made of these two words. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return real[0];
}

/** The double with its high word replaced. */
export function withHighWord(x: number, high: number): number {
  real[0] = x;
  words[HIGH] = high;
  return real[0];
}

/** The double with its low word cleared: 21 leading bits, so that short products are exact. */
export function truncated(x: number): number {
  real[0] = x;
  words[LOW] = 0;
  return real[0];
}

/** 2 to the power k, exact for every k in [-1074, 1023]. */
export function powerOfTwo(k: number): number {
  return POWERS[k + 1074];
}

/** x times 2 to the power k with one rounding, through overflow and gradual underflow. */
export function scaleByPower(x: number, k: number): number {
  if (k > 1023) return x * 2 * powerOfTwo(Math.min(k - 1, 1023));
  if (k < -1022) return (x * powerOfTwo(Math.max(k + 54, -1022))) / (TWO_52 * 4);
  return x * powerOfTwo(k);
}
