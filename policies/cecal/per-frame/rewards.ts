import type { PlacementBrief } from '../../placement.ts';
import { type HeatLore, localLateChance, localWork } from './own.ts';
import { type Stakes, workCost } from './stakes.ts';

/** What a frame's reward hangs on, beside the choice. */
export interface Situation {
  readonly heat: number;
  /** Place of the frame before. */
  readonly before: number;
  /** g/kWh at the region. */
  readonly intensity: number;
}

/** The problem of one game: what is known of it and what is at stake. */
export interface FrameGame {
  readonly brief: PlacementBrief;
  readonly stakes: Stakes;
  readonly lore: HeatLore;
}

// A choice that cannot be made is worse than anything that can.
const BARRED = -1000;

/** Reward of one choice, a straight line of the chance that its answer is late. */
export interface RewardLine {
  /** With no chance of being late, USD; `BARRED` where it cannot be chosen. */
  readonly sure: number;
  /** What a chance of one takes off. */
  readonly fall: number;
}

/** The reward of a choice by its chance of being late; on the device that chance is given too. */
export function rewardLine(game: FrameGame, choice: number, at: Situation): RewardLine {
  const { brief, stakes } = game;
  const count = brief.variants.length;
  const place = Math.floor(choice / count);
  const variant = choice % count;
  const work =
    place === 0
      ? localWork(brief, game.lore, at.heat, variant)
      : brief.variants[variant].work[place];
  if (!Number.isFinite(work)) return { sure: BARRED, fall: 0 };
  const cost = workCost(brief, stakes, place, { work, intensity: at.intensity });
  const moved = place === at.before ? 0 : stakes.switchCost;
  const worth = stakes.frameValue * brief.variants[variant].fidelity;
  const otherwise = place === 0 ? -stakes.lateCost : withoutAnswer(game, at);
  return { sure: worth - cost - moved, fall: worth - otherwise };
}

// The variant that takes over on the device; -1 where none can, or none may.
function fallbackVariant({ brief, lore }: FrameGame, heat: number): number {
  if (!brief.hasFallback) return -1;
  return brief.variants.findIndex((_, variant) => {
    return localWork(brief, lore, heat, variant) <= brief.budget;
  });
}

/** Worth of a remote answer that is late: a late frame, or what the fallback makes of it. */
function withoutAnswer(game: FrameGame, at: Situation): number {
  const { brief, stakes } = game;
  const variant = fallbackVariant(game, at.heat);
  if (variant < 0) return -stakes.lateCost;
  const work = localWork(brief, game.lore, at.heat, variant);
  const late = localLateChance({ ...brief, frameEvery: Infinity }, work * TIMED);
  const cost = workCost(brief, stakes, 0, { work, intensity: at.intensity });
  const worth = (1 - late) * stakes.frameValue * brief.variants[variant].fidelity;
  return worth - late * stakes.lateCost - cost;
}

// The client starts the fallback early enough for it to be in time; it is late in rare cases only.
const TIMED = 0.8;
