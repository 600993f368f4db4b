import type { PlacementBrief, PlacementOutcome } from '../../placement.ts';
import { type Outstanding, openOutstanding, recallFrame } from '../outstanding.ts';
import { hearFit, openFits } from '../per-frame/fits.ts';
import { moveLevel } from './conformal.ts';
import { DANGERS } from './features.ts';
import { learningDefaults, learnMiss, type MissModel, missLogit, openMissModel } from './model.ts';
import { fitPlatt, type PlattLine, plattChance } from './platt.ts';

/** What a gate has learnt of late answers, and what it waits to hear of. */
export interface MissMemory {
  readonly model: MissModel;
  /** Forecasts made before their outcomes were learnt from: the later block of the calibration. */
  readonly logits: Float64Array;
  readonly misses: Uint8Array;
  readonly heard: Int32Array;
  line: PlattLine;
  /** The chance that a forecast may not exceed; one number. */
  readonly level: Float64Array;
  readonly kept: Outstanding;
  /** What failed on players' devices. */
  readonly fits: Uint8Array;
}

const BLOCK = 1024;

/** A memory in which nothing is learnt yet. */
export function openMissMemory(goal: number): MissMemory {
  return {
    model: openMissModel(DANGERS),
    logits: new Float64Array(BLOCK),
    misses: new Uint8Array(BLOCK),
    heard: new Int32Array(1),
    line: { slope: 1, shift: 0 },
    level: Float64Array.of(goal),
    kept: openOutstanding(DANGERS),
    fits: openFits(),
  };
}

/** The calibrated chance of a late answer. */
export function missChance({ model, line }: MissMemory, dangers: Float64Array): number {
  return plattChance(line, missLogit(model, dangers, 0, learningDefaults.keepEvery));
}

/**
 * Learns from an outcome. What a forecast says is calibrated on forecasts made before they were
 * learnt from; every 1 024 of them the line is drawn anew.
 */
export function hearMiss(
  outcome: PlacementOutcome,
  memory: MissMemory,
  goals: { readonly brief: PlacementBrief; readonly goal: number; readonly step: number },
): void {
  hearFit(memory.fits, outcome, goals.brief.variants.length);
  if (outcome.choice < goals.brief.variants.length) return;
  const slot = recallFrame(memory.kept, outcome.player, outcome.choice);
  if (slot < 0) return;
  const isMiss = outcome.isLate || outcome.isFallback;
  const at = slot * DANGERS;
  const dangers = memory.kept.notes;
  noteForecast(memory, missLogit(memory.model, dangers, at, learningDefaults.keepEvery), isMiss);
  learnMiss(memory.model, { dangers, at, isMiss }, learningDefaults);
  // The goal is borne, not sought: the level only gets stricter, and is soon back.
  const moved = moveLevel(memory.level[0], isMiss, goals);
  memory.level[0] = Math.max(0, Math.min(goals.goal, moved));
}

function noteForecast(memory: MissMemory, logit: number, isMiss: boolean): void {
  const place = memory.heard[0] % BLOCK;
  memory.logits[place] = logit;
  memory.misses[place] = isMiss ? 1 : 0;
  memory.heard[0]++;
  if (place === BLOCK - 1) memory.line = fitPlatt(memory.logits, memory.misses, BLOCK);
}
