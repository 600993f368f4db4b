import { exp, log } from '../../engine/math.ts';
import { pow } from '../../engine/power.ts';
import {
  bucketOf,
  bucketStarts,
  type HazardLaw,
  logLikelihood,
  type RunLaw,
  type TwoPhaseLaw,
} from './run-law.ts';
import type { Run } from './runs.ts';

/** Families of laws that are fitted to runs, the one without memory first. */
export const families = ['geometric', 'two-phase', 'weibull', 'hazards'] as const;

/** A family of laws of run lengths. */
export type Family = (typeof families)[number];

/** The law of a family that fits runs best; each must have been watched from its start. */
export function fitRuns(family: Family, runs: readonly Run[]): RunLaw {
  switch (family) {
    case 'geometric':
      return { kind: 'geometric', leave: meanHazard(runs) };
    case 'two-phase':
      return fitTwoPhase(runs);
    case 'weibull':
      return fitWeibull(runs);
    case 'hazards':
      return fitHazards(runs);
  }
}

/** Chances to end that a run had while watched: one a tick, but for the last of a censored run. */
function chancesOf({ ticks, isEnded, entry }: Run): number {
  return ticks - (isEnded ? 0 : 1) - entry;
}

/** Runs that ended over chances to end, the estimate of greatest likelihood without memory. */
function meanHazard(runs: readonly Run[]): number {
  const ended = runs.filter(({ isEnded }) => isEnded).length;
  const chances = runs.reduce((sum, run) => sum + chancesOf(run), 0);
  return chances === 0 ? 1 : ended / chances;
}

const pseudoCounts = 2;

/**
 * Hazard by bucket of age: runs ended over runs at risk (the Kaplan-Meier form, which needs no
 * assumption about censored runs but that they are like the others), shrunk to the mean hazard of
 * the state as if two runs more had been seen in each bucket.
 */
export function fitHazards(runs: readonly Run[]): HazardLaw {
  const ended = bucketStarts.map(() => 0);
  const atRisk = bucketStarts.map(() => 0);
  for (const run of runs) {
    const last = run.entry + chancesOf(run);
    for (let age = run.entry; age < last; age++) atRisk[bucketOf(age)]++;
    if (run.isEnded) ended[bucketOf(run.ticks - 1)]++;
  }
  const mean = meanHazard(runs);
  const hazards = ended.map((count, bucket) => {
    return (count + pseudoCounts * mean) / (atRisk[bucket] + pseudoCounts);
  });
  return { kind: 'hazards', hazards };
}

const mostSteps = 400;
const smallestGain = 1e-7;

// Means of the two phases at the start, as multiples of the mean run.
const starts: readonly (readonly [short: number, long: number])[] = [
  [0.5, 2],
  [0.2, 3],
  [0.05, 8],
];

/** The most likely mixture of short and long runs, by expectation and maximisation. */
export function fitTwoPhase(runs: readonly Run[]): TwoPhaseLaw {
  const mean = 1 / Math.max(meanHazard(runs), 1e-9);
  const fitted = starts.map(([short, long]) => {
    const leave = [leaveOf(short * mean), leaveOf(long * mean)] as const;
    return climb({ kind: 'two-phase', short: 0.5, leave }, runs);
  });
  return fitted.reduce((best, law) => {
    return logLikelihood(law, runs) > logLikelihood(best, runs) ? law : best;
  });
}

function leaveOf(meanTicks: number): number {
  return 1 / Math.max(1.05, meanTicks);
}

function climb(start: TwoPhaseLaw, runs: readonly Run[]): TwoPhaseLaw {
  let law = start;
  let before = logLikelihood(law, runs);
  for (let step = 0; step < mostSteps; step++) {
    const next = stepTwoPhase(law, runs);
    const after = logLikelihood(next, runs);
    law = next;
    if (after - before < smallestGain) break;
    before = after;
  }
  return law;
}

/**
 * One step of expectation and maximisation, which never lowers the likelihood: each run belongs to
 * the phases in proportion to how likely they made it, a censored run by its survival so far.
 */
export function stepTwoPhase(law: TwoPhaseLaw, runs: readonly Run[]): TwoPhaseLaw {
  let [shortRuns, shortEnds, shortChances, longEnds, longChances] = [0, 0, 0, 0, 0];
  for (const run of runs) {
    const share = shareShort(law, run);
    const chances = chancesOf(run);
    shortRuns += share;
    shortChances += share * chances;
    longChances += (1 - share) * chances;
    if (!run.isEnded) continue;
    shortEnds += share;
    longEnds += 1 - share;
  }
  const [short, long] = law.leave;
  return {
    kind: 'two-phase',
    short: shortRuns / runs.length,
    leave: [ratio(shortEnds, shortChances, short), ratio(longEnds, longChances, long)],
  };
}

function shareShort({ short, leave }: TwoPhaseLaw, { ticks, isEnded }: Run): number {
  const made = (chance: number) => (isEnded ? chance : 1) * pow(1 - chance, ticks - 1);
  const [a, b] = [short * made(leave[0]), (1 - short) * made(leave[1])];
  return a + b > 0 ? a / (a + b) : 0;
}

function ratio(part: number, whole: number, otherwise: number): number {
  return whole > 0 ? Math.min(1, part / whole) : otherwise;
}

const shapes = { least: 0.1, most: 4 };
const scales = { least: 0.01, most: 1e5 };

// For each shape the best scale, then the best shape: both searches see one peak.
function fitWeibull(runs: readonly Run[]): RunLaw {
  const lawOf = (shape: number): RunLaw => {
    const score = (logScale: number) => {
      return logLikelihood({ kind: 'weibull', shape, scale: exp(logScale) }, runs);
    };
    return { kind: 'weibull', shape, scale: exp(peak(score, log(scales.least), log(scales.most))) };
  };
  const best = peak(
    (logShape) => logLikelihood(lawOf(exp(logShape)), runs),
    log(shapes.least),
    log(shapes.most),
  );
  return lawOf(exp(best));
}

const golden = (Math.sqrt(5) - 1) / 2;
const tolerance = 1e-5;

function peak(score: (x: number) => number, from: number, until: number): number {
  let [low, high] = [from, until];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [leftScore, rightScore] = [score(left), score(right)];
  while (high - low > tolerance) {
    if (leftScore >= rightScore) {
      [high, right, rightScore] = [right, left, leftScore];
      left = high - golden * (high - low);
      leftScore = score(left);
    } else {
      [low, left, leftScore] = [left, right, rightScore];
      right = low + golden * (high - low);
      rightScore = score(right);
    }
  }
  return (low + high) / 2;
}
