import { z } from 'zod';

const usd = z.number().min(0);

/** How the totals of an insurance are written: as its policy reckoned it, turn by turn. */
export const insuranceShape = {
  insuredSeconds: z.number().min(0).describe('Time for which an insurance was in force'),
  insurancePremium: usd.describe('Price of what was to be held beyond the mean load, USD'),
  insurancePayout: usd.describe('Loss that was expected to be averted by it, USD'),
  insuranceExpectedLoss: usd.describe('Loss expected to remain that capacity could cure, USD'),
  insuranceFloorLoss: usd.describe('Loss expected that no capacity could cure, USD'),
  insuranceQuantileHours: z.number().min(0).describe('Newsvendor quantile × hours'),
  lateValue: usd.describe('Lost by one late answer, as the policy was told, USD'),
};

/** The part of a run's totals on insurance; all 0 where nobody insures. */
export type InsuranceTotals = { readonly [K in keyof typeof insuranceShape]: number };
