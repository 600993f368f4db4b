import { draw } from '../../engine/distributions.ts';
import { exp } from '../../engine/math.ts';
import { seedState } from '../../engine/random.ts';
import { type ForecastError, FURTHEST_HOURS } from './forecast.ts';
import { logIntensity } from './forecaster.ts';

/** What is known of an hour before any forecast of it is bought; in logs of g/kWh. */
export interface Prior {
  readonly mean: number;
  /** How far the truth lies from that mean. */
  readonly sd: number;
}

/** An issue's errors: the hour it is made in, and how far off each target is without it. */
export interface ErrorIssue {
  readonly hour: number;
  /** Spread of what is told before, element i for i + 1 hours ahead; infinite where unknown. */
  readonly priorSds: readonly number[];
}

const standardNormal = { kind: 'normal', mean: 0, sd: 1 } as const;
// Substreams of first tellings lie far above those of revisions; both begin long before time 0.
const revisionsFrom = 2 ** 30;
const firstFrom = 2 ** 40;

/** Standard deviation of the log error so many hours ahead: limit × √(h ÷ (h + half by)). */
export function errorSd({ limit, halfBy }: ForecastError, lead: number): number {
  return limit * Math.sqrt(lead / (lead + halfBy));
}

/**
 * Noise of the forecast issued in an hour, element i for i + 1 hours ahead. A target's forecast is
 * a Brownian motion that ends in the truth, in the time a = 1 - (error ÷ prior spread)²; this is
 * its bridge, b(a) with variance a (1 - a) × prior variance. It begins four days ahead and is
 * revised every hour (substream of that hour). Neighbours' revisions go together as AR(1), and so
 * do their first tellings.
 */
export function drawNoise(error: ForecastError, key: Int32Array, issue: ErrorIssue): number[] {
  const { hour, priorSds } = issue;
  const noise = drawFirst(error, key, issue);
  const state = new Int32Array(4);
  const fresh = Math.sqrt(1 - error.correlation ** 2);
  for (let at = hour - FURTHEST_HOURS + 2; at <= hour; at++) {
    seedState(state, 0, key, revisionsFrom + at);
    let wave = draw(standardNormal, state, 0);
    const last = Math.min(FURTHEST_HOURS - 1, hour + priorSds.length - at);
    for (let lead = 1; lead <= last; lead++) {
      const i = at + lead - hour - 1;
      if (i >= 0) noise[i] = revise(noise[i], wave, variances(error, lead, priorSds[i]));
      wave = error.correlation * wave + fresh * draw(standardNormal, state, 0);
    }
  }
  return noise;
}

// Error variances an hour before and now; never above what is known without the forecast.
function variances(error: ForecastError, lead: number, priorSd: number) {
  const [former, now] = [lead + 1, lead].map((one) => Math.min(errorSd(error, one), priorSd) ** 2);
  return { former, now };
}

function revise(noise: number, wave: number, of: { former: number; now: number }): number {
  if (of.former === 0) return 0;
  const kept = of.now / of.former;
  return kept * noise + Math.sqrt((of.former - of.now) * kept) * wave;
}

// Noise of each target when it is first told. A moving mean makes it the same in every issue.
function drawFirst(error: ForecastError, key: Int32Array, { hour, priorSds }: ErrorIssue) {
  const { correlation } = error;
  const state = new Int32Array(4);
  const normals = Array.from({ length: FURTHEST_HOURS + priorSds.length }, (_, i) => {
    seedState(state, 0, key, firstFrom + hour + 1 - FURTHEST_HOURS + i);
    return draw(standardNormal, state, 0);
  });
  const weights = new Array<number>(FURTHEST_HOURS + 1).fill(1);
  for (let k = 1; k < weights.length; k++) weights[k] = weights[k - 1] * correlation;
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return priorSds.map((priorSd, i) => {
    const wave = weights.reduce((sum, weight, k) => {
      return sum + weight * normals[FURTHEST_HOURS + i - k];
    }, 0);
    const sd = Math.min(errorSd(error, FURTHEST_HOURS), priorSd);
    return sd * Math.sqrt(shareKnown(sd, priorSd)) * (wave / norm);
  });
}

/** Share of the prior variance that a forecast with this error takes away, 0..1. */
export function shareKnown(sd: number, priorSd: number): number {
  return priorSd > 0 ? Math.max(0, 1 - (sd / priorSd) ** 2) : 0;
}

/**
 * A true value as a forecast with this error tells it, g/kWh: the prior mean, moved towards the
 * truth by the share that is known, and noise. It is the mean of what may come, given all that was
 * told of this hour. Without a prior it is the truth times noise, right in the mean.
 */
export function disturb(
  gPerKwh: number,
  prior: Prior | undefined,
  told: { readonly sd: number; readonly noise: number },
): number {
  const truth = logIntensity(gPerKwh);
  if (prior === undefined) return exp(truth + told.noise - told.sd ** 2 / 2);
  const sd = Math.min(told.sd, prior.sd);
  const known = shareKnown(sd, prior.sd);
  return exp(prior.mean + known * (truth - prior.mean) + told.noise + sd ** 2 / 2);
}
