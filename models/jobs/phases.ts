import { openStream } from '../../engine/random.ts';
import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { isTaken, type ZoneLoss } from '../market.ts';
import type { World, WorldSimulation } from '../world.ts';
import { enterPhase, jobsOf, launchJob, refusalOf, releaseJob } from './placing.ts';
import { doneBy, type Job, type JobPlace, PHASE } from './state.ts';

const SPOT = 1;

/** What became of an order to a job: how many instances now move, and why not all. */
export interface JobGrant {
  readonly granted: number;
  readonly reason: string;
}

const NOTHING_TO_DO: JobGrant = { granted: 0, reason: '' };

/** Lets a job run at a place: it starts, stays, or leaves for it; or says why it cannot. */
export function runJob(
  world: World,
  simulation: WorldSimulation,
  number: number,
  place: JobPlace,
): JobGrant {
  const job = findJob(world, number);
  if (job === undefined) return NOTHING_TO_DO;
  const isThere = job.place.region === place.region && job.place.market === place.market;
  if (job.phase !== PHASE.waiting && isThere && job.goesTo === undefined) return NOTHING_TO_DO;
  if (!isAllowed(world, job, place.region)) {
    return { granted: 0, reason: 'the class of this job does not run in that region' };
  }
  const reason = refusalOf(world, job, place);
  if (reason !== '') return { granted: 0, reason };
  if (job.phase === PHASE.waiting) launchJob(world, simulation, job, place);
  else leave(world, simulation, job, place);
  return { granted: job.width, reason: '' };
}

function isAllowed(world: World, { jobClass }: Job, region: number): boolean {
  return jobsOf(world).rules.classes[jobClass].regions.includes(region);
}

/** Lets a job stand still: it writes a checkpoint and gives its instances back. */
export function pauseJob(world: World, simulation: WorldSimulation, number: number): JobGrant {
  const job = findJob(world, number);
  if (job === undefined || job.phase === PHASE.waiting) return NOTHING_TO_DO;
  leave(world, simulation, job, undefined);
  return { granted: job.width, reason: '' };
}

function findJob(world: World, number: number): Job | undefined {
  return jobsOf(world).jobs.active.find((job) => job.number === number);
}

// Work that no checkpoint holds is written down first; a job that only starts just stops.
function leave(
  world: World,
  simulation: WorldSimulation,
  job: Job,
  goesTo: JobPlace | undefined,
): void {
  job.goesTo = goesTo;
  if (job.phase === PHASE.saving || job.phase === PHASE.leaving) {
    job.phase = PHASE.leaving;
    return;
  }
  if (job.phase === PHASE.working) startLeaving(world, simulation, job);
  else goOn(world, simulation, job);
}

function startLeaving(world: World, simulation: WorldSimulation, job: Job): void {
  enterPhase(world, simulation, job, PHASE.leaving);
  const { checkpointTakes } = jobsOf(world).rules.classes[job.jobClass];
  endPhaseAt(simulation, job, simulation.now + checkpointTakes);
}

function endPhaseAt(simulation: WorldSimulation, job: Job, at: SimTime): void {
  if (job.phaseEnd >= 0) simulation.cancel(job.phaseEnd);
  job.phaseEnd = simulation.schedule(at, KIND.jobAdvances, job.number);
}

/** Gives the instances back and goes where the job was sent, if the cloud still has room there. */
function goOn(world: World, simulation: WorldSimulation, job: Job): void {
  const { goesTo } = job;
  releaseJob(world, simulation, job);
  job.goesTo = undefined;
  if (goesTo === undefined || refusalOf(world, job, goesTo) !== '') return;
  launchJob(world, simulation, job, goesTo);
}

/** The present phase of a job ends: it restores, works, writes a checkpoint, goes or is done. */
export function advanceJob(world: World, simulation: WorldSimulation, number: number): void {
  const job = findJob(world, number);
  if (job === undefined) return;
  job.phaseEnd = -1;
  const { phase } = job;
  if (phase === PHASE.launching) restore(world, simulation, job);
  else if (phase === PHASE.restoring) work(world, simulation, job);
  else if (phase === PHASE.working) endWork(world, simulation, job);
  else endSaving(world, simulation, job);
}

// A gang under notice or on its way goes; the others work on.
function endSaving(world: World, simulation: WorldSimulation, job: Job): void {
  job.saved = job.done;
  const isGoing = job.phase === PHASE.leaving || job.revocation >= 0;
  if (isGoing) goOn(world, simulation, job);
  else work(world, simulation, job);
}

function restore(world: World, simulation: WorldSimulation, job: Job): void {
  enterPhase(world, simulation, job, PHASE.restoring);
  const { restart } = jobsOf(world).rules.classes[job.jobClass];
  endPhaseAt(simulation, job, simulation.now + restart);
}

function work(world: World, simulation: WorldSimulation, job: Job): void {
  enterPhase(world, simulation, job, PHASE.working);
  const { checkpointEvery } = jobsOf(world).rules.classes[job.jobClass];
  const left = Math.min(job.length - job.done, checkpointEvery);
  endPhaseAt(simulation, job, simulation.now + left);
}

function endWork(world: World, simulation: WorldSimulation, job: Job): void {
  if (doneBy(job, simulation.now) >= job.length) {
    finish(world, simulation, job);
    return;
  }
  enterPhase(world, simulation, job, PHASE.saving);
  const { checkpointTakes } = jobsOf(world).rules.classes[job.jobClass];
  endPhaseAt(simulation, job, simulation.now + checkpointTakes);
}

function finish(world: World, simulation: WorldSimulation, job: Job): void {
  const { jobs } = jobsOf(world);
  enterPhase(world, simulation, job, PHASE.saving);
  job.saved = job.done;
  releaseJob(world, simulation, job);
  jobs.active = jobs.active.filter((other) => other !== job);
  jobs.counts.finished++;
  if (job.expiry < 0) return;
  jobs.counts.inTime++;
  simulation.cancel(job.expiry);
}

/** A job's deadline passes while it is not finished: it counts as late, and goes on. */
export function expireJob(world: World, _simulation: WorldSimulation, number: number): void {
  const job = findJob(world, number);
  if (job === undefined) return;
  job.expiry = -1;
  jobsOf(world).jobs.counts.late++;
}

/**
 * A spot zone loses capacity: a gang of which it takes an instance is under notice and saves what
 * the notice leaves time for.
 */
export function warnJobs(world: World, simulation: WorldSimulation, loss: ZoneLoss): void {
  if (world.jobs === undefined) return;
  for (const job of [...world.jobs.active]) {
    const { place } = job;
    const isHeld = job.phase !== PHASE.waiting && job.revocation < 0 && place.market === SPOT;
    if (!isHeld || place.region !== loss.region || job.zone !== loss.zone) continue;
    if (isGangHit(world, job, loss, simulation.now)) warnJob(world, simulation, job);
  }
}

// Named after job and instant, so that what happens to one gang never moves another's chance.
function isGangHit(world: World, job: Job, loss: ZoneLoss, now: SimTime): boolean {
  if (loss.share === 0) return true;
  const stream = openStream(world.setup.seed, `jobs/losses/${job.number}/${now}`);
  for (let n = 0; n < job.width; n++) {
    if (isTaken(loss, stream)) return true;
  }
  return false;
}

function warnJob(world: World, simulation: WorldSimulation, job: Job): void {
  const { jobs, rules } = jobsOf(world);
  jobs.counts.revocations++;
  if (job.phase === PHASE.launching || job.phase === PHASE.restoring) {
    goOn(world, simulation, job);
    return;
  }
  const at = simulation.now + rules.notice;
  job.revocation = simulation.schedule(at, KIND.jobRevokes, job.number);
  const { savesOnNotice, checkpointTakes } = rules.classes[job.jobClass];
  const isInTime = savesOnNotice && checkpointTakes <= rules.notice;
  if (job.phase === PHASE.working && isInTime) startLeaving(world, simulation, job);
}

/**
 * Gangs are gone at once, and with them all work since their last checkpoints: all of a region, or
 * (zone >= 0) those of one zone. Answers how many instances that were.
 */
export function loseJobs(
  world: World,
  simulation: WorldSimulation,
  { region, zone }: { readonly region: number; readonly zone: number },
): number {
  let lost = 0;
  for (const job of [...(world.jobs?.active ?? [])]) {
    if (job.phase === PHASE.waiting || job.place.region !== region) continue;
    if (zone >= 0 && job.zone !== zone) continue;
    lost += job.width;
    goOn(world, simulation, job);
  }
  return lost;
}

/** The notice is over: the gang is gone, and with it all work since the last checkpoint. */
export function revokeJob(world: World, simulation: WorldSimulation, number: number): void {
  const job = findJob(world, number);
  if (job === undefined) return;
  job.revocation = -1;
  goOn(world, simulation, job);
}
