import { FURTHEST_HOURS, PAST_HOURS } from './forecast.ts';
import type { Prior } from './forecast-error.ts';
import { featuresAt, weigh, weightsAt } from './forecaster.ts';

const SPREAD_HOURS = 84 * 24;
const LEAST_HOURS = 14 * 24;

/** Hours of past from which priors are made: twelve weeks of words, four days old, and their own. */
export const PRIOR_PAST_HOURS = SPREAD_HOURS + 2 * FURTHEST_HOURS + PAST_HOURS;

/** A word of the forecaster four days ahead, and what came, where it is known. */
interface Word {
  readonly told: number;
  readonly truth: number;
}

/**
 * What is known of the coming hours when they are first told, four days before: the forecaster's
 * own word, as far as its words of the twelve weeks up to then could be taken, and how far they
 * missed. `logs` ends with the hour now; element i is for i + 1 hours ahead. A target's prior is
 * the same in every issue. Undefined where less than two weeks of words is known.
 */
export function priorsOf(logs: readonly number[], hours: number): (Prior | undefined)[] {
  const weights = weightsAt(FURTHEST_HOURS);
  const first = PAST_HOURS + FURTHEST_HOURS;
  const words = Array.from({ length: Math.max(0, logs.length + hours - first) }, (_, i): Word => {
    const features = featuresAt(logs, PAST_HOURS + i, FURTHEST_HOURS);
    const told = features === undefined ? Number.NaN : weigh(features, weights);
    return { told, truth: logs[first + i] };
  });
  return Array.from({ length: hours }, (_, i) => {
    const target = logs.length + i - first;
    const until = target - FURTHEST_HOURS + 1;
    const from = Math.max(0, until - SPREAD_HOURS);
    if (until - from < LEAST_HOURS) return undefined;
    return take(words.slice(from, until), words[target].told);
  });
}

/** A new word in the light of earlier ones: the line of truth on word, and what it leaves open. */
function take(earlier: readonly Word[], told: number): Prior {
  const mean = (of: (word: Word) => number) => {
    return earlier.reduce((sum, word) => sum + of(word), 0) / earlier.length;
  };
  const [atTold, atTruth] = [mean((word) => word.told), mean((word) => word.truth)];
  const together = mean((word) => (word.told - atTold) * (word.truth - atTruth));
  const spread = mean((word) => (word.told - atTold) ** 2);
  const slope = spread > 0 ? Math.min(1, Math.max(0, together / spread)) : 1;
  const rest = mean((word) => (word.truth - atTruth - slope * (word.told - atTold)) ** 2);
  return { mean: atTruth + slope * (told - atTold), sd: Math.sqrt(rest) };
}
