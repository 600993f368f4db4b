import { highWord, powerOfTwo, withHighWord } from './bits.ts';
import { log } from './math.ts';

/**
 * −log x for x in (0, 1], for drawing exponential values: a third of the time of `log`, the same
 * bits everywhere, and an error below three units in the last place.
 *
 * Method: x = 2^k · z; a table gives a short reciprocal r of z and log r, so that z·r − 1 is exact
 * and below 1/128, where seven terms of the series are enough. Tang 1990, "Table-driven
 * implementation of the logarithm function in IEEE floating-point arithmetic".
 */

/** High word of 0.7070…: z runs from there to 1.4141…, so that k = 0 around 1. */
const START = 0x3fe6a000;
/** 128 intervals of 2^13 high words each. */
const INTERVAL_BITS = 13;
const INTERVALS = 128;
/** Nine bits: a product with 44 leading bits of z is exact. */
const RECIPROCAL_UNIT = 512;
/** Adding and taking this away rounds to a multiple of 2^-30. */
const ROUNDER = 4_194_304;
/** ln 2 in two parts; the first has trailing zeros, so that k times it is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Reciprocal and its logarithm, interval by interval. */
const TABLE = Float64Array.from({ length: 2 * INTERVALS }, (_, cell) => {
  const reciprocal = reciprocalOf(cell >> 1);
  return cell % 2 === 0 ? reciprocal : log(reciprocal);
});

function reciprocalOf(interval: number): number {
  const middle = withHighWord(0, START + ((interval + 0.5) << INTERVAL_BITS));
  // Exactly 1 on both sides of 1: there the result is small and must not be a difference.
  if (Math.abs(middle - 1) < 1 / 200) return 1;
  return Math.round(RECIPROCAL_UNIT / middle) / RECIPROCAL_UNIT;
}

/** −log x for x in (0, 1], at least 2^-53; unchecked. */
export function minusLog(x: number): number {
  const place = highWord(x) - START;
  const k = place >> 20;
  const cell = ((place >> INTERVAL_BITS) & (INTERVALS - 1)) << 1;
  const reciprocal = TABLE[cell];
  const z = x * powerOfTwo(-k);
  const lead = z + ROUNDER - ROUNDER;
  const r = lead * reciprocal - 1 + (z - lead) * reciprocal;
  const square = r * r;
  const series =
    square *
    (-1 / 2 + r * (1 / 3) + square * (-1 / 4 + r * (1 / 5) + square * (-1 / 6 + r * (1 / 7))));
  return 0 - (k * LN2_HIGH - TABLE[cell + 1] + r + (series + k * LN2_LOW));
}
