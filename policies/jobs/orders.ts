import type { SimTime } from '../../engine/units.ts';
import type { Turn } from '../contract.ts';
import type { JobDecision } from '../decision.ts';
import type { JobObservation, Observation } from '../observation.ts';

/** An order that was given, and when its receipt said it had landed; -1 while it has not. */
interface Given {
  readonly job: number;
  readonly landedAt: SimTime;
}

/** What a job policy remembers: orders that an observation may not show yet. */
export interface JobMemory {
  readonly given: readonly Given[];
}

/** Nothing was ordered yet. */
export const NO_ORDERS: JobMemory = { given: [] };

/** Forgets the orders whose effect the observation shows; receipts come in the order of orders. */
export function settle({ receipts, memory, observedAt }: Turn<unknown, JobMemory>): JobMemory {
  let told = 0;
  const given = memory.given.map((one) => {
    if (one.landedAt >= 0 || told === receipts.length) return one;
    return { job: one.job, landedAt: receipts[told++].at };
  });
  return { given: given.filter(({ landedAt }) => landedAt < 0 || landedAt > observedAt) };
}

/** Jobs that no order is under way for: an old picture must not order twice. */
export function jobsToDecide(
  { jobs = [] }: Observation,
  { given }: JobMemory,
): readonly JobObservation[] {
  return jobs.filter(({ job }) => !given.some((one) => one.job === job));
}

/** The memory after these decisions. */
export function remember({ given }: JobMemory, decisions: readonly JobDecision[]): JobMemory {
  return { given: [...given, ...decisions.map(({ job }) => ({ job, landedAt: -1 }))] };
}
