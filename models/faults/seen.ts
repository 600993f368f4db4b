import type { SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';

/** The price in force, or the last one before its feed went out; cell = region * 2 + market. */
export function seenPrice({ faults, ledger }: World, cell: number): number {
  return faults.pricesFrozen ? faults.lastPrices[cell] : ledger.region.price[cell];
}

/** The intensity in force, or the last one before its feed went out. */
export function seenIntensity({ faults, ledger }: World, region: number): number {
  return faults.carbonFrozen ? faults.lastIntensities[region] : ledger.region.intensity[region];
}

/** What telemetry makes of a count of a region: lost, blown up or shrunk while a fault lasts. */
export function seenCount({ faults }: World, region: number, count: number): number {
  const factor = faults.countFactor[region];
  return factor === 1 ? count : Math.round(count * factor);
}

/** What telemetry makes of an amount that is no whole number. */
export function seenAmount({ faults }: World, region: number, amount: number): number {
  return amount * faults.countFactor[region];
}

/** The stamp that a scrape taken now gets from a clock that may be off; never before the epoch. */
export function stampOf({ faults }: World, now: SimTime): SimTime {
  return Math.max(0, now + faults.skew);
}
