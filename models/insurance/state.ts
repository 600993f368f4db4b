import type { Duration, SimTime } from '../../engine/units.ts';

/** What an insuring policy reckons with, by the names of its reasons; money in USD per hour. */
export const INSURED = [
  'premium',
  'payout',
  'expectedLoss',
  'floorLoss',
  'newsvendorQuantile',
] as const;

/** An insurance as its policy reckons it, over time: plain data. */
export interface InsuranceAccount {
  /** Up to when the sums go. */
  since: SimTime;
  /** What the last turn that insured reckoned with, in the order of `INSURED`; empty: none yet. */
  inForce: readonly number[];
  /** Integrals of these over hours since the ledger opened. */
  readonly sums: Float64Array;
  /** How long an insurance has been in force since then. */
  time: Duration;
  /** USD lost by one late answer, as the policy was told. */
  lateValue: number;
}

/** Nobody insures. */
export function createInsurance(): InsuranceAccount {
  return { since: 0, inForce: [], sums: new Float64Array(INSURED.length), time: 0, lateValue: 0 };
}
