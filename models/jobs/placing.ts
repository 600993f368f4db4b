import { draw } from '../../engine/distributions.ts';
import { seedState } from '../../engine/random.ts';
import { type Duration, roundTime } from '../../engine/units.ts';
import { lacksCapacity, refuseFaulty, sellsSpot } from '../faults/refusal.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { billRest, integrateJobs } from './meters.ts';
import type { JobsSetup } from './setup.ts';
import { type Job, type JobPlace, type JobsState, PHASE } from './state.ts';

/** Place of spot in the policies' list of markets. */
const SPOT = 1;

/** Launches a job may need in a life; each has draws of its own. */
const LAUNCHES_MOST = 4096;

/** The two halves of a world with jobs. */
export interface JobsOf {
  readonly jobs: JobsState;
  readonly rules: JobsSetup;
}

/** The jobs of a world; for events that only a world with jobs has. */
export function jobsOf({ jobs, setup }: World): JobsOf {
  if (jobs === undefined || setup.jobs === undefined) throw new Error('the world has no jobs');
  return { jobs, rules: setup.jobs };
}

/** Why the cloud would not give a gang of this width there now; empty when it would. */
export function refusalOf(world: World, job: Job, place: JobPlace): string {
  const { jobs, rules } = jobsOf(world);
  const { region, market } = place;
  const isThere = job.phase !== PHASE.waiting && job.place.region === region;
  const others = jobs.held[region * 2] + jobs.held[region * 2 + 1] - (isThere ? job.width : 0);
  if (others + job.width > rules.quota) {
    return `job quota of ${rules.quota} instances: ${others} held, ${job.width} wanted`;
  }
  const faulty = refuseFaulty(world, region, SPOT);
  if (faulty !== '') return faulty;
  if (market === SPOT && zoneFor(world, place) < 0) {
    return 'insufficient spot capacity in every zone';
  }
  if (zoneFor(world, place) < 0) return 'every zone is lost';
  return '';
}

/** The open zone in which jobs hold the fewest instances of a market; -1: none is open. */
function zoneFor(world: World, { region, market }: JobPlace): number {
  const { jobs } = jobsOf(world);
  if (market !== SPOT && world.zonesUp[region].length === 0) return 0;
  const held = new Array<number>(world.zonesUp[region].length).fill(0);
  for (const { phase, place, zone, width } of jobs.active) {
    const isHeld = phase !== PHASE.waiting && place.market === market;
    if (isHeld && place.region === region) held[zone] += width;
  }
  let best = -1;
  world.zonesUp[region].forEach((_, zone) => {
    const isOpen =
      market === SPOT ? sellsSpot(world, region, zone) : !lacksCapacity(world, region, zone);
    if (isOpen && (best < 0 || held[zone] < held[best])) best = zone;
  });
  return best;
}

/** Takes a gang of instances for a waiting job; the place must not be refused. */
export function launchJob(
  world: World,
  simulation: WorldSimulation,
  job: Job,
  place: JobPlace,
): void {
  const { jobs } = jobsOf(world);
  const { now } = simulation;
  job.zone = zoneFor(world, place);
  job.place = place;
  integrateJobs(world, place.region, now);
  jobs.held[place.region * 2 + place.market] += job.width;
  jobs.counts.launches++;
  job.launchedAt = now;
  enterPhase(world, simulation, job, PHASE.launching);
  const at = now + launchTime(world, job);
  job.phaseEnd = simulation.schedule(at, KIND.jobAdvances, job.number);
}

// The gang works when its slowest instance runs.
function launchTime(world: World, job: Job): Duration {
  const { jobs, rules } = jobsOf(world);
  const key = jobs.sizeKeys.subarray(job.jobClass * 4, job.jobClass * 4 + 4);
  const serial = (job.serial + 1) * LAUNCHES_MOST + (job.launches % LAUNCHES_MOST);
  job.launches++;
  // Far above the serials of sizes, so that no launch shares its draws with a job's size.
  seedState(jobs.scratch, 0, key, 2 ** 40 + serial);
  let slowest = 0;
  for (let n = 0; n < job.width; n++) {
    slowest = Math.max(slowest, roundTime(draw(rules.launch, jobs.scratch, 0)));
  }
  return slowest;
}

/** Changes what a job does; the work of a phase that ends is kept. */
export function enterPhase(
  world: World,
  simulation: WorldSimulation,
  job: Job,
  phase: number,
): void {
  const { jobs } = jobsOf(world);
  const { now } = simulation;
  const { region } = job.place;
  const gains = job.phase === PHASE.working ? now - job.phaseSince : 0;
  integrateJobs(world, region, now);
  if (job.phase === PHASE.working) jobs.working[region] -= job.width;
  if (phase === PHASE.working) jobs.working[region] += job.width;
  job.done += gains;
  jobs.counts.workTime += gains * job.width;
  job.phase = phase;
  job.phaseSince = now;
}

/** Gives a job's instances back: what no checkpoint holds is lost. */
export function releaseJob(world: World, simulation: WorldSimulation, job: Job): void {
  const { jobs, rules } = jobsOf(world);
  const { now } = simulation;
  enterPhase(world, simulation, job, PHASE.waiting);
  const cell = job.place.region * 2 + job.place.market;
  billRest(world, cell, (job.launchedAt + rules.leastBilled - now) * job.width);
  jobs.held[cell] -= job.width;
  jobs.counts.lostTime += (job.done - job.saved) * job.width;
  job.done = job.saved;
  if (job.phaseEnd >= 0) simulation.cancel(job.phaseEnd);
  if (job.revocation >= 0) simulation.cancel(job.revocation);
  job.phaseEnd = -1;
  job.revocation = -1;
}
