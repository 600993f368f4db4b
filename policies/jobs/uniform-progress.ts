import { HOUR, MINUTE } from '../../engine/units.ts';
import type { Policy } from '../contract.ts';
import type { Decision, JobDecision } from '../decision.ts';
import type { JobClassBrief } from '../job-brief.ts';
import type { PolicyListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { JobObservation, Observation } from '../observation.ts';
import { isLastMoment, type Need, needOf } from './need.ts';
import { type JobMemory, jobsToDecide, NO_ORDERS, remember, settle } from './orders.ts';
import { cheapest, hasSpot, runAt } from './places.ts';

const ID = 'jobs/uniform-progress';

/**
 * Uniform Progress of Wu et al., "Can't Be Late", NSDI 2024, section 5.2. Two things are added that
 * the paper's world does not have. A decision takes time to see and to land: that is part of the
 * change-over time `d`. A revocation undoes work, all of it where no checkpoint is written: the
 * safety net leaves room for one such loss, so that the deadline holds whatever the market does.
 */
export const uniformProgress: PolicyListing = {
  doc:
    'Uniform Progress (Wu et al., NSDI 2024): spot whenever it is sold; on-demand where a job ' +
    'that waits is behind a uniform pace to its deadline, until it is ahead again; from the last ' +
    'safe moment on, on-demand to the end.',
  parameters: {
    'dead-time': {
      unit: 'duration',
      least: 0,
      most: HOUR,
      default: 2 * MINUTE,
      doc: 'Time from a loss to the order that mends it: scrape, turn and actuation.',
    },
  },
  create(given, brief, every) {
    const settings = resolveParameters(ID, uniformProgress.parameters, given);
    const classes = brief.jobClasses ?? [];
    const policy: Policy<Observation, Decision, JobMemory> = {
      id: ID,
      wakes: { every },
      begin: () => NO_ORDERS,
      decide(turn) {
        const { at, observation } = turn;
        const memory = settle(turn);
        const decisions = jobsToDecide(observation, memory).flatMap((job) => {
          const one = classes[job.jobClass];
          const need = needOf(job, one, at, settings['dead-time'] + every);
          return place(job, need, one, observation);
        });
        const because = { rule: 'uniform progress', facts: { ordered: decisions.length } };
        return { decisions, memory: remember(memory, decisions), because };
      },
    };
    return policy;
  },
};

function place(
  job: JobObservation,
  need: Need,
  { regions }: JobClassBrief,
  observation: Observation,
): readonly JobDecision[] {
  const open = regions.filter((region) => hasSpot(observation, region));
  const spot = cheapest(observation, open, 'spot');
  const onDemand = cheapest(observation, regions, 'on-demand');
  const isLast = isLastMoment(need);
  if (job.state === 'leaving') return [];
  if (job.state === 'waiting') {
    // Safety net; taking risks; uniform progress.
    if (isLast) return runAt(job, 'on-demand', onDemand);
    if (spot !== undefined) return runAt(job, 'spot', spot);
    return need.made < need.due(0) ? runAt(job, 'on-demand', onDemand) : [];
  }
  // Exploitation: spot is kept until it is lost. On-demand is kept to the end once it is late,
  // and until two change-overs ahead of the pace before that (hysteresis).
  if (job.market === 'spot' || isLast || spot === undefined) return [];
  return need.made >= need.due(2 * need.changeover) ? runAt(job, 'spot', spot) : [];
}
