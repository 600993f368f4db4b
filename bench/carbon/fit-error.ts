import { log } from '../../engine/math.ts';
import { type ForecastError, PAST_HOURS } from '../../models/grid/forecast.ts';
import { errorSd } from '../../models/grid/forecast-error.ts';
import { featuresAt, logIntensity, weigh, weightsAt } from '../../models/grid/forecaster.ts';
import type { Stretch } from './backtest.ts';
import type { Recording } from './recordings.ts';

/** Leads at which spreads are measured, hours. */
export const ERROR_LEADS = [1, 3, 6, 12, 24, 48, 72, 96] as const;

/** Spread of the forecaster's log error by lead, in the order of `ERROR_LEADS`. */
export function errorSpread(zone: Recording, stretch: Stretch): readonly number[] {
  const forecasts = forecastsOf(zone, stretch);
  return ERROR_LEADS.map((lead) => {
    const errors = forecasts.flatMap(({ at, logs }) => {
      const target = at + lead;
      const isTold = zone.isTold[target] && zone.isTold[at];
      return isTold ? [logs[lead - 1] - logIntensity(zone.values[target])] : [];
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
    return Math.sqrt(squares / errors.length);
  });
}

/** The error process whose spread comes nearest, and the correlation of its revisions. */
export function fitError(zone: Recording, stretch: Stretch): ForecastError {
  const spread = errorSpread(zone, stretch);
  const correlation = revisionCorrelation(forecastsOf(zone, stretch));
  let best = { limit: 1, halfBy: 1, correlation };
  let least = Number.POSITIVE_INFINITY;
  for (let halfBy = 1; halfBy <= 96; halfBy++) {
    const shape = ERROR_LEADS.map((lead) => errorSd({ limit: 1, halfBy, correlation }, lead));
    const limit = mean(spread.map((sd, i) => sd / shape[i]));
    const miss = mean(spread.map((sd, i) => log(sd / (limit * shape[i])) ** 2));
    if (miss < least) [least, best] = [miss, { limit, halfBy, correlation }];
  }
  return best;
}

interface Issue {
  readonly at: number;
  readonly logs: readonly number[];
}

function forecastsOf({ values }: Recording, stretch: Stretch): readonly Issue[] {
  const logs = values.map(logIntensity);
  const start = Math.max(PAST_HOURS, Math.floor(values.length * stretch.from));
  const end = Math.floor(values.length * stretch.to) - 96;
  const weights = Array.from({ length: 96 }, (_, i) => weightsAt(i + 1));
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => {
    const at = start + i;
    const told = weights.map((weight, lead) => {
      const features = featuresAt(logs, at, lead + 1);
      return features === undefined ? logs[at] : weigh(features, weight);
    });
    return { at, logs: told };
  });
}

// Of neighbouring targets' revisions from one issue to the next.
function revisionCorrelation(issues: readonly Issue[]): number {
  const pairs = issues.slice(1).flatMap(({ logs }, i) => {
    const before = issues[i].logs;
    const revisions = logs.slice(0, 48).map((value, k) => value - before[k + 1]);
    return revisions.slice(1).map((revision, k) => [revisions[k], revision] as const);
  });
  const together = mean(pairs.map(([a, b]) => a * b));
  return together / Math.sqrt(mean(pairs.map(([a]) => a * a)) * mean(pairs.map(([, b]) => b * b)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
