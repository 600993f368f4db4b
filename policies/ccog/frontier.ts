import { type ParameterSpecs, type PolicyListing, resolveParameters } from '../listing.ts';
import { openPlacedCapacity } from './placement/capacity-loop.ts';
import { frontPlanner } from './placement/planner.ts';
import { openPlacedRouting } from './placement/routing-loop.ts';
import { PLACEMENT_PARAMETERS } from './placement/settings.ts';

const ROUTING = 'ccog/frontier';
const CAPACITY = 'ccog/frontier-capacity';

const PARAMETERS: ParameterSpecs = {
  ...PLACEMENT_PARAMETERS,
  point: {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.5,
    doc: 'Place on the front of cost and latency: 0 the cheapest mix, 1 the nearest.',
  },
  'carbon-point': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 1,
    doc: 'Bound on carbon between the least any mix can do, 0, and no bound that matters, 1.',
  },
};

/** Players to regions by a point of the front that the user picked. */
export const frontier: PolicyListing = {
  doc:
    'Budget and latency: all mixes of whole instances that no other is both cheaper and nearer ' +
    'than, under a bound on carbon; routes by the one at the point picked. Use with the capacity ' +
    'loop of that name.',
  parameters: PARAMETERS,
  create(given, brief, every) {
    const parameters = resolveParameters(ROUTING, PARAMETERS, given);
    const planner = frontPlanner(parameters);
    return openPlacedRouting({ id: ROUTING, brief, every, parameters, planner });
  },
};

/** Instances for that point. */
export const frontierCapacity: PolicyListing = {
  doc: 'On-demand instances for the mix of ccog/frontier with the same parameters.',
  parameters: PARAMETERS,
  create(given, brief, every) {
    const parameters = resolveParameters(CAPACITY, PARAMETERS, given);
    const planner = frontPlanner(parameters);
    return openPlacedCapacity({ id: CAPACITY, brief, every, parameters, planner });
  },
};
