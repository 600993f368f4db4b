import type { Law } from '../../engine/distributions.ts';
import type { Duration, SimTime } from '../../engine/units.ts';
import type { JobClassBrief } from '../../policies/job-brief.ts';

/** When jobs of a class come: at a time of day, after gaps, or as they were recorded. */
export type JobArrivals =
  | {
      readonly kind: 'daily';
      /** First instant, before 24 h; then every 24 h. */
      readonly at: Duration;
    }
  | { readonly kind: 'gaps'; readonly gap: Law }
  | { readonly kind: 'recorded'; readonly at: readonly SimTime[] };

/**
 * How much a job works, in time of one instance: drawn from a law, or as it was recorded, one
 * entry an arrival. Recorded jobs bring their own width.
 */
export type JobSize =
  | { readonly kind: 'law'; readonly law: Law; readonly width: number }
  | {
      readonly kind: 'recorded';
      readonly work: readonly Duration[];
      readonly width: readonly number[];
    };

/** A class of jobs: fixed facts. */
export interface JobClassSetup extends JobClassBrief {
  readonly arrivals: JobArrivals;
  /** Jobs that come together. */
  readonly count: number;
  readonly size: JobSize;
  /** Times as fast as one instance, by width: entry n is n instances; entry 0 stands for none. */
  readonly speedup: readonly number[];
  /** From a job's coming to the instant it should be finished at. */
  readonly deadline: Duration;
  /** Whether a warned job writes a checkpoint, where the notice is long enough. */
  readonly savesOnNotice: boolean;
  /** Loading code, data and the last checkpoint once the instances run. */
  readonly restart: Duration;
}

/** All that is fixed about the jobs of a run. */
export interface JobsSetup {
  readonly classes: readonly JobClassSetup[];
  /** Most instances that jobs may hold in one region, both markets together. */
  readonly quota: number;
  /** One instance from order to running; a gang waits for its slowest. */
  readonly launch: Law;
  readonly notice: Duration;
  readonly leastBilled: Duration;
  readonly idleW: number;
  /** Power of an instance whose job works; idle power while it starts or loads. */
  readonly workingW: number;
  readonly embodiedGPerSecond: number;
}
