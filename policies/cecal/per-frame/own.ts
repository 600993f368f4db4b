import { exp, log } from '../../../engine/math.ts';
import type { PlacementBrief } from '../../placement.ts';

/** How warm a player's device is: without a neural unit, cool, nearly hot, hot and slow. */
export const HEATS = 4;
const NONE = 0;
const HOT = 3;
const NEARLY = 0.9;

/** How a device gets hot. */
export interface HeatLore {
  /** From cool to hot at full use, microseconds. */
  readonly hotAfter: number;
  /** Speed when hot over speed when cool. */
  readonly hotSpeed: number;
  /** Share of full use that it can bear for good. */
  readonly bearable: number;
}

/** The heat bin of what a view shows: -1 without a neural unit, else 0 to 1. */
export function heatBin(heat: number): number {
  if (!(heat >= 0)) return NONE;
  if (heat >= 1) return HOT;
  return heat >= NEARLY ? 2 : 1;
}

/** Time a variant takes on a device at a heat; Infinity where there is none or it does not fit. */
export function localWork(
  brief: PlacementBrief,
  lore: HeatLore,
  heat: number,
  variant: number,
): number {
  if (heat === NONE) return Infinity;
  const cool = brief.variants[variant].work[0];
  return heat === HOT ? cool / lore.hotSpeed : cool;
}

/**
 * Chance that a local answer is late before any was seen: a steep step where its time passes the
 * budget, or the time to the next frame, from where on frames pile up.
 */
export function localLateChance(brief: PlacementBrief, work: number): number {
  if (!Number.isFinite(work)) return 1;
  const fill = Math.max(work / brief.budget, work / brief.frameEvery);
  return 1 / (1 + exp(-log(fill) / 0.05));
}

// Share of the way from cool to hot that a bin spans; hot ones must cool further to be fast again.
const SPANS = [1, 0.9, 0.1, 0.2];

/** Heat after a frame that kept the device busy for `use` of the time to the next: most likely the
 * same, else one step up or down with this chance. */
export function heatStep(
  lore: HeatLore,
  heat: number,
  use: number,
  every: number,
): { readonly to: number; readonly chance: number } {
  if (heat === NONE) return { to: NONE, chance: 0 };
  const drift = Math.min(1, use) - lore.bearable;
  const isUp = drift > 0 && heat !== HOT;
  const force = isUp ? drift / (1 - lore.bearable) : Math.max(0, -drift) / lore.bearable;
  const to = Math.max(1, heat + (isUp ? 1 : -1));
  return { to, chance: Math.min(1, (force * every) / (SPANS[heat] * lore.hotAfter)) };
}
