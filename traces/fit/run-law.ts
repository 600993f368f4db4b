import { exp, log } from '../../engine/math.ts';
import { pow } from '../../engine/power.ts';
import type { Run } from './runs.ts';

/** First ages, in ticks lived after the first, of the nine buckets of a hazard table. */
export const bucketStarts: readonly number[] = [0, 1, 2, 3, 6, 12, 24, 48, 96];

/**
 * A law of run lengths in whole ticks, 1 or more. `hazards` holds the chance to end per tick by
 * bucket of age (semi-Markov); `two-phase` is a hyperexponential law on ticks: a mixture of two
 * geometric ones; `weibull` a Weibull law rounded up to ticks; `geometric` has no memory.
 */
export type RunLaw =
  | { readonly kind: 'geometric'; readonly leave: number }
  | TwoPhaseLaw
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  | HazardLaw;

/** Chance to end a tick, by bucket of age. */
export interface HazardLaw {
  readonly kind: 'hazards';
  readonly hazards: readonly number[];
}

/** Short runs with the first chance to leave, long ones with the second. */
export interface TwoPhaseLaw {
  readonly kind: 'two-phase';
  /** Share of runs that are short. */
  readonly short: number;
  readonly leave: readonly [short: number, long: number];
}

/** Bucket of an age: 0 for a run that has lived one tick. */
export function bucketOf(age: number): number {
  let bucket = bucketStarts.length - 1;
  while (bucketStarts[bucket] > age) bucket--;
  return bucket;
}

/** Chance that a run lasts longer than so many ticks. */
export function survival(law: RunLaw, ticks: number): number {
  switch (law.kind) {
    case 'geometric':
      return pow(1 - law.leave, ticks);
    case 'two-phase': {
      const [short, long] = law.leave;
      return law.short * pow(1 - short, ticks) + (1 - law.short) * pow(1 - long, ticks);
    }
    case 'weibull':
      return exp(-pow(ticks / law.scale, law.shape));
    case 'hazards':
      return survivalOfHazards(law.hazards, ticks);
  }
}

function survivalOfHazards(hazards: readonly number[], ticks: number): number {
  let alive = 1;
  for (const [bucket, start] of bucketStarts.entries()) {
    if (ticks <= start) break;
    const end = bucketStarts[bucket + 1] ?? Number.POSITIVE_INFINITY;
    alive *= pow(1 - hazards[bucket], Math.min(ticks, end) - start);
  }
  return alive;
}

/** Chance to end at the next tick for a run of that age. */
export function hazardAt(law: RunLaw, age: number): number {
  if (law.kind === 'hazards') return law.hazards[bucketOf(age)];
  const alive = survival(law, age);
  return alive > 0 ? 1 - survival(law, age + 1) / alive : 1;
}

const leastChance = 1e-300;

/** Of one run, ended or censored, given that it outlived the chances before its entry. */
function logLikelihoodOfRun(law: RunLaw, { ticks, isEnded, entry }: Run): number {
  const alive = survival(law, ticks - 1);
  const chance = isEnded ? alive - survival(law, ticks) : alive;
  const given = survival(law, entry);
  return log(Math.max(leastChance, chance)) - log(Math.max(leastChance, given));
}

/** Log-likelihood of runs, natural. */
export function logLikelihood(law: RunLaw, runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + logLikelihoodOfRun(law, run), 0);
}

const smallestTail = 1e-9;
const mostTicks = 1_000_000;

/** Mean length in ticks; what lies beyond a million ticks is left out. */
export function meanTicks(law: RunLaw): number {
  if (law.kind === 'geometric') return 1 / law.leave;
  if (law.kind === 'two-phase') {
    return law.short / law.leave[0] + (1 - law.short) / law.leave[1];
  }
  let mean = 0;
  for (let age = 0; age < mostTicks; age++) {
    const alive = survival(law, age);
    mean += alive;
    if (alive < smallestTail) break;
  }
  return mean;
}

/** Least length in ticks that at least a share q of runs does not exceed. */
export function quantileTicks(law: RunLaw, q: number): number {
  let high = 1;
  while (1 - survival(law, high) < q && high < mostTicks) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (1 - survival(law, middle) < q) low = middle;
    else high = middle;
  }
  return high;
}
