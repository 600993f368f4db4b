import { draw } from '../../engine/distributions.ts';
import { exp } from '../../engine/math.ts';
import { seedState } from '../../engine/random.ts';
import type { ForecastError } from './forecast.ts';

const standardNormal = { kind: 'normal', mean: 0, sd: 1 } as const;

/** Standard deviation of the log error so many hours ahead: limit × √(h ÷ (h + half by)). */
export function errorSd({ limit, halfBy }: ForecastError, lead: number): number {
  return limit * Math.sqrt(lead / (lead + halfBy));
}

/**
 * Log errors of the forecast issued in an hour, element i for i + 1 hours ahead. The error of a
 * target is the sum of the revisions still to come, one an hour (the martingale model of forecast
 * evolution, Heath and Jackson 1994): revision s is drawn from substream s of the key, so what is
 * still unknown is independent of all that was issued or seen, and the mean of many issues is no
 * better than the last. One issue's revisions of neighbouring targets go together as AR(1).
 */
export function drawErrors(
  error: ForecastError,
  key: Int32Array,
  issue: { readonly hour: number; readonly hours: number },
): number[] {
  const { hour, hours } = issue;
  const steps = Array.from({ length: hours }, (_, i) => {
    return Math.sqrt(errorSd(error, i + 1) ** 2 - errorSd(error, i) ** 2);
  });
  const fresh = Math.sqrt(1 - error.correlation ** 2);
  const errors = new Array<number>(hours).fill(0);
  const state = new Int32Array(4);
  for (let ahead = 1; ahead <= hours; ahead++) {
    seedState(state, 0, key, hour + ahead);
    let wave = draw(standardNormal, state, 0);
    for (let k = 0; ahead + k <= hours; k++) {
      errors[ahead + k - 1] += steps[k] * wave;
      wave = error.correlation * wave + fresh * draw(standardNormal, state, 0);
    }
  }
  return errors;
}

/** A true value as a forecast with this log error tells it: right in the mean. */
export function disturb(gPerKwh: number, logError: number, sd: number): number {
  return gPerKwh * exp(logError - (sd * sd) / 2);
}
