import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

type Total = (totals: RunTotals) => number;

const insured: Divisor = {
  divides: false,
  of: (t) => t.insuredSeconds,
  none: 'nobody insured anything',
};
const paid: Divisor = {
  divides: true,
  of: (t) => t.insurancePremium,
  none: 'no premium was paid',
};

function money(id: string, title: string, formula: string, numerator: Total): Kpi {
  const named = { id, title, unit: 'USD', scale: 1, direction: 'none', isPart: true } as const;
  return { ...named, formula, numerator, denominator: insured };
}

/** Money lost by answers that were late or never came, at the value the policy was told. */
export function realisedLoss(t: RunTotals): number {
  return t.lateValue * (t.requestsLate + t.requestsRejected + t.requestsAbandoned);
}

/** What latency insurance cost and was worth, as reckoned and in truth; where one insures. */
export const insuranceKpis: readonly Kpi[] = [
  money(
    'insurance-premium',
    'insurance premium',
    '∫ price of what the policy wants to hold beyond the mean load',
    (t) => t.insurancePremium,
  ),
  money(
    'insurance-payout',
    'expected pay-out',
    '∫ loss by late answers at the mean load’s capacity less what remains, as the policy expects',
    (t) => t.insurancePayout,
  ),
  money(
    'insurance-expected-loss',
    'expected loss',
    '∫ loss by late answers that the policy expects in spite of it, curable or not',
    (t) => t.insuranceExpectedLoss + t.insuranceFloorLoss,
  ),
  money(
    'insurance-loss',
    'realised loss',
    '(late answers + rejected + abandoned) × value of a late answer, as the policy was told',
    realisedLoss,
  ),
  {
    id: 'insurance-loss-ratio',
    title: 'expected loss ratio',
    unit: '%',
    scale: 0.01,
    direction: 'none',
    formula: 'expected pay-out ÷ premium',
    numerator: (t) => t.insurancePayout,
    denominator: paid,
    isPart: true,
  },
  {
    id: 'insurance-quantile',
    title: 'newsvendor quantile',
    unit: '%',
    scale: 0.01,
    direction: 'none',
    formula: 'quantile of load worth covering if loss were linear in the shortage, mean over time',
    numerator: (t) => t.insuranceQuantileHours,
    denominator: {
      divides: true,
      of: (t) => t.insuredSeconds / 3600,
      none: 'nobody insured anything',
    },
    isPart: true,
  },
];
