import type { Policy } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { PolicyListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { type JobMemory, jobsToDecide, NO_ORDERS, remember, settle } from './orders.ts';
import { cheapest, runAt } from './places.ts';

const ID = 'jobs/on-demand-now';

/** What most studios do: a job starts when it comes, on machines that nobody takes back. */
export const onDemandNow: PolicyListing = {
  doc:
    'Every job starts as soon as it comes, on on-demand instances of the cheapest of the regions ' +
    'its class may run in, and stays there.',
  parameters: {},
  create(given, brief, every) {
    resolveParameters(ID, onDemandNow.parameters, given);
    const classes = brief.jobClasses ?? [];
    const policy: Policy<Observation, Decision, JobMemory> = {
      id: ID,
      wakes: { every },
      begin: () => NO_ORDERS,
      decide(turn) {
        const { observation } = turn;
        const memory = settle(turn);
        const waiting = jobsToDecide(observation, memory).filter((job) => job.state === 'waiting');
        const decisions = waiting.flatMap((job) => {
          const { regions } = classes[job.jobClass];
          return runAt(job, 'on-demand', cheapest(observation, regions, 'on-demand'));
        });
        const because = { rule: 'start at once', facts: { started: decisions.length } };
        return { decisions, memory: remember(memory, decisions), because };
      },
    };
    return policy;
  },
};
