import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../../engine/units.ts';
import { billOf } from '../../../../models/accounts/bill.ts';
import { sumCosts } from '../../../../models/accounts/rows.ts';
import { bootTotals } from '../../../../models/cold-start/boot-totals.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { servingCost } from '../../../../reports/cost.ts';
import type { Scenario } from '../../../../scenarios/scenario.ts';
import { hold, openStaged, reads, stagedBoot, storeOf } from '../../../fixtures/staged-boot.ts';

/** Each instance reads 10 GB unpacked, half of that on the wire, in 50 s at 100 MB/s. */
function openReading(scenario: Partial<Scenario> = {}): WorldSimulation {
  const boot = stagedBoot({
    stages: [
      reads('models', 10e9, { packed: 2 }),
      reads('image', 1e9, { sources: [{ store: 1, chance: 1 }] }),
    ],
    stores: [storeOf('files', { client: 100, pricePerGb: 0.03 }), storeOf('free', { client: 100 })],
  });
  return openStaged(boot, { 0: [hold(3)] }, { scenario });
}

describe('what boots read from a store with a price', () => {
  it('is paid by the GB on the wire, and part of the cost and of the bill', () => {
    const simulation = openReading();
    simulation.run(3 * MINUTE);
    const { world, now } = simulation;
    const totals = totalsOf(simulation);
    expect(totals.costStores).toBeCloseTo(3 * 5 * 0.03, 9);
    expect(bootTotals(world, now)?.reads).toEqual([
      { name: 'files', gb: 15, cost: totals.costStores },
      { name: 'free', gb: 3, cost: 0 },
    ]);
    const bill = billOf(world, now);
    const lines = bill.filter(({ what }) => what.startsWith('read from'));
    expect(lines).toMatchObject([{ what: 'read from files', quantity: 15, unit: 'GB' }]);
    expect(lines[0].price).toBeCloseTo(0.03, 12);
    expect(sumCosts(bill)).toBeCloseTo(servingCost(totals), 9);
  });

  it('is paid as far as it has come while a read is under way', () => {
    const simulation = openReading();
    simulation.run(25 * SECOND);
    expect(totalsOf(simulation).costStores).toBeCloseTo(3 * 2.5 * 0.03, 9);
  });

  it('is counted from the opening of the account on, in the middle of a read too', () => {
    const simulation = openReading({ warmUp: 20 * SECOND });
    simulation.run(3 * MINUTE);
    expect(totalsOf(simulation).costStores).toBeCloseTo(3 * 3 * 0.03, 9);
  });
});
