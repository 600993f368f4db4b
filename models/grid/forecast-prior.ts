import { FURTHEST_HOURS, PAST_HOURS } from './forecast.ts';
import type { Prior } from './forecast-error.ts';
import { featuresAt, weigh, weightsAt } from './forecaster.ts';

const SPREAD_HOURS = 84 * 24;
const LEAST_HOURS = 14 * 24;

/** Hours of past from which priors are made: twelve weeks of words, four days old, and theirs. */
export const PRIOR_PAST_HOURS = SPREAD_HOURS + 2 * FURTHEST_HOURS + PAST_HOURS;

/** Sums over the words of the forecaster so far, four days ahead, and over what came. */
interface Sums {
  readonly told: number;
  readonly truth: number;
  readonly toldSquared: number;
  readonly together: number;
  readonly truthSquared: number;
}

const nothing: Sums = { told: 0, truth: 0, toldSquared: 0, together: 0, truthSquared: 0 };

/**
 * What is known of the coming hours when they are first told, four days before: the forecaster's
 * own word, as far as its words of the twelve weeks up to then could be taken, and how far they
 * missed. `logs` ends with the hour now; element i is for i + 1 hours ahead. A target's prior is
 * the same in every issue. Undefined where less than two weeks of words is known.
 */
export function priorsOf(logs: readonly number[], hours: number): (Prior | undefined)[] {
  const weights = weightsAt(FURTHEST_HOURS);
  const first = PAST_HOURS + FURTHEST_HOURS;
  const words = Array.from({ length: Math.max(0, logs.length + hours - first) }, (_, i) => {
    const features = featuresAt(logs, PAST_HOURS + i, FURTHEST_HOURS);
    return features === undefined ? Number.NaN : weigh(features, weights);
  });
  // Means taken off first: sums of squares would lose digits.
  const centre = words.length > 0 ? words[0] : 0;
  const upTo = [nothing];
  for (let i = 0; first + i < logs.length; i++) {
    upTo.push(add(upTo[i], words[i] - centre, logs[first + i] - centre));
  }
  return Array.from({ length: hours }, (_, i) => {
    const target = logs.length + i - first;
    const until = target - FURTHEST_HOURS + 1;
    const from = Math.max(0, until - SPREAD_HOURS);
    if (until - from < LEAST_HOURS) return undefined;
    const { mean, sd } = take(upTo[from], upTo[until], until - from, words[target] - centre);
    return { mean: mean + centre, sd };
  });
}

function add(sums: Sums, told: number, truth: number): Sums {
  return {
    told: sums.told + told,
    truth: sums.truth + truth,
    toldSquared: sums.toldSquared + told * told,
    together: sums.together + told * truth,
    truthSquared: sums.truthSquared + truth * truth,
  };
}

/** A new word in the light of earlier ones: the line of truth on word, and what it leaves open. */
function take(from: Sums, until: Sums, count: number, told: number): Prior {
  const mean = (key: keyof Sums) => (until[key] - from[key]) / count;
  const [atTold, atTruth] = [mean('told'), mean('truth')];
  const spread = mean('toldSquared') - atTold * atTold;
  const together = mean('together') - atTold * atTruth;
  const slope = spread > 1e-12 ? Math.min(1, Math.max(0, together / spread)) : 1;
  const own = mean('truthSquared') - atTruth * atTruth;
  const rest = own - 2 * slope * together + slope * slope * spread;
  return { mean: atTruth + slope * (told - atTold), sd: Math.sqrt(Math.max(0, rest)) };
}
