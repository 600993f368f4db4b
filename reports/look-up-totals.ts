import { z } from 'zod';

const count = z.int().min(0);
const time = z.number().min(0);

/** How the totals of feature look-ups are written. */
export const lookUpShape = {
  requestsLookingUp: count.describe('Requests, once for every region they came to'),
  lookUpsAway: count.describe('Of these, those that asked a shard of another building'),
  lookUpSum: time.describe('From reaching a region to knowing all, microseconds'),
  lookUpP99: z.union([time.describe('Microseconds'), z.literal('NaN')]),
};

/** The part of a run's totals on look-ups; 0 and NaN where there are none. */
export interface LookUpTotals {
  readonly requestsLookingUp: number;
  readonly lookUpsAway: number;
  readonly lookUpSum: number;
  readonly lookUpP99: number;
}
