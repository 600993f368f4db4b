import { expect, it } from 'vitest';
import { HOUR } from '../../../../engine/units.ts';
import {
  insuranceTotals,
  noteInsurance,
  openInsuranceAccount,
} from '../../../../models/insurance/account.ts';
import { createInsurance } from '../../../../models/insurance/state.ts';
import type { World } from '../../../../models/world.ts';
import { openScripted, scripted } from '../../../fixtures/scripted.ts';

const quote = { premium: 3, payout: 6, expectedLoss: 1, floorLoss: 0.5, newsvendorQuantile: 0.9 };
const reasons = (facts: Record<string, number>) => ({ rule: 'insure', facts });

function insured(): World {
  const { world } = openScripted(scripted({}));
  expect(world.insurance).toEqual(createInsurance());
  noteInsurance(world, reasons({ ...quote, lateValue: 0.002 }), HOUR);
  return world;
}

it('an insurance is in force from its turn until another one, whatever turns without one say', () => {
  const world = insured();
  noteInsurance(world, reasons({ ageSeconds: 90 }), 1.5 * HOUR);
  noteInsurance(world, reasons({ ...quote, premium: 5, lateValue: 0.002 }), 2 * HOUR);
  const totals = insuranceTotals(world, 4 * HOUR);
  expect(totals.insuredSeconds).toBe(3 * 3600);
  expect(totals.insurancePremium).toBeCloseTo(3 + 2 * 5, 9);
  expect(totals.insurancePayout).toBeCloseTo(18, 9);
  expect(totals.insuranceFloorLoss).toBeCloseTo(1.5, 9);
  expect(totals.insuranceQuantileHours).toBeCloseTo(2.7, 9);
  expect(totals.lateValue).toBe(0.002);
});

it('the warm-up is left out of the account and not out of force', () => {
  const world = insured();
  openInsuranceAccount(world, 2 * HOUR);
  const totals = insuranceTotals(world, 3 * HOUR);
  expect([totals.insuredSeconds, totals.insurancePremium]).toEqual([3600, 3]);
});

it('nothing is reckoned for policies that do not insure', () => {
  const { world } = openScripted(scripted({}));
  noteInsurance(world, reasons({ premium: 3 }), HOUR);
  expect(insuranceTotals(world, 2 * HOUR).insuredSeconds).toBe(0);
});
