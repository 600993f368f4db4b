import { z } from 'zod';

/**
 * How one run got over one fault. Recovery: from its beginning until the share of late answers was
 * back at its level before, for five minutes in a row; 0 when it never left it. Times in
 * microseconds.
 */
export interface FaultOutcome {
  readonly name: string;
  readonly fault: string;
  readonly at: number;
  /** Share of late answers in the ten minutes before; -1: nothing was answered. */
  readonly lateBefore: number;
  readonly recovery: { readonly value: number } | { readonly undefinedBecause: string };
  /** Minutes above that level up to half an hour after the fault's end. */
  readonly lateMinutes: number;
  /** Sessions that quit, gave up or left the lobby, up to the recovery. */
  readonly sessionsLost: number;
  /** Requests rejected or abandoned, up to the recovery. */
  readonly requestsLost: number;
  /** Instances, those of jobs included, that the fault took without notice. */
  readonly instancesLost: number;
}

const count = z.int().min(0);
const time = z.number().min(0).describe('Microseconds');

/** What a result file says of one fault. */
export const faultShape: z.ZodType<FaultOutcome> = z.strictObject({
  name: z.string(),
  fault: z.string(),
  at: time,
  lateBefore: z.number().min(-1).max(1).describe('Share of late answers before; -1: none came'),
  recovery: z
    .union([
      z.strictObject({ value: time }),
      z.strictObject({ undefinedBecause: z.string().min(1).describe('Why there is no number') }),
    ])
    .describe('From its beginning until late answers were back at that level for five minutes'),
  lateMinutes: count.describe('Minutes above that level, to half an hour after its end'),
  sessionsLost: count.describe('Quit, given up or gone from the lobby, up to the recovery'),
  requestsLost: count.describe('Rejected or abandoned, up to the recovery'),
  instancesLost: count.describe('Taken by it without notice'),
});
