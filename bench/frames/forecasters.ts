import { DANGERS } from '../../policies/cecal/miss/features.ts';
import { fitStaircase, staircaseChance } from '../../policies/cecal/miss/isotonic.ts';
import {
  type LearningSettings,
  learningDefaults,
  learnMiss,
  type MissModel,
  missLogit,
  openMissModel,
} from '../../policies/cecal/miss/model.ts';
import { fitPlatt, plattChance } from '../../policies/cecal/miss/platt.ts';
import type { Example } from './seattle-examples.ts';

/** A rule that tells the chance that the example's round trip exceeds its budget. */
export interface Forecaster {
  readonly name: string;
  readonly chanceOf: (example: Example) => number;
}

/** What a forecaster may be made from: a first block to learn from, a later one to calibrate on. */
export interface Blocks {
  readonly learn: readonly Example[];
  readonly calibrate: readonly Example[];
}

/** Whether the reading took longer than the budget. */
export function isMissed({ rtt, budget }: Example): boolean {
  return rtt > budget;
}

/** The regression as learnt, by Platt's line and by the staircase, both drawn on the later block. */
export function regressions(blocks: Blocks): readonly Forecaster[] {
  const model = learnModel(blocks.learn, learningDefaults);
  const logitOf = ({ dangers }: Example) =>
    missLogit(model, dangers, 0, learningDefaults.keepEvery);
  const logits = Float64Array.from(blocks.calibrate, logitOf);
  const misses = Uint8Array.from(blocks.calibrate, (one) => (isMissed(one) ? 1 : 0));
  const line = fitPlatt(logits, misses, logits.length);
  const staircase = fitStaircase(logits, misses);
  return [
    { name: 'regression, Platt', chanceOf: (one) => plattChance(line, logitOf(one)) },
    { name: 'regression, isotonic', chanceOf: (one) => staircaseChance(staircase, logitOf(one)) },
    {
      name: 'regression, not calibrated',
      chanceOf: (one) => plattChance({ slope: 1, shift: 0 }, logitOf(one)),
    },
  ];
}

/** Learns once through the block, in its order. */
export function learnModel(learn: readonly Example[], settings: LearningSettings): MissModel {
  const model = openMissModel(DANGERS);
  for (const one of learn) {
    learnMiss(model, { dangers: one.dangers, at: 0, isMiss: isMissed(one) }, settings);
  }
  return model;
}

/**
 * What the regression must beat, each given the same two blocks. A point forecast becomes a chance
 * by the law of its own residuals over both blocks, as differences or as ratios, whichever does
 * better on the later block after being fitted on the earlier one.
 */
export function baselines(blocks: Blocks): readonly Forecaster[] {
  return [
    residualRule('last value', ({ last }) => last, blocks),
    residualRule('moving average', ({ mean }) => mean, blocks),
    { name: "share of the link's own past", chanceOf: shareOfPast },
    calibratedPast(blocks.calibrate),
    baseRate([...blocks.learn, ...blocks.calibrate]),
  ];
}

type Point = (example: Example) => number;
type Room = (example: Example, point: number) => number;

const rooms: readonly Room[] = [
  (example, point) => example.budget - point,
  (example, point) => example.budget / point,
];
const residuals: readonly Room[] = [
  (example, point) => example.rtt - point,
  (example, point) => example.rtt / point,
];

function residualRule(name: string, point: Point, blocks: Blocks): Forecaster {
  const losses = rooms.map((_, kind) => {
    const chanceOf = residualLaw(point, kind, blocks.learn);
    return blocks.calibrate.reduce((sum, one) => sum + lossOf(chanceOf(one), isMissed(one)), 0);
  });
  const kind = losses[0] <= losses[1] ? 0 : 1;
  const both = [...blocks.learn, ...blocks.calibrate];
  const chanceOf = residualLaw(point, kind, both);
  return { name: `${name} + ${kind === 0 ? 'differences' : 'ratios'}`, chanceOf };
}

function residualLaw(point: Point, kind: number, block: readonly Example[]): Point {
  const sorted = Float64Array.from(block, (one) => residuals[kind](one, point(one))).sort();
  return (one) => {
    const above = sorted.length - countUpTo(sorted, rooms[kind](one, point(one)));
    return (above + 0.5) / (sorted.length + 1);
  };
}

function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shareOfPast({ past, budget }: Example): number {
  return (past.filter((rtt) => rtt > budget).length + 0.5) / (past.length + 1);
}

function calibratedPast(calibrate: readonly Example[]): Forecaster {
  const misses = Uint8Array.from(calibrate, (one) => (isMissed(one) ? 1 : 0));
  const staircase = fitStaircase(Float64Array.from(calibrate, shareOfPast), misses);
  const chanceOf = (one: Example) => staircaseChance(staircase, shareOfPast(one));
  return { name: 'the same, isotonic', chanceOf };
}

function baseRate(block: readonly Example[]): Forecaster {
  const shares = new Map<number, [number, number]>();
  for (const one of block) {
    const [late, all] = shares.get(one.budget) ?? [0, 0];
    shares.set(one.budget, [late + (isMissed(one) ? 1 : 0), all + 1]);
  }
  const chanceOf = ({ budget }: Example) => {
    const [late, all] = shares.get(budget) ?? [0, 0];
    return (late + 0.5) / (all + 1);
  };
  return { name: 'base rate of the budget', chanceOf };
}

function lossOf(chance: number, isMiss: boolean): number {
  return -Math.log(isMiss ? chance : 1 - chance);
}
