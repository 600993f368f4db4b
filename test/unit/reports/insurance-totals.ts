import type { InsuranceTotals } from '../../../reports/insurance-totals.ts';

/** Totals of a small day under an insurance. */
export const insuranceTotals: InsuranceTotals = {
  insuredSeconds: 82_800,
  insurancePremium: 12,
  insurancePayout: 30,
  insuranceExpectedLoss: 2,
  insuranceFloorLoss: 1,
  insuranceQuantileHours: 22.5,
  lateValue: 0.002,
};
