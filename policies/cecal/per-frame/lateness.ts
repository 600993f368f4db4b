import type { PlacementOutcome } from '../../placement.ts';
import { type Outstanding, openOutstanding, recallFrame } from '../outstanding.ts';
import { hearFit, openFits } from './fits.ts';
import { LINK_BINS } from './link-bins.ts';
import { lateChance } from './link-law.ts';
import { HEATS, localLateChance, localWork } from './own.ts';
import { type FrameTables, LINK_PAIRS } from './tables.ts';

/** Frames and late ones among them, `[(place * bins + bin) * variants + variant]`. */
export interface LearntLateness {
  readonly sent: Float64Array;
  readonly late: Float64Array;
  readonly kept: Outstanding;
  /** What failed on players' devices. */
  readonly fits: Uint8Array;
}

/** Frames that what was foretold counts for: real ones soon count for more. Chosen by hand. */
const PRACTICE_WEIGHT = 20;

/** Lateness as foretold, from which learning begins. */
export function openLateness({ game, laws }: FrameTables): LearntLateness {
  const { brief, lore } = game;
  const variants = brief.variants.length;
  const sent = new Float64Array(3 * LINK_BINS * variants).fill(PRACTICE_WEIGHT);
  const late = sent.map((weight, at) => {
    const place = Math.floor(at / (LINK_BINS * variants));
    const within = at % (LINK_BINS * variants);
    if (place > 0) return weight * lateChance(laws[place - 1], within);
    const heat = Math.floor(within / variants);
    if (heat >= HEATS) return 0;
    return weight * localLateChance(brief, localWork(brief, lore, heat, within % variants));
  });
  return { sent, late, kept: openOutstanding(1), fits: openFits() };
}

/** Chance that the answer of a choice is late in a state of the tables. */
export function learntChance(
  { sent, late }: LearntLateness,
  tables: FrameTables,
  state: number,
  choice: number,
): number {
  const at = placeIn(tables, state, choice);
  return late[at] / sent[at];
}

/** Learns from what became of a frame; nothing from one that was pushed out. */
export function hearFrame(
  tables: FrameTables,
  outcome: PlacementOutcome,
  memory: LearntLateness,
): void {
  const { variants } = tables.game.brief;
  hearFit(memory.fits, outcome, variants.length);
  const slot = recallFrame(memory.kept, outcome.player, outcome.choice);
  const isUnfit = outcome.choice < variants.length && !Number.isFinite(outcome.response);
  if (slot < 0 || isUnfit) return;
  const state = memory.kept.notes[slot];
  const first = outcome.choice - (outcome.choice % variants.length);
  for (let variant = 0; variant < variants.length; variant++) {
    const fate = wouldBeLate(tables, outcome, variant);
    if (fate < 0) continue;
    const at = placeIn(tables, state, first + variant);
    memory.sent[at]++;
    memory.late[at] += fate;
  }
}

/** Whether another variant would have been late as well, 1 or 0; -1 where nobody can tell. */
function wouldBeLate(tables: FrameTables, outcome: PlacementOutcome, variant: number): number {
  const { brief } = tables.game;
  const chosen = outcome.choice % brief.variants.length;
  const place = Math.floor(outcome.choice / brief.variants.length);
  const isMiss = outcome.isLate || outcome.isFallback;
  if (variant === chosen) return isMiss ? 1 : 0;
  const work = brief.variants[variant].work[place];
  const extra = work - brief.variants[chosen].work[place];
  if (!Number.isFinite(extra) || place === 0) return -1;
  if (outcome.isFallback || !Number.isFinite(outcome.response)) return extra >= 0 ? 1 : -1;
  return outcome.response + extra > brief.budget ? 1 : 0;
}

function placeIn({ game, owns }: FrameTables, state: number, choice: number): number {
  const variants = game.brief.variants.length;
  const place = Math.floor(choice / variants);
  const link = state % LINK_PAIRS;
  const own = (state - link) / LINK_PAIRS;
  const heat = own % Math.min(owns, HEATS);
  const remote = place === 1 ? Math.floor(link / LINK_BINS) : link % LINK_BINS;
  return (place * LINK_BINS + (place === 0 ? heat : remote)) * variants + (choice % variants);
}
