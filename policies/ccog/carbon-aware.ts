import { type PolicyListing, resolveParameters } from '../listing.ts';
import { openPlacedCapacity } from './placement/capacity-loop.ts';
import { weightPlanner } from './placement/planner.ts';
import { openPlacedRouting } from './placement/routing-loop.ts';
import { WEIGHT_PARAMETERS } from './placement/settings.ts';

const ROUTING = 'ccog/carbon-aware';
const CAPACITY = 'ccog/carbon-aware-capacity';

/** Players to regions by the least p + alpha e + beta lambda. */
export const carbonAware: PolicyListing = {
  doc:
    'Carbon-aware placement: players go where price, alpha times the carbon intensity expected ' +
    'and beta times the round trip are least together, within a round-trip cap and the room of ' +
    'what is ready; alpha and beta 0 is placement by cost alone. Use with the capacity loop of ' +
    'that name.',
  parameters: WEIGHT_PARAMETERS,
  create(given, brief, every) {
    const parameters = resolveParameters(ROUTING, WEIGHT_PARAMETERS, given);
    const planner = weightPlanner(parameters);
    return openPlacedRouting({ id: ROUTING, brief, every, parameters, planner });
  },
};

/** Instances where that placement is going to want them. */
export const carbonAwareCapacity: PolicyListing = {
  doc:
    'On-demand instances for the placement of ccog/carbon-aware with the same parameters, ' +
    'ordered before players move, and kept while some have not left.',
  parameters: WEIGHT_PARAMETERS,
  create(given, brief, every) {
    const parameters = resolveParameters(CAPACITY, WEIGHT_PARAMETERS, given);
    const planner = weightPlanner(parameters);
    return openPlacedCapacity({ id: CAPACITY, brief, every, parameters, planner });
  },
};
