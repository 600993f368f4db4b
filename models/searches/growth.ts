import { exp, log } from '../../engine/math.ts';
import type { Growth } from './setup.ts';

/** Mean of a scattered growth at a size: exp(intercept + sd² / 2) n^slope, in seconds. */
export function growthMean({ intercept, slope, sd }: Growth, size: number): number {
  return exp(intercept + slope * log(size) + (sd * sd) / 2);
}
