import { z } from 'zod';

const amount = z.number().min(0);

/** One line of the bill: quantity × price = cost. */
export interface BillRow {
  /** serving, jobs, searches or pipeline. */
  readonly part: string;
  readonly what: string;
  readonly region: string;
  readonly market: string;
  readonly quantity: number;
  readonly unit: string;
  readonly price: number;
  readonly cost: number;
}

/** One line of the footprint: quantity × rate = grams. */
export interface FootprintRow {
  /** serving, jobs, searches or network; the last is in no total. */
  readonly part: string;
  readonly what: string;
  readonly region: string;
  readonly quantity: number;
  readonly unit: string;
  readonly rate: number;
  readonly grams: number;
}

const place = { part: z.string(), what: z.string(), region: z.string() };

/** How a line of the bill is written. */
export const billRow: z.ZodType<BillRow> = z.strictObject({
  ...place,
  market: z.string(),
  quantity: amount,
  unit: z.string(),
  price: amount.describe('USD per unit; the mean where the price moved'),
  cost: amount.describe('USD'),
});

/** How a line of the footprint is written. */
export const footprintRow: z.ZodType<FootprintRow> = z.strictObject({
  ...place,
  quantity: amount,
  unit: z.string(),
  rate: amount.describe('Grams per unit; the mean where the intensity moved'),
  grams: amount.describe('Grams of CO2 equivalent'),
});
