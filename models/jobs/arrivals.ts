import { draw } from '../../engine/distributions.ts';
import { seedState } from '../../engine/random.ts';
import { DAY, type Duration, roundTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { JobClassSetup, JobsSetup } from './setup.ts';
import { type Job, type JobsState, PHASE } from './state.ts';

/** Schedules the first job of every class. */
export function startJobs(world: World, simulation: WorldSimulation): void {
  const { jobs, setup } = world;
  if (jobs === undefined || setup.jobs === undefined) return;
  setup.jobs.classes.forEach((_, jobClass) => {
    scheduleNext(world, simulation, jobClass, true);
  });
}

function scheduleNext(
  world: World,
  simulation: WorldSimulation,
  jobClass: number,
  isFirst: boolean,
): void {
  const { jobs, setup } = world;
  if (jobs === undefined || setup.jobs === undefined) return;
  const { arrivals } = setup.jobs.classes[jobClass];
  const { now } = simulation;
  let at = Number.POSITIVE_INFINITY;
  if (arrivals.kind === 'daily') at = isFirst ? arrivals.at : now + DAY;
  if (arrivals.kind === 'gaps') {
    at = now + Math.max(1, roundTime(draw(arrivals.gap, jobs.gaps, jobClass * 4)));
  }
  if (arrivals.kind === 'recorded') at = arrivals.at[jobs.serials[jobClass]] ?? at;
  if (at <= setup.horizon) simulation.schedule(at, KIND.jobArrives, jobClass);
}

/** Jobs of a class come, one or several; they wait until a policy lets them run. */
export function arriveJobs(world: World, simulation: WorldSimulation, jobClass: number): void {
  const { jobs, setup } = world;
  if (jobs === undefined || setup.jobs === undefined) return;
  const { count } = setup.jobs.classes[jobClass];
  for (let n = 0; n < count; n++) {
    const job = createJob(jobs, setup.jobs, jobClass, simulation.now);
    job.expiry = simulation.schedule(job.deadlineAt, KIND.jobExpires, job.number);
    jobs.active.push(job);
  }
  scheduleNext(world, simulation, jobClass, false);
}

function createJob(jobs: JobsState, setup: JobsSetup, jobClass: number, now: number): Job {
  const one = setup.classes[jobClass];
  const serial = jobs.serials[jobClass]++;
  const { work, width } = sizeOf(jobs, one, jobClass, serial);
  jobs.counts.arrived++;
  return {
    number: jobs.numbered++,
    jobClass,
    serial,
    arrivedAt: now,
    deadlineAt: now + one.deadline,
    width,
    length: Math.max(1, roundTime(work / one.speedup[width])),
    phase: PHASE.waiting,
    phaseSince: now,
    place: { region: one.regions[0], market: 0 },
    zone: 0,
    goesTo: undefined,
    done: 0,
    saved: 0,
    launches: 0,
    launchedAt: 0,
    phaseEnd: -1,
    revocation: -1,
    expiry: -1,
  };
}

// A job's size is drawn from a stream of its own, so nothing a policy does moves it.
function sizeOf(
  jobs: JobsState,
  { size }: JobClassSetup,
  jobClass: number,
  serial: number,
): { readonly work: Duration; readonly width: number } {
  if (size.kind === 'recorded') return { work: size.work[serial], width: size.width[serial] };
  seedState(jobs.scratch, 0, jobs.sizeKeys.subarray(jobClass * 4, jobClass * 4 + 4), serial);
  return { work: draw(size.law, jobs.scratch, 0), width: size.width };
}
