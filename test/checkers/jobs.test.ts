import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../engine/units.ts';
import { jobTotals } from '../../models/jobs/meters.ts';
import { KINDS } from '../../models/kinds.ts';
import { openReplication } from '../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../scenarios/saved.ts';
import type { Contender } from '../../scenarios/scenario.ts';
import { fewPlayers, jobClass } from '../fixtures/jobs.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';
import { brokenJobs } from './jobs.ts';

const jobs = {
  quota: 6,
  launch: { kind: 'lognormal', mu: 17.9, sigma: 0.4 },
  power: 0.8,
  classes: [
    jobClass({ arrivals: { kind: 'gaps', gap: { kind: 'exponential', mean: HOUR } }, width: 2 }),
    jobClass({
      name: 'search',
      arrivals: { kind: 'gaps', gap: { kind: 'exponential', mean: 2 * HOUR } },
      count: 3,
      work: { kind: 'weibull', shape: 0.6, scale: 20 * MINUTE },
      checkpointEvery: Number.POSITIVE_INFINITY,
      checkpointTakes: 0,
    }),
  ],
} as const;

const [first] = smallScenario().contenders;
const contenders = ['jobs/uniform-progress', 'jobs/on-demand-now', 'jobs/spot-now'].map(
  (use): Contender => ({
    ...first,
    name: use.slice(5),
    jobs: { use, every: MINUTE, parameters: {} },
  }),
);
const spans = {
  jobs,
  contenders,
  ...fewPlayers(),
  horizon: 16 * HOUR,
  warmUp: HOUR,
};
const scenario = smallScenario(spans);
const input = (contender: number) => {
  return { scenario, bundle: smallBundle(), contender, replication: 0 };
};

it.each([0, 1, 2])('keeps the books of jobs at every event under contender %i', (contender) => {
  const simulation = openReplication(input(contender));
  const faults: string[] = [];
  let checked = 0;
  simulation.watch((_now, kind) => {
    if (!KINDS[kind].name.startsWith('job.')) return;
    checked++;
    faults.push(...brokenJobs(simulation.world));
  });
  simulation.run(16 * HOUR);
  const totals = jobTotals(simulation.world, simulation.now);
  expect(faults).toEqual([]);
  expect(checked).toBeGreaterThan(100);
  expect(totals.jobWorkSeconds).toBeLessThanOrEqual(totals.jobInstanceSeconds);
  expect(totals.jobsFinished).toBeGreaterThan(10);
});

it('meets the same jobs under every contender', () => {
  const sizes = [0, 1, 2].map((contender) => {
    const simulation = openReplication(input(contender));
    const met: string[] = [];
    simulation.watch(() => {
      for (const job of simulation.world.jobs?.active ?? []) {
        if (job.number === met.length) met.push(`${job.arrivedAt} ${job.length} ${job.width}`);
      }
    });
    simulation.run(6 * HOUR);
    return met;
  });
  expect(sizes[0].length).toBeGreaterThan(5);
  expect(sizes[1]).toEqual(sizes[0]);
  expect(sizes[2]).toEqual(sizes[0]);
});

it('goes on from a save as if it had never stopped', () => {
  const whole = openReplication(input(0));
  whole.run(5 * HOUR);
  const saved = saveReplication(whole, 'uniform-progress', 0);
  const resumed = resumeReplication({ ...input(0), origin: { scenario, saved } });
  whole.run(12 * HOUR);
  resumed.run(12 * HOUR);
  expect(resumed.digest()).toBe(whole.digest());
  expect(jobTotals(resumed.world, resumed.now)).toEqual(jobTotals(whole.world, whole.now));
});
