import { type Duration, MINUTE, type SimTime } from '../../../engine/units.ts';
import { type IntensityCurve, observedCurve } from '../../ccog/carbon/curve.ts';
import {
  CARBON_JOB_PARAMETERS,
  type CarbonQuestion,
  openCarbonJobs,
} from '../../ccog/carbon/job-loop.ts';
import { type PolicyListing, resolveParameters } from '../../listing.ts';

const ID = 'baselines/lowest-window';
const STEP = 15 * MINUTE;

/** Jobs that may wait but, once begun, run to their end: the rule most schedulers can follow. */
export const lowestWindow: PolicyListing = {
  doc:
    'Starts each job so that the whole of it falls into the window of least carbon intensity by ' +
    'the forecast, and never stops it again (Wiesner et al., Middleware 2021, without interruption).',
  parameters: CARBON_JOB_PARAMETERS,
  create(given, brief, every) {
    const settings = resolveParameters(ID, lowestWindow.parameters, given);
    const rule = 'window of least intensity by forecast';
    const deadTime = settings['dead-time'];
    return openCarbonJobs(
      { id: ID, rule, deadTime, curveOf: observedCurve, regionFor: bestNow },
      brief,
      every,
    );
  },
};

function bestNow({ job, one, need, at, curve }: CarbonQuestion): number | undefined {
  if (job.state !== 'waiting') return job.region;
  const length = need.work + need.changeover;
  const latest = job.deadlineAt - need.changeover - length;
  let best: { readonly region: number | undefined; readonly sum: number } | undefined;
  for (let start = at; start <= Math.max(at, latest); start += STEP) {
    for (const region of one.regions) {
      const sum = windowSum(curve, region, start, length);
      if (best !== undefined && sum >= best.sum * (1 - LEAST_GAIN)) continue;
      best = { region: start === at ? region : undefined, sum };
    }
  }
  return best?.region;
}

/** A later or other window must gain more than this part. */
const LEAST_GAIN = 1e-9;

function windowSum(curve: IntensityCurve, region: number, from: SimTime, length: Duration): number {
  let sum = 0;
  for (let done = 0; done < length; done += STEP) {
    const part = Math.min(STEP, length - done) / STEP;
    sum += part * curve.at(region, from + done);
  }
  return sum;
}
