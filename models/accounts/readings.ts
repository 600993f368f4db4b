import { HOUR, SECOND } from '../../engine/units.ts';
import type { Ledger } from '../ledger.ts';
import type { MarketMeter, RegionMeter } from './region-meters.ts';

/** A month of a bill: a twelfth of 365.25 days, microseconds. */
export const MONTH = 730.5 * HOUR;

/** One integral since the account opened, at its place. */
export function readingOf(
  { region, atOpen }: Ledger,
  meter: RegionMeter | MarketMeter,
  at: number,
): number {
  return region[meter][at] - atOpen[meter][at];
}

/** One integral since the account opened, over all regions. */
export function sumReadings({ region, atOpen }: Ledger, meter: RegionMeter): number {
  return region[meter].reduce((sum, value, at) => sum + value - atOpen[meter][at], 0);
}

/** A sum of instance time in seconds. */
export function sumSeconds(ledger: Ledger, meter: RegionMeter): number {
  return sumReadings(ledger, meter) / SECOND;
}
