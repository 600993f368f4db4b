import type { LookUpTotals } from '../../../reports/look-up-totals.ts';

/** Totals of a small day in which every request looked up what it needs. */
export const lookUpTotals: LookUpTotals = {
  requestsLookingUp: 20_000,
  lookUpsAway: 500,
  lookUpSum: 46_000_000,
  lookUpP99: 3_300,
};
