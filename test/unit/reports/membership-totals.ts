import type { MembershipTotals } from '../../../reports/membership-totals.ts';

/** A day on which one region was lost and got over. */
export const membershipTotals: MembershipTotals = {
  failOvers: 1,
  failOversMoved: 1,
  failOversRecovered: 1,
  failOverDetectSum: 5_000_000,
  failOverElectSum: 200_000,
  failOverAgreeSum: 100_000,
  failOverMoveSum: 8_000_000,
  failOverWarmSum: 200_000_000,
  failOverSum: 213_300_000,
  elections: 2,
  falseElections: 0,
  falseOuts: 0,
  turnsUnmanaged: 1,
};
