import { exp, log } from '../../../engine/math.ts';

/**
 * Logistic regression that learns online: the chance that an answer is late, from dangers. Plain
 * data of fixed size. AdaGrad (Duchi, Hazan and Singer, JMLR 2011) with a small L2 pull; numbers
 * are standardised by running moments and clipped at five deviations. Weights are never negative.
 */
export interface MissModel {
  /** One weight a danger, of standardised numbers, then the intercept. */
  readonly weights: Float64Array;
  /** Sums of squared gradients, in the same order. */
  readonly squares: Float64Array;
  readonly means: Float64Array;
  /** Sums of squared differences from the means. */
  readonly scatters: Float64Array;
  /** One over the deviation of each danger. */
  readonly scales: Float64Array;
  /** Seen in all; on-time ones since the last that was learnt from. */
  readonly counts: Float64Array;
}

/** How a model learns. */
export interface LearningSettings {
  /** Length of AdaGrad's steps. */
  readonly rate: number;
  /** Pull of the weights towards 0. */
  readonly pull: number;
  /** Of on-time answers only every so-manieth is learnt from; all late ones are. */
  readonly keepEvery: number;
}

/** Steps chosen by hand on the fitted half of a recording; the pull is the usual one. */
export const learningDefaults: LearningSettings = { rate: 0.1, pull: 1e-4, keepEvery: 1 };

const CLIP = 5;
const PRIOR = 100;
const SEEN = 0;
const PASSED = 1;

/**
 * A model that knows nothing of `dangers` numbers: its chance is one half. Moments begin as
 * those of a hundred draws of mean 0 and deviation 1: else the first link would be all average.
 */
export function openMissModel(dangers: number): MissModel {
  const counts = Float64Array.of(PRIOR, 0);
  return {
    weights: new Float64Array(dangers + 1),
    squares: new Float64Array(dangers + 1),
    means: new Float64Array(dangers),
    scatters: new Float64Array(dangers).fill(PRIOR),
    scales: new Float64Array(dangers).fill(1),
    counts,
  };
}

/**
 * Log-odds of a late answer for the dangers from place `at` on. Where only every so-manieth on-time
 * answer was learnt from, the odds are that many times too large; the difference is taken off here.
 */
export function missLogit(
  model: MissModel,
  dangers: Float64Array,
  at: number,
  keepEvery: number,
): number {
  const last = model.means.length;
  let sum = model.weights[last] - (keepEvery > 1 ? log(keepEvery) : 0);
  for (let i = 0; i < last; i++) sum += model.weights[i] * standard(model, i, dangers[at + i]);
  return sum;
}

/** Learns from one answer whose dangers stand from place `at` on. */
export function learnMiss(
  model: MissModel,
  seen: { readonly dangers: Float64Array; readonly at: number; readonly isMiss: boolean },
  settings: LearningSettings,
): void {
  const { dangers, at, isMiss } = seen;
  noteMoments(model, dangers, at);
  if (!isMiss && !isKept(model, settings.keepEvery)) return;
  const wrong = logistic(missLogit(model, dangers, at, 1)) - (isMiss ? 1 : 0);
  const last = model.means.length;
  for (let i = 0; i < last; i++) {
    const gradient = wrong * standard(model, i, dangers[at + i]) + settings.pull * model.weights[i];
    const moved = model.weights[i] - stepOf(model, i, gradient, settings.rate);
    model.weights[i] = moved > 0 ? moved : 0;
  }
  model.weights[last] -= stepOf(model, last, wrong, settings.rate);
}

/** 1 / (1 + e^-x), without overflow. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const odds = exp(x);
  return odds / (1 + odds);
}

/** Weight of a danger by its own unit: what one more of it adds to the log-odds. */
export function rawWeight(model: MissModel, danger: number): number {
  return model.weights[danger] * model.scales[danger];
}

function stepOf(model: MissModel, place: number, gradient: number, rate: number): number {
  model.squares[place] += gradient * gradient;
  return (rate * gradient) / Math.sqrt(model.squares[place] + 1e-8);
}

// A fixed pattern keeps on-time answers: no chance is needed, and a replay keeps the same ones.
function isKept(model: MissModel, keepEvery: number): boolean {
  model.counts[PASSED]++;
  if (model.counts[PASSED] < keepEvery) return false;
  model.counts[PASSED] = 0;
  return true;
}

function noteMoments(model: MissModel, dangers: Float64Array, at: number): void {
  model.counts[SEEN]++;
  for (let i = 0; i < model.means.length; i++) {
    const before = dangers[at + i] - model.means[i];
    model.means[i] += before / model.counts[SEEN];
    model.scatters[i] += before * (dangers[at + i] - model.means[i]);
    const variance = model.scatters[i] / model.counts[SEEN];
    model.scales[i] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 1;
  }
}

function standard(model: MissModel, danger: number, value: number): number {
  const scaled = (value - model.means[danger]) * model.scales[danger];
  if (scaled > CLIP) return CLIP;
  return scaled < -CLIP ? -CLIP : scaled;
}
