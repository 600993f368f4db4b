import { type ParameterSpecs, type PolicyListing, resolveParameters } from '../listing.ts';
import { openPlacedCapacity } from './placement/capacity-loop.ts';
import { weightPlanner } from './placement/planner.ts';
import { openPlacedRouting } from './placement/routing-loop.ts';
import { SLA_PARAMETERS, WEIGHT_PARAMETERS } from './placement/settings.ts';

const ROUTING = 'ccog/integrated';
const CAPACITY = 'ccog/integrated-capacity';

const PARAMETERS: ParameterSpecs = { ...WEIGHT_PARAMETERS, ...SLA_PARAMETERS };

const CAPACITY_PARAMETERS: ParameterSpecs = {
  ...PARAMETERS,
  'spot-share': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.5,
    doc: 'Share of the instances that is asked for on spot while zones sell it.',
  },
};

/** Carbon-aware routing whose weights a monitor of the late share adapts. */
export const integrated: PolicyListing = {
  doc:
    'Carbon-aware placement with an SLA monitor: above the promised late share latency counts ' +
    'twice as much and carbon half, period by period; it relaxes when half of it is enough, but ' +
    'not below what failed within a day.',
  parameters: PARAMETERS,
  create(given, brief, every) {
    const parameters = resolveParameters(ROUTING, PARAMETERS, given);
    const planner = weightPlanner(parameters);
    return openPlacedRouting({ id: ROUTING, brief, every, parameters, planner });
  },
};

/** Telemetry, forecast, placement, spot share and warm pools in one turn. */
export const integratedCapacity: PolicyListing = {
  doc:
    'The capacity of the integrated loop: telemetry, forecast, SLA monitor, placement, the share ' +
    'on spot, and warm pools where there are any. Use with the routing loop ccog/integrated.',
  parameters: CAPACITY_PARAMETERS,
  create(given, brief, every) {
    const parameters = resolveParameters(CAPACITY, CAPACITY_PARAMETERS, given);
    const planner = weightPlanner(parameters);
    return openPlacedCapacity({ id: CAPACITY, brief, every, parameters, planner });
  },
};
