import type { SimTime } from '../../engine/units.ts';
import type { JobState } from '../../policies/job-brief.ts';
import { MARKETS } from '../../policies/loop.ts';
import type { JobObservation } from '../../policies/observation.ts';
import type { World } from '../world.ts';
import { doneBy, type Job } from './state.ts';

/** By phase: what an operator's console would call it. */
const STATES: readonly JobState[] = [
  'waiting',
  'starting',
  'starting',
  'working',
  'working',
  'leaving',
];

/** What a scrape sees of the jobs under way; nothing where the scenario has none. */
export function observeJobs(
  { jobs }: World,
  now: SimTime,
): { readonly jobs?: readonly JobObservation[] } {
  return jobs === undefined ? {} : { jobs: jobs.active.map((job) => observeJob(job, now)) };
}

function observeJob(job: Job, now: SimTime): JobObservation {
  return {
    job: job.number,
    jobClass: job.jobClass,
    arrivedAt: job.arrivedAt,
    deadlineAt: job.deadlineAt,
    width: job.width,
    state: STATES[job.phase],
    market: MARKETS[job.place.market],
    region: job.place.region,
    length: job.length,
    done: doneBy(job, now),
    saved: job.saved,
  };
}
