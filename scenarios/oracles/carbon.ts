import { CARBON_JOB_PARAMETERS, openCarbonJobs } from '../../policies/ccog/carbon/job-loop.ts';
import { openSlotRule } from '../../policies/ccog/carbon/slot-rule.ts';
import { resolveParameters } from '../../policies/listing.ts';
import { valueAt } from '../../traces/series-ops.ts';
import type { OracleListing } from './listing.ts';

const ID = 'oracle/carbon';

/**
 * The program of `ccog/carbon-slots` told the true intensities of the coming hours: its distance
 * from that policy is what the forecast is short of. It does not know how long launches will take
 * or what other jobs leave of the quota, and weighs no PUE.
 */
export const carbonOracle: OracleListing = {
  doc: 'Sees the future: runs each job in the hours and regions that are going to be greenest.',
  parameters: CARBON_JOB_PARAMETERS,
  create(given, { brief, setup }, every) {
    const settings = resolveParameters(ID, carbonOracle.parameters, given);
    const at = (region: number, time: number) => valueAt(setup.regions[region].intensity, time);
    return openCarbonJobs(
      {
        id: ID,
        rule: 'cheapest slots by the truth',
        deadTime: settings['dead-time'],
        curveOf: () => ({ key: 'truth', at }),
        regionFor: openSlotRule(),
      },
      brief,
      every,
    );
  },
};
