import { PHASE } from '../../models/jobs/state.ts';
import type { World } from '../../models/world.ts';

/** Every broken promise of the jobs of a world between two events, in words. */
export function brokenJobs(world: World): string[] {
  const { jobs, setup } = world;
  if (jobs === undefined || setup.jobs === undefined) return [];
  const { counts, active, held } = jobs;
  const faults: string[] = [];
  const came = counts.arrived + jobs.activeAtOpen;
  if (came !== counts.finished + active.length) faults.push(`jobs: ${came} came, others stayed`);
  const byCell = new Array<number>(held.length).fill(0);
  for (const job of active) {
    const { phase, place, width, saved, done, length } = job;
    if (phase !== PHASE.waiting) byCell[place.region * 2 + place.market] += width;
    if (!(saved >= 0 && saved <= done && done <= length)) faults.push(`job ${job.number}: work`);
    if (phase === PHASE.waiting && done !== saved) faults.push(`job ${job.number}: waits unsaved`);
  }
  byCell.forEach((count, cell) => {
    if (count !== held[cell]) faults.push(`cell ${cell}: ${held[cell]} held, ${count} in use`);
  });
  setup.regions.forEach((_, region) => {
    const both = held[region * 2] + held[region * 2 + 1];
    if (both > (setup.jobs?.quota ?? 0)) faults.push(`region ${region}: ${both} over the quota`);
  });
  return faults;
}
