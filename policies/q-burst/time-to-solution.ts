import { expm1, log, log1p } from '../../engine/math.ts';

/** Chance of a solution that times are quoted for. */
const WANTED = 0.99;

/**
 * Reads until a solution was seen with 99 %: max(1, ln 0.01 / ln(1 - p)) for a chance p of each.
 * Infinity where no read can succeed. A number of reads that is not whole is meant as a mean pace:
 * a client asks for the next whole one.
 */
export function repeatsToSolution(chance: number): number {
  if (!(chance > 0)) return Number.POSITIVE_INFINITY;
  if (chance >= WANTED) return 1;
  return Math.max(1, log(1 - WANTED) / log1p(-chance));
}

/** Chance that at least one of some reads succeeds: 1 - (1 - p)^reads. */
export function chanceWithin(chance: number, reads: number): number {
  if (chance >= 1) return 1;
  return -expm1(reads * log1p(-chance));
}
