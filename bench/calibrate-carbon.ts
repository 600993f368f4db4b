import { leadWeights } from '../models/grid/forecast-weights.ts';
import { describeBought } from './carbon/describe-bought.ts';
import { describeErrors } from './carbon/describe-errors.ts';
import { describeForecasts } from './carbon/describe-forecasts.ts';
import { describeGenerators } from './carbon/describe-generators.ts';
import { describeMarginal } from './carbon/describe-marginal.ts';
import { fitWeights } from './carbon/fit-weights.ts';
import { liveRecordings, otherRecordings, type Recording } from './carbon/recordings.ts';

/** The generated part of docs/calibration/carbon.md; refuses weights that are not the fit's. */
export async function writeCarbon(traces: string): Promise<string> {
  const live = liveRecordings(traces);
  const others = otherRecordings(traces);
  checkWeights(live);
  const parts = [
    await describeForecasts(live, others),
    describeErrors(others),
    describeBought(others),
    describeGenerators(others),
    await describeMarginal(traces),
  ];
  return parts.join('\n\n');
}

function checkWeights(live: readonly Recording[]): void {
  const fitted = fitWeights(live).map(({ lead, day, now, level }) => {
    return [lead, day, now, level].map((value) => value.toFixed(3)).join(', ');
  });
  const written = leadWeights.map(({ lead, day, now, level }) => {
    return [lead, day, now, level].map((value) => value.toFixed(3)).join(', ');
  });
  const other = fitted.findIndex((row, i) => row !== written[i]);
  if (other < 0 && fitted.length === written.length) return;
  throw new Error(`forecast-weights.ts has ${written[other]}, the fit gives ${fitted[other]}`);
}
