import { type PolicyListing, resolveParameters } from '../listing.ts';
import { observedCurve } from './carbon/curve.ts';
import { CARBON_JOB_PARAMETERS, openCarbonJobs } from './carbon/job-loop.ts';
import { openSlotRule } from './carbon/slot-rule.ts';

const ID = 'ccog/carbon-slots';

/** Jobs that stand still in dirty hours and move to the greener of their regions. */
export const carbonSlots: PolicyListing = {
  doc:
    'Runs each job in the hours and regions of least carbon intensity before its deadline, by ' +
    'the forecast it is told: a dynamic program over quarter hours that counts what every start ' +
    'costs, planned anew each hour; on-demand only, and from the last moment on to the end.',
  parameters: CARBON_JOB_PARAMETERS,
  create(given, brief, every) {
    const settings = resolveParameters(ID, carbonSlots.parameters, given);
    const regionFor = openSlotRule();
    const rule = 'cheapest slots by forecast';
    const deadTime = settings['dead-time'];
    return openCarbonJobs(
      { id: ID, rule, deadTime, curveOf: observedCurve, regionFor },
      brief,
      every,
    );
  },
};
