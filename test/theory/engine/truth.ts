import type { Estimate } from '../../../engine/estimate.ts';

/** What theory says of a quantity: its value, or a bound it stays below. */
export type Truth = { readonly is: number } | { readonly most: number };

/** A half-width above this share of the truth would let too much pass. */
export const NARROW = 0.05;

/** The number in what theory says. */
export function numberIn(truth: Truth): number {
  return 'is' in truth ? truth.is : truth.most;
}

/** Whether the interval holds the value, or anything at or below the bound. */
export function isBorneOut(truth: Truth, { mean, halfWidth }: Estimate): boolean {
  if ('is' in truth) return Math.abs(mean - truth.is) <= halfWidth;
  return mean - halfWidth <= truth.most;
}

/** Whether the interval is narrow enough for the comparison to mean something. */
export function isNarrow(truth: Truth, { halfWidth }: Estimate): boolean {
  return halfWidth < NARROW * Math.abs(numberIn(truth));
}

/** What theory would say if its formula were off by a factor. */
export function scaled(truth: Truth, factor: number): Truth {
  return 'is' in truth ? { is: truth.is * factor } : { most: truth.most * factor };
}
