import type { ShieldLimits } from '../../../policies/shield/limits.ts';

/** The defaults, written out. */
export const LIMITS: ShieldLimits = {
  oldest: 300_000_000,
  growthShare: 1,
  growthCount: 4,
  shrinkageShare: 0.5,
  shrinkageCount: 2,
  floor: 1,
};
