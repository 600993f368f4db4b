import { log } from '../../engine/math.ts';
import { openStream } from '../../engine/random.ts';
import { type ForecastError, FURTHEST_HOURS } from '../../models/grid/forecast.ts';
import { disturb, drawNoise, errorSd } from '../../models/grid/forecast-error.ts';
import { PRIOR_PAST_HOURS, priorsOf } from '../../models/grid/forecast-prior.ts';
import { logIntensity } from '../../models/grid/forecaster.ts';
import { drawTable } from '../document-text.ts';
import { fitError } from './fit-error.ts';
import type { Recording } from './recordings.ts';

const STEP_HOURS = 6;
const LEADS = [6, 24, 96] as const;

/** What a bought forecast told of one hour, in logs, and what came. */
interface Telling {
  readonly told: number;
  readonly truth: number;
}

/** Bought forecasts of the second year, as wrong as our own were in the first, held to the truth. */
export function describeBought(recordings: readonly Recording[]): string {
  const rows = recordings.map((zone) => {
    const error = fitError(zone, { from: 0, to: 0.5 });
    const issues = issuesOf(zone, error);
    const slopes = LEADS.map((lead) => slopeOf(issues.map((issue) => issue[lead - 1])).toFixed(2));
    const sizes = LEADS.map((lead) => {
      const missed = missesOf(issues, lead);
      return (Math.sqrt(covary(missed, missed)) / errorSd(error, lead)).toFixed(2);
    });
    const day = missesOf(issues, 24);
    const later = day.slice(24 / STEP_HOURS);
    const earlier = day.slice(0, later.length);
    const kept =
      covary(earlier, later) / Math.sqrt(covary(earlier, earlier) * covary(later, later));
    return [zone.name, ...slopes, ...sizes, kept.toFixed(2)];
  });
  const heads = ['slope', 'size'].flatMap((name) => LEADS.map((lead) => `${name}, ${lead} h`));
  return [
    '### A bought forecast held to the truth\n',
    'Forecasts by `error` over the second year of each recording, with the fit of the first: slope',
    'of the log truth on the log forecast (1: it can be taken at its word), its misses over what',
    'the law says, and correlation of a miss 24 h ahead with that of the day before, which is known',
    'by then (0: nothing can be learned from it).\n',
    drawTable(['recording', ...heads, 'miss before'], rows),
  ].join('\n');
}

function issuesOf({ values }: Recording, error: ForecastError): readonly (readonly Telling[])[] {
  const logs = values.map(logIntensity);
  const key = openStream(1, 'forecast/calibration');
  const start = Math.floor(values.length / 2);
  const count = Math.floor((values.length - FURTHEST_HOURS - start) / STEP_HOURS);
  return Array.from({ length: count }, (_, i) => {
    const hour = start + i * STEP_HOURS;
    const past = logs.slice(hour - PRIOR_PAST_HOURS, hour + 1);
    const priors = priorsOf(past, FURTHEST_HOURS);
    const priorSds = priors.map((prior) => prior?.sd ?? Number.POSITIVE_INFINITY);
    return drawNoise(error, key, { hour, priorSds }).map((noise, k) => {
      const sd = errorSd(error, k + 1);
      const truth = logs[hour + k + 1];
      return { told: log(disturb(values[hour + k + 1], priors[k], { sd, noise })), truth };
    });
  });
}

function missesOf(issues: readonly (readonly Telling[])[], lead: number): readonly number[] {
  return issues.map((issue) => issue[lead - 1].truth - issue[lead - 1].told);
}

function slopeOf(tellings: readonly Telling[]): number {
  const told = tellings.map((one) => one.told);
  const truths = tellings.map((one) => one.truth);
  return covary(truths, told) / covary(told, told);
}

function covary(a: readonly number[], b: readonly number[]): number {
  const [atA, atB] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - atA) * (b[i] - atB)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
