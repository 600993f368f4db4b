import { type Duration, HOUR, MINUTE, type SimTime } from '../../../engine/units.ts';
import type { Policy } from '../../contract.ts';
import type { Decision, JobDecision } from '../../decision.ts';
import type { JobClassBrief } from '../../job-brief.ts';
import { type Need, needOf } from '../../jobs/need.ts';
import { type JobMemory, jobsToDecide, NO_ORDERS, remember, settle } from '../../jobs/orders.ts';
import { runAt } from '../../jobs/places.ts';
import type { ParameterSpecs } from '../../listing.ts';
import type { Brief, JobObservation, Observation } from '../../observation.ts';
import { greenest, type IntensityCurve } from './curve.ts';

/** Parameters that every rule for jobs by carbon takes. */
export const CARBON_JOB_PARAMETERS: ParameterSpecs = {
  'dead-time': {
    unit: 'duration',
    least: 0,
    most: HOUR,
    default: 2 * MINUTE,
    doc: 'Time from a loss to the order that mends it: scrape, turn and actuation.',
  },
};

/** One job that waits or works, and what may be expected of the grids. */
export interface CarbonQuestion {
  readonly job: JobObservation;
  readonly one: JobClassBrief;
  readonly need: Need;
  readonly at: SimTime;
  readonly curve: IntensityCurve;
}

/** A rule that starts, stops and moves jobs by carbon intensity. */
export interface CarbonRule {
  readonly id: string;
  /** The name of the rule in the journal. */
  readonly rule: string;
  readonly deadTime: Duration;
  curveOf(observation: Observation, observedAt: SimTime): IntensityCurve;
  /** The region a job should run in now; undefined: it should stand still. */
  regionFor(question: CarbonQuestion): number | undefined;
}

/**
 * Runs a rule over the jobs, on on-demand instances only: what is revoked cannot be planned. From
 * the last moment on a waiting job starts in the greenest of its regions, whatever the rule says.
 */
export function openCarbonJobs(
  { id, rule, deadTime, curveOf, regionFor }: CarbonRule,
  { jobClasses = [] }: Brief,
  every: Duration,
): Policy<Observation, Decision, JobMemory> {
  return {
    id,
    wakes: { every },
    begin: () => NO_ORDERS,
    decide(turn) {
      const { at, observation, observedAt } = turn;
      const memory = settle(turn);
      const open = jobsToDecide(observation, memory);
      const curve = curveOf(observation, observedAt);
      const decisions = open.flatMap((job) => {
        if (job.state === 'leaving' || job.state === 'starting') return [];
        const one = jobClasses[job.jobClass];
        const need = needOf(job, one, at, deadTime + every);
        const question = { job, one, need, at, curve };
        const mustRun = job.state === 'waiting' && isLastStart(need);
        return go(job, mustRun ? greenest(curve, one.regions, at) : regionFor(question));
      });
      const waiting = open.filter(({ state }) => state === 'waiting').length;
      const because = { rule, facts: { ordered: decisions.length, waiting } };
      return { decisions, memory: remember(memory, decisions), because };
    },
  };
}

/** On-demand is not revoked: one change-over and one more for a slow launch are enough room. */
function isLastStart({ left, work, changeover }: Need): boolean {
  return left < work + 2 * changeover;
}

function go(job: JobObservation, region: number | undefined): readonly JobDecision[] {
  if (region !== undefined) return runAt(job, 'on-demand', region);
  if (job.state === 'waiting') return [];
  return [{ kind: 'job', job: job.job, action: 'pause', market: job.market, region: job.region }];
}
