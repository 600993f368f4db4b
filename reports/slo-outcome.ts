import { z } from 'zod';

/** How one run kept its composite objective; windows without a request count for nothing. */
export interface SloOutcome {
  /** Share of windows that must be good. */
  readonly target: number;
  readonly windows: number;
  /** Windows that met every condition at once, and each by itself. */
  readonly good: number;
  readonly met: readonly { readonly name: string; readonly windows: number }[];
  /** Burn-rate alarms: somebody is called, and somebody looks at it in time. */
  readonly pages: number;
  readonly tickets: number;
}

const count = z.int().min(0);

/** What a result file says of the objective. */
export const sloShape: z.ZodType<SloOutcome> = z.strictObject({
  target: z.number().min(0).max(1).describe('Share of windows that must be good'),
  windows: count.describe('Windows with requests'),
  good: count.describe('Windows that met every condition at once'),
  met: z.array(z.strictObject({ name: z.string(), windows: count })),
  pages: count.describe('Burn of 14.4 over 1 h and 5 min, or of 6 over 6 h and 30 min'),
  tickets: count.describe('Burn of 1 over 3 d and 6 h'),
});
