import { createDigest, digestHex, mixNumber } from '../../../engine/digest.ts';
import { HOUR, type SimTime } from '../../../engine/units.ts';
import type { Observation, RegionObservation } from '../../observation.ts';

/** Carbon intensity by region over time, as far as somebody knows it, g/kWh. */
export interface IntensityCurve {
  /** Equal keys, equal values. */
  readonly key: string;
  at(region: number, time: SimTime): number;
}

const DAY_HOURS = 24;

/**
 * What an observation lets a policy expect: the value seen for the hour it was seen in, the
 * forecast for the hours after it, and the last forecast day again beyond its end. Without one the
 * value seen holds for ever, so that no hour is better than another.
 */
export function observedCurve({ regions }: Observation, observedAt: SimTime): IntensityCurve {
  const hour = Math.floor(observedAt / HOUR);
  return {
    key: keyOf(regions, hour),
    at: (region, time) => expected(regions[region], hour, Math.floor(time / HOUR)),
  };
}

function expected(seen: RegionObservation, seenHour: number, hour: number): number {
  const { intensityGPerKwh, forecastGPerKwh = [], forecastIssuedAt } = seen;
  if (hour <= seenHour || forecastIssuedAt === undefined) return intensityGPerKwh;
  const ahead = hour - Math.floor(forecastIssuedAt / HOUR);
  const hours = forecastGPerKwh.length;
  if (ahead <= 0 || hours === 0) return intensityGPerKwh;
  if (ahead <= hours) return forecastGPerKwh[ahead - 1];
  const fold = Math.min(DAY_HOURS, hours);
  return forecastGPerKwh[hours - fold + ((ahead - 1 - hours) % fold)];
}

function keyOf(regions: readonly RegionObservation[], hour: number): string {
  const digest = createDigest();
  mixNumber(digest, hour);
  for (const { intensityGPerKwh, forecastGPerKwh = [], forecastIssuedAt = -1 } of regions) {
    mixNumber(digest, intensityGPerKwh);
    mixNumber(digest, forecastIssuedAt);
    for (const value of forecastGPerKwh) mixNumber(digest, value);
  }
  return digestHex(digest);
}

/** The place with the least value at an instant, the first of equals. */
export function greenest(
  curve: IntensityCurve,
  regions: readonly number[],
  time: SimTime,
): number | undefined {
  let best: number | undefined;
  for (const region of regions) {
    if (best === undefined || curve.at(region, time) < curve.at(best, time)) best = region;
  }
  return best;
}
