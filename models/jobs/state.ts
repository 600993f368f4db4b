import { openStream } from '../../engine/random.ts';
import type { Duration, SimTime } from '../../engine/units.ts';
import type { JobsSetup } from './setup.ts';

/** What a job does; from `launching` on it holds its instances. */
export const PHASE = {
  waiting: 0,
  launching: 1,
  restoring: 2,
  working: 3,
  saving: 4,
  leaving: 5,
} as const;

/** A region and a market (its place in the policies' list) to run in. */
export interface JobPlace {
  readonly region: number;
  readonly market: number;
}

/** One job that has come and is not finished. */
export interface Job {
  readonly number: number;
  readonly jobClass: number;
  /** Number within its class: names its draws. */
  readonly serial: number;
  readonly arrivedAt: SimTime;
  readonly deadlineAt: SimTime;
  readonly width: number;
  /** Time it works on its instances when nothing goes wrong. */
  readonly length: Duration;
  phase: number;
  phaseSince: SimTime;
  /** Where it runs or last ran. */
  place: JobPlace;
  zone: number;
  /** Where it goes once it has left; undefined: nowhere. */
  goesTo: JobPlace | undefined;
  /** Work done up to `phaseSince`, and what the last checkpoint holds. */
  done: Duration;
  saved: Duration;
  launches: number;
  launchedAt: SimTime;
  /** Handles of the end of the phase, of the revocation and of the deadline; -1: none. */
  phaseEnd: number;
  revocation: number;
  expiry: number;
}

/** Counts and instance times of jobs since the ledger opened, times in microseconds. */
export interface JobCounts {
  arrived: number;
  finished: number;
  inTime: number;
  late: number;
  /** Gangs under notice of revocation, and launches. */
  revocations: number;
  launches: number;
  /** Instance time of work that was done, and of work that a revocation undid. */
  workTime: number;
  lostTime: number;
}

/** Integrals by region; money by region * 2 + market. */
export interface JobMeters {
  readonly since: Float64Array;
  readonly instanceTime: Float64Array;
  /** By region * 2 + market, with the rests of least billed spans. */
  readonly billedTime: Float64Array;
  readonly cost: Float64Array;
  readonly energyJ: Float64Array;
  readonly operationalG: Float64Array;
}

/** All jobs of a run: plain data. */
export interface JobsState {
  /** In the order they came. */
  active: Job[];
  /** Jobs that ever came: in all, and per class. */
  numbered: number;
  readonly serials: number[];
  /** Next entry of a recorded class, and streams of gaps, one per class. */
  readonly gaps: Int32Array;
  readonly sizeKeys: Int32Array;
  readonly scratch: Int32Array;
  /** Instances held by region * 2 + market, and of them those whose job works, by region. */
  readonly held: Int32Array;
  readonly working: Int32Array;
  counts: JobCounts;
  /** Jobs under way when the ledger opened: they close the sums. */
  activeAtOpen: number;
  readonly meters: JobMeters;
  readonly atOpen: JobMeters;
}

/** Nothing has come yet. */
export function createJobs(setup: JobsSetup, regions: number, seed: number): JobsState {
  return {
    active: [],
    numbered: 0,
    serials: setup.classes.map(() => 0),
    gaps: streamsOf(setup, seed, 'gaps'),
    sizeKeys: streamsOf(setup, seed, 'sizes'),
    scratch: new Int32Array(4),
    held: new Int32Array(regions * 2),
    working: new Int32Array(regions),
    counts: emptyCounts(),
    activeAtOpen: 0,
    meters: createMeters(regions),
    atOpen: createMeters(regions),
  };
}

function streamsOf(setup: JobsSetup, seed: number, what: string): Int32Array {
  const words = new Int32Array(setup.classes.length * 4);
  setup.classes.forEach(({ name }, at) => {
    words.set(openStream(seed, `jobs/${what}/${name}`), at * 4);
  });
  return words;
}

/** Counts that all read 0. */
export function emptyCounts(): JobCounts {
  return {
    arrived: 0,
    finished: 0,
    inTime: 0,
    late: 0,
    revocations: 0,
    launches: 0,
    workTime: 0,
    lostTime: 0,
  };
}

function createMeters(regions: number): JobMeters {
  const one = () => new Float64Array(regions);
  return {
    since: one(),
    instanceTime: one(),
    billedTime: new Float64Array(regions * 2),
    cost: new Float64Array(regions * 2),
    energyJ: one(),
    operationalG: one(),
  };
}

/** Work a job has done by now, its present phase included. */
export function doneBy(job: Job, now: SimTime): Duration {
  return job.phase === PHASE.working ? job.done + (now - job.phaseSince) : job.done;
}
