import type { Policy } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { PolicyListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { type JobMemory, jobsToDecide, NO_ORDERS, remember, settle } from './orders.ts';
import { cheapest, hasSpot, runAt } from './places.ts';

const ID = 'jobs/spot-now';

/** Spot without a thought for the deadline: the price of naivety can be read off. */
export const spotNow: PolicyListing = {
  doc:
    'Every job runs on spot instances of the cheapest of its regions that sells them, begins ' +
    'again there after a revocation, and waits where none does; deadlines are not looked at.',
  parameters: {},
  create(given, brief, every) {
    resolveParameters(ID, spotNow.parameters, given);
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
          const open = classes[job.jobClass].regions.filter((one) => hasSpot(observation, one));
          return runAt(job, 'spot', cheapest(observation, open, 'spot'));
        });
        const because = { rule: 'start on spot', facts: { started: decisions.length } };
        return { decisions, memory: remember(memory, decisions), because };
      },
    };
    return policy;
  },
};
