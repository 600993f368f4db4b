import { exp, log } from '../../engine/math.ts';
import { type LeadWeights, leadWeights } from './forecast-weights.ts';

const DAY_HOURS = 24;
const MOST_DAYS = 7;

/** What a forecast is a weighted sum of, in logs of g/kWh. */
export interface Features {
  /** Mean of the target's clock hour over the last days, seven at most. */
  readonly profile: number;
  /** The last of those days, less their mean. */
  readonly day: number;
  /** The hour now, less the mean of its own clock hour over the days before. */
  readonly now: number;
  /** Mean of the last 24 hours, less that of all these days. */
  readonly level: number;
}

/** Logs for the forecaster; below 1 g/kWh all is one. */
export function logIntensity(gPerKwh: number): number {
  return log(Math.max(1, gPerKwh));
}

/**
 * Features at place `now` of hourly logs for so many hours ahead; nothing after `now` is read.
 * Undefined while the past is shorter than a day.
 */
export function featuresAt(
  logs: ArrayLike<number>,
  now: number,
  lead: number,
): Features | undefined {
  const days = Math.min(MOST_DAYS, Math.floor(now / DAY_HOURS));
  if (days === 0) return undefined;
  const last = now + lead - DAY_HOURS * Math.ceil(lead / DAY_HOURS);
  const profile = meanOf(logs, last, DAY_HOURS, days);
  return {
    profile,
    day: logs[last] - profile,
    now: logs[now] - meanOf(logs, now - DAY_HOURS, DAY_HOURS, days),
    level: meanOf(logs, now, 1, DAY_HOURS) - meanOf(logs, now, 1, DAY_HOURS * days),
  };
}

/**
 * Forecast of the next hours from the hourly past, oldest first, whose last value is the hour now:
 * element i is for i + 1 hours ahead. With less than a day of past, the last value.
 */
export function forecastFrom(past: readonly number[], hours: number): number[] {
  const logs = past.map(logIntensity);
  const now = past.length - 1;
  return Array.from({ length: hours }, (_, i) => {
    const features = featuresAt(logs, now, i + 1);
    return features === undefined ? past[now] : exp(weigh(features, weightsAt(i + 1)));
  });
}

/** Log forecast of these features. */
export function weigh(features: Features, weights: LeadWeights): number {
  const { profile, day, now, level } = features;
  return profile + weights.day * day + weights.now * now + weights.level * level;
}

/** Weights of a lead: fitted at some, in between on the line between them. */
export function weightsAt(lead: number, table: readonly LeadWeights[] = leadWeights): LeadWeights {
  const after = table.findIndex((row) => row.lead >= lead);
  if (after < 0) return table[table.length - 1];
  const high = table[after];
  const low = table[Math.max(0, after - 1)];
  if (high.lead === lead || high === low) return high;
  const share = (lead - low.lead) / (high.lead - low.lead);
  const between = (from: number, to: number) => from + share * (to - from);
  return {
    lead,
    day: between(low.day, high.day),
    now: between(low.now, high.now),
    level: between(low.level, high.level),
  };
}

// Mean of `count` values, `step` apart, that end at `last`.
function meanOf(logs: ArrayLike<number>, last: number, step: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += logs[last - k * step];
  return sum / count;
}
