import { HOUR, type SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { bytesSent, reservedCharges, storageCharges, trafficCharges } from './extras.ts';
import { sumReadings, sumSeconds } from './readings.ts';
import { sumCosts } from './rows.ts';

/** Totals of reservations, traffic, storage and idle capacity; 0 where a scenario has none. */
export function accountTotals(world: World, now: SimTime) {
  const { ledger } = world;
  const reserved = reservedCharges(world, now);
  const sent = bytesSent(world);
  return {
    costReserved: sumCosts(reserved),
    costTraffic: sumCosts(trafficCharges(world, now)),
    costStorage: sumCosts(storageCharges(world, now)),
    costCommitted: committedCost(world, now),
    reservedSeconds: 3600 * reserved.reduce((sum, { quantity }) => sum + quantity, 0),
    coveredSeconds: sumSeconds(ledger, 'coveredTime'),
    bytesOut: sent.out,
    bytesBetween: sent.between,
    idleJ: sumReadings(ledger, 'idleJ'),
    idleG: sumReadings(ledger, 'idleG'),
    networkJ: sumReadings(ledger, 'networkJ'),
    networkG: sumReadings(ledger, 'networkG'),
  };
}

/** What reservations still cost after now, where their end is known. */
function committedCost({ setup }: World, now: SimTime): number {
  return (setup.accounts?.reserved ?? []).reduce((sum, { instances, pricePerHour, until }) => {
    const left = Number.isFinite(until) ? Math.max(0, until - now) : 0;
    return sum + (instances * pricePerHour * left) / HOUR;
  }, 0);
}
