import type { AccountTotals } from '../../../reports/account-totals.ts';

/** A day with nothing reserved, sent or stored that is accounted, and a third of energy unused. */
export const accountTotals: AccountTotals = {
  costReserved: 0,
  costTraffic: 0,
  costStorage: 0,
  costCommitted: 0,
  reservedSeconds: 0,
  coveredSeconds: 0,
  bytesOut: 0,
  bytesBetween: 0,
  idleJ: 12_000_000,
  idleG: 1_000,
  networkJ: 0,
  networkG: 0,
};
