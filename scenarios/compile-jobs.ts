import { meanOf } from '../engine/distributions.ts';
import { SECOND } from '../engine/units.ts';
import type { JobArrivals, JobClassSetup, JobSize, JobsSetup } from '../models/jobs/setup.ts';
import { speedups } from '../models/training/all-reduce.ts';
import type { JobClassBrief } from '../policies/job-brief.ts';
import type { JobSample, TraceBundle } from '../traces/series.ts';
import type { Scenario } from './scenario.ts';
import type { JobClassScenario, JobsScenario } from './workloads.ts';

/** The jobs of a run; nothing where the scenario has none. */
export function compileJobs(
  scenario: Scenario,
  bundle: TraceBundle,
): { readonly jobs?: JobsSetup } {
  const { jobs, serving } = scenario;
  if (jobs === undefined) return {};
  const { idleW, maxW, limitW = maxW, embodiedKg, life, notice, leastBilled } = serving;
  return {
    jobs: {
      classes: jobs.classes.map((one) => compileClass(one, jobs, scenario, bundle)),
      quota: jobs.quota,
      launch: jobs.launch,
      notice,
      leastBilled,
      idleW,
      workingW: idleW + (limitW - idleW) * jobs.power,
      embodiedGPerSecond: (embodiedKg * 1000 * SECOND) / life,
    },
  };
}

/** What every job policy is told beforehand of the classes. */
export function briefJobs(jobs: JobsSetup | undefined): {
  readonly jobClasses?: readonly JobClassBrief[];
} {
  if (jobs === undefined) return {};
  return {
    jobClasses: jobs.classes.map((one) => {
      const { name, regions, changeover, checkpointEvery, checkpointTakes } = one;
      return { name, regions, changeover, checkpointEvery, checkpointTakes };
    }),
  };
}

function compileClass(
  one: JobClassScenario,
  jobs: JobsScenario,
  scenario: Scenario,
  bundle: TraceBundle,
): JobClassSetup {
  const recorded = recordedOf(one, bundle);
  const widest = recorded?.width.reduce((most, width) => Math.max(most, width), 1) ?? one.width;
  return {
    name: one.name,
    regions: one.regions.map((name) => scenario.regions.findIndex((two) => two.name === name)),
    changeover: Math.round(meanOf(jobs.launch) + one.restart),
    checkpointEvery: one.checkpointEvery,
    checkpointTakes: one.checkpointTakes,
    arrivals: compileArrivals(one, recorded),
    count: one.count,
    size: compileSize(one, recorded),
    speedup: speedups(one.allReduce, widest),
    deadline: one.deadline,
    savesOnNotice: one.savesOnNotice,
    restart: one.restart,
  };
}

/** The recorded jobs that are narrow enough. */
function recordedOf(one: JobClassScenario, { jobs }: TraceBundle): JobSample | undefined {
  const { arrivals } = one;
  if (arrivals.kind !== 'recorded') return undefined;
  if (jobs === undefined) throw new Error(`jobs of ${one.name} are recorded, but no trace is open`);
  const rows = jobs.at.map((_, row) => row);
  const narrow = rows.filter((row) => jobs.width[row] <= arrivals.widthMost);
  const kept = narrow.filter((_, at) => at % arrivals.oneIn === 0);
  return {
    at: kept.map((row) => jobs.at[row]),
    work: kept.map((row) => jobs.work[row]),
    width: kept.map((row) => jobs.width[row]),
  };
}

function compileArrivals(one: JobClassScenario, recorded: JobSample | undefined): JobArrivals {
  const { arrivals } = one;
  return arrivals.kind === 'recorded' ? { kind: 'recorded', at: recorded?.at ?? [] } : arrivals;
}

function compileSize({ work, width }: JobClassScenario, recorded: JobSample | undefined): JobSize {
  if (recorded !== undefined) {
    return { kind: 'recorded', work: recorded.work, width: recorded.width };
  }
  if (work === undefined) throw new Error('jobs that are not recorded need a law of their work');
  return { kind: 'law', law: work, width };
}
