import type { SimTime } from '../../engine/units.ts';
import { billLeast, isCovered } from '../accounts/money.ts';
import type { World } from '../world.ts';

/** How an instance is bought: what decides its price. */
export interface Purchase {
  readonly region: number;
  readonly market: number;
  readonly family: number;
}

/** Begins (1) or ends (-1) to bill an instance; the region's integrals must be closed. */
export function changeBilled(world: World, bought: Purchase, by: number): void {
  const cell = bought.region * 2 + bought.market;
  world.fleet.billed[cell] += by;
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return;
  coldStart.billed[cell * setup.boot.families.length + bought.family] += by;
}

/** Ends to bill an instance, but for the rest of the least billed span. */
export function endBilling(world: World, bought: Purchase, since: SimTime, now: SimTime): void {
  const { setup } = world;
  const factor = setup.boot.kind === 'stages' ? setup.boot.families[bought.family].price : 1;
  const missing = since + setup.leastBilled - now;
  const cell = bought.region * 2 + bought.market;
  // A reservation pays for the region's listed price; what a family costs beyond it stays due.
  const own = isCovered(setup, bought, world.fleet.billed[cell], now) ? factor - 1 : factor;
  billLeast(world.ledger.region, cell, missing, own);
  changeBilled(world, bought, -1);
}
