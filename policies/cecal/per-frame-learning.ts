import { type GateListing, resolveParameters } from '../listing.ts';
import type {
  PlacementBrief,
  PlacementGate,
  PlacementOutcome,
  PlacementView,
} from '../placement.ts';
import { keepFrame } from './outstanding.ts';
import { isFit } from './per-frame/fits.ts';
import {
  hearFrame,
  type LearntLateness,
  learntChance,
  openLateness,
} from './per-frame/lateness.ts';
import { stateOf } from './per-frame/look-up.ts';
import { HEATS } from './per-frame/own.ts';
import { probeChoice } from './per-frame/probing.ts';
import { type RewardLine, rewardLine } from './per-frame/rewards.ts';
import {
  type FrameTables,
  frameSpecs,
  INTENSITIES,
  LINK_PAIRS,
  solveTables,
  tableOf,
} from './per-frame/tables.ts';

/** `cecal/per-frame-learning`: as the table, with the chances of being late learnt on the way. */
export const perFrameLearning: GateListing<PlacementBrief, PlacementGate> = {
  doc:
    'As cecal/per-frame, but how often answers are late in each state is counted from outcomes; ' +
    'what later frames are worth stays as solved beforehand.',
  parameters: frameSpecs,
  create(parameters, brief) {
    const id = 'cecal/per-frame-learning';
    const tables = solveTables(brief, resolveParameters(id, frameSpecs, parameters), false);
    const learning = { tables, lines: linesOf(tables) };
    return {
      id,
      begin: () => openLateness(tables),
      choose: (view, memory: LearntLateness) => chooseLearning(learning, view, memory),
      hear: (outcome: PlacementOutcome, memory: LearntLateness) =>
        hearFrame(tables, outcome, memory),
    };
  },
};

interface Learning {
  readonly tables: FrameTables;
  /** Rewards by table, own state and choice. */
  readonly lines: readonly RewardLine[];
}

function linesOf({ game, owns }: FrameTables): readonly RewardLine[] {
  const actions = 3 * game.brief.variants.length;
  return INTENSITIES.flatMap((intensity) =>
    Array.from({ length: owns * actions }, (_, pair) => {
      const own = Math.floor(pair / actions);
      const at = { heat: own % HEATS, before: Math.floor(own / HEATS), intensity };
      return rewardLine(game, pair % actions, at);
    }),
  );
}

function chooseLearning(
  { tables, lines }: Learning,
  view: PlacementView,
  memory: LearntLateness,
): number {
  const state = stateOf(view, tables);
  const probe = probeChoice(view, tables.game.brief, tables.probeEvery);
  const choice = probe >= 0 ? probe : bestOf({ tables, lines }, view, { memory, state });
  const slot = keepFrame(memory.kept, view.player, choice);
  memory.kept.notes[slot] = state;
  return choice;
}

function bestOf(
  { tables, lines }: Learning,
  view: PlacementView,
  { memory, state }: { readonly memory: LearntLateness; readonly state: number },
): number {
  const { nexts, chances, owns, discount, game } = tables;
  const actions = 3 * game.brief.variants.length;
  const link = state % LINK_PAIRS;
  const own = (state - link) / LINK_PAIRS;
  const table = tableOf(view.intensityGPerKwh);
  const { ahead } = tables.solutions[table];
  let best = 0;
  let bestWorth = -Infinity;
  for (let action = 0; action < actions; action++) {
    if (action < actions / 3 && !isFit(memory.fits, view.player, action)) continue;
    const line = lines[(table * owns + own) * actions + action];
    const at = 2 * (own * actions + action);
    const later =
      chances[at] * ahead[nexts[at] * LINK_PAIRS + link] +
      chances[at + 1] * ahead[nexts[at + 1] * LINK_PAIRS + link];
    const late = line.fall === 0 ? 0 : learntChance(memory, tables, state, action);
    const worth = line.sure - late * line.fall + discount * later;
    if (!(worth > bestWorth)) continue;
    best = action;
    bestWorth = worth;
  }
  return best;
}
