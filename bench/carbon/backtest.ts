import { exp } from '../../engine/math.ts';
import { PAST_HOURS } from '../../models/grid/forecast.ts';
import { featuresAt, logIntensity, weigh, weightsAt } from '../../models/grid/forecaster.ts';
import type { Recording } from './recordings.ts';

/** Leads of the tables, hours. */
export const TABLE_LEADS = [1, 6, 12, 24, 48, 72, 96] as const;

/** Part of a recording, as shares of its length. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Mean absolute percentage errors at one lead, over the same pairs of hours. */
export interface LeadScore {
  readonly lead: number;
  readonly pairs: number;
  /** The forecaster's. */
  readonly model: number;
  /** The naive one's of the first half day: the last value; later, the same hour `lead` ago. */
  readonly naive: number;
  /** The newest known value of the target's own clock hour. */
  readonly sameHour: number;
}

/** Scores the forecaster against both naive ones on a stretch of a recording. */
export function scoreLead(zone: Recording, lead: number, stretch: Stretch): LeadScore {
  const { values, isTold } = zone;
  const logs = values.map(logIntensity);
  const weights = weightsAt(lead);
  const sum = { pairs: 0, model: 0, naive: 0, sameHour: 0 };
  const end = Math.floor(values.length * stretch.to);
  const start = Math.max(PAST_HOURS, Math.floor(values.length * stretch.from));
  for (let now = start; now + lead < end; now++) {
    const target = now + lead;
    const copied = target - 24 * Math.ceil(lead / 24);
    const features = featuresAt(logs, now, lead);
    const isWhole = isTold[now] && isTold[target] && isTold[copied] && values[target] > 0;
    if (!isWhole || features === undefined) continue;
    const error = (forecast: number) => Math.abs(forecast / values[target] - 1);
    sum.pairs++;
    sum.model += error(exp(weigh(features, weights)));
    sum.naive += error(values[now]);
    sum.sameHour += error(values[copied]);
  }
  const mean = (total: number) => (100 * total) / sum.pairs;
  return {
    lead,
    pairs: sum.pairs,
    model: mean(sum.model),
    naive: mean(sum.naive),
    sameHour: mean(sum.sameHour),
  };
}

/** Naive error over a whole recording, as the facts sheet counts it: no past is set aside. */
export function naiveError({ values, isTold }: Recording, lead: number): number {
  let [total, pairs] = [0, 0];
  for (let target = lead; target < values.length; target++) {
    const before = target - lead;
    if (!isTold[target] || !isTold[before] || !(values[target] > 0)) continue;
    total += Math.abs(values[before] / values[target] - 1);
    pairs++;
  }
  return (100 * total) / pairs;
}
