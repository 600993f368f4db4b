import { fillCheapest } from '../ecim-g/mix/greedy.ts';
import { MIX_PARAMETERS, openMixLoop } from '../ecim-g/mix/loop.ts';
import { NO_SETTINGS } from '../ecim-g/mix/problem.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';

const ID = 'baselines/cheapest-first';

/** The greedy rule: whatever serves a request at the least price, until it is full. */
export const cheapestFirst: PolicyListing = {
  doc:
    'Greedy mix: each group in turn takes the pool and market that serve its requests at the ' +
    'least price within the budget, until the quota is full; lost zones and shared room are not ' +
    'thought of. It owns the routes: put `ecim-g/mix-routes` beside it.',
  parameters: MIX_PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, MIX_PARAMETERS, given);
    const loop = { id: ID, brief, every, parameters, settings: NO_SETTINGS };
    return openMixLoop(loop, (_, problem) => fillCheapest(problem));
  },
};
