import { HOUR, SECOND, type SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { doneBy, emptyCounts } from './state.ts';

const JOULES_PER_KWH = 3.6e6;

/**
 * Closes off the jobs' integrals of a region at `now`: call before any change of the instances
 * they hold, of a price or of an intensity. Nothing happens where there are no jobs.
 */
export function integrateJobs(world: World, region: number, now: SimTime): void {
  const { jobs, setup, ledger } = world;
  if (jobs === undefined || setup.jobs === undefined) return;
  const { meters, held, working } = jobs;
  const span = now - meters.since[region];
  if (span === 0) return;
  meters.since[region] = now;
  const onDemand = held[region * 2] * span;
  const spot = held[region * 2 + 1] * span;
  const { price, intensity } = ledger.region;
  meters.instanceTime[region] += onDemand + spot;
  meters.billedTime[region * 2] += onDemand;
  meters.billedTime[region * 2 + 1] += spot;
  meters.cost[region * 2] += (onDemand / HOUR) * price[region * 2];
  meters.cost[region * 2 + 1] += (spot / HOUR) * price[region * 2 + 1];
  const { idleW, workingW } = setup.jobs;
  const wattTime = idleW * (onDemand + spot) + (workingW - idleW) * working[region] * span;
  const joules = (wattTime * setup.regions[region].pue) / SECOND;
  meters.energyJ[region] += joules;
  meters.operationalG[region] += (joules / JOULES_PER_KWH) * intensity[region];
}

/** Bills the rest of the shortest billed span of a gang that is given back early. */
export function billRest(world: World, cell: number, missing: number): void {
  if (world.jobs === undefined || missing <= 0) return;
  world.jobs.meters.billedTime[cell] += missing;
  world.jobs.meters.cost[cell] += (missing / HOUR) * world.ledger.region.price[cell];
}

/** Starts the jobs' account afresh; jobs under way are carried over. */
export function openJobsAccount(world: World, now: SimTime): void {
  const { jobs } = world;
  if (jobs === undefined) return;
  closeJobMeters(world, now);
  for (const job of jobs.active) {
    job.done = doneBy(job, now);
    job.phaseSince = now;
  }
  jobs.counts = emptyCounts();
  jobs.activeAtOpen = jobs.active.length;
  jobs.atOpen.instanceTime.set(jobs.meters.instanceTime);
  jobs.atOpen.billedTime.set(jobs.meters.billedTime);
  jobs.atOpen.cost.set(jobs.meters.cost);
  jobs.atOpen.energyJ.set(jobs.meters.energyJ);
  jobs.atOpen.operationalG.set(jobs.meters.operationalG);
}

/** Totals of the jobs since the ledger opened: all 0 where there are none. */
export function jobTotals(world: World, now: SimTime) {
  closeJobMeters(world, now);
  const { jobs, setup } = world;
  const counts = jobs?.counts ?? emptyCounts();
  const active = jobs?.active ?? [];
  const present = active.reduce((sum, job) => sum + (doneBy(job, now) - job.done) * job.width, 0);
  const instanceSeconds = sumOf(world, 'instanceTime') / SECOND;
  return {
    jobsArrived: counts.arrived,
    jobsFinished: counts.finished,
    jobsInTime: counts.inTime,
    jobsLate: counts.late,
    jobRevocations: counts.revocations,
    jobInstanceSeconds: instanceSeconds,
    jobWorkSeconds: (counts.workTime + present) / SECOND,
    jobLostSeconds: counts.lostTime / SECOND,
    costJobs: sumOf(world, 'cost'),
    jobEnergyJ: sumOf(world, 'energyJ'),
    jobOperationalG: sumOf(world, 'operationalG'),
    jobEmbodiedG: instanceSeconds * (setup.jobs?.embodiedGPerSecond ?? 0),
  };
}

function closeJobMeters(world: World, now: SimTime): void {
  world.setup.regions.forEach((_, region) => {
    integrateJobs(world, region, now);
  });
}

function sumOf(
  { jobs }: World,
  meter: 'instanceTime' | 'cost' | 'energyJ' | 'operationalG',
): number {
  if (jobs === undefined) return 0;
  return jobs.meters[meter].reduce((sum, value, at) => sum + value - jobs.atOpen[meter][at], 0);
}
