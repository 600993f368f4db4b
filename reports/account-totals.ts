import { z } from 'zod';

const usd = z.number().min(0).describe('USD');
const seconds = z.number().min(0).describe('Seconds');
const joules = z.number().min(0).describe('Joules');
const grams = z.number().min(0).describe('Grams of CO2 equivalent');
const bytes = z.number().min(0).describe('Bytes');

/** How totals of reservations, traffic, storage, unused capacity and networks are written. */
export const accountShape = {
  costReserved: usd,
  costTraffic: usd,
  costStorage: usd,
  costCommitted: usd.describe('USD that reservations still cost after the horizon'),
  reservedSeconds: seconds,
  coveredSeconds: seconds.describe('Seconds of on-demand instances that a reservation paid'),
  bytesOut: bytes,
  bytesBetween: bytes,
  idleJ: joules.describe('Joules that unused slots drew, PUE included'),
  idleG: grams,
  networkJ: joules.describe('Joules of networks outside the data centres; in no sum'),
  networkG: grams,
};

/** Totals of reservations, traffic, storage, unused capacity and networks. */
export type AccountTotals = { readonly [K in keyof typeof accountShape]: number };
