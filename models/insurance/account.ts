import { HOUR, SECOND, type SimTime } from '../../engine/units.ts';
import type { Because } from '../../policies/contract.ts';
import type { World } from '../world.ts';
import { INSURED, type InsuranceAccount } from './state.ts';

/** Takes a turn's reasons: an insurance in them is in force until a turn gives another one. */
export function noteInsurance({ insurance }: World, { facts }: Because, now: SimTime): void {
  const { lateValue } = facts;
  if (lateValue === undefined || facts.premium === undefined) return;
  integrateInsurance(insurance, now);
  insurance.inForce = INSURED.map((name) => facts[name] ?? 0);
  insurance.lateValue = lateValue;
}

function integrateInsurance(insurance: InsuranceAccount, now: SimTime): void {
  const { since, inForce, sums } = insurance;
  insurance.since = now;
  if (inForce.length === 0) return;
  insurance.time += now - since;
  inForce.forEach((rate, at) => {
    sums[at] += (rate * (now - since)) / HOUR;
  });
}

/** Starts the account of the insurance afresh; what is in force stays so. */
export function openInsuranceAccount({ insurance }: World, now: SimTime): void {
  integrateInsurance(insurance, now);
  insurance.sums.fill(0);
  insurance.time = 0;
}

/** Totals of the insurance since the ledger opened: all 0 where nobody insures. */
export function insuranceTotals({ insurance }: World, now: SimTime) {
  integrateInsurance(insurance, now);
  const [premium, payout, expectedLoss, floorLoss, quantileHours] = insurance.sums;
  return {
    insuredSeconds: insurance.time / SECOND,
    insurancePremium: premium,
    insurancePayout: payout,
    insuranceExpectedLoss: expectedLoss,
    insuranceFloorLoss: floorLoss,
    insuranceQuantileHours: quantileHours,
    lateValue: insurance.lateValue,
  };
}
