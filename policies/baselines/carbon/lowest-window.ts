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
/** A fortnight of starts, and of work: a broken observation must not make it count for ever. */
const STEPS_MOST = 1344;

/** Jobs that may wait but, once begun, run to their end: the rule most schedulers can follow. */
export const lowestWindow: PolicyListing = {
  doc:
    'Starts each job so that the whole of it falls into the window of least carbon intensity by ' +
    'the forecast, and never stops it again (Wiesner et al., Middleware 2021, uninterrupted).',
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
  const length = Math.min(need.work + need.changeover, STEPS_MOST * STEP);
  const spare = job.deadlineAt - need.changeover - length - at;
  const steps = Math.max(0, Math.min(STEPS_MOST, Math.floor(spare / STEP)));
  let best: { readonly region: number | undefined; readonly sum: number } | undefined;
  for (let step = 0; step <= steps; step += 1) {
    for (const region of one.regions) {
      const sum = windowSum(curve, region, at + step * STEP, length);
      if (best !== undefined && sum >= best.sum * (1 - LEAST_GAIN)) continue;
      best = { region: step === 0 ? region : undefined, sum };
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
