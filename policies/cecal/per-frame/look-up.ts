import type { PlacementView } from '../../placement.ts';
import { isFit } from './fits.ts';
import { binOf, LINK_BINS } from './link-bins.ts';
import { HEATS, heatBin } from './own.ts';
import { type FrameTables, LINK_PAIRS, tableOf } from './tables.ts';

/** Place of a view in a table: own state × bins of both links. */
export function stateOf(view: PlacementView, { game, laws, owns }: FrameTables): number {
  const { budget, variants } = game.brief;
  const edge = binOf(view.links[0], budget, laws[0].cuts);
  const cloud = binOf(view.links[1], budget, laws[1].cuts);
  const place = view.choice < 0 ? 0 : Math.floor(view.choice / variants.length);
  const own = (owns > HEATS ? place * HEATS : 0) + heatBin(view.heat);
  return own * LINK_PAIRS + edge * LINK_BINS + cloud;
}

/**
 * The choice of the table for what a view shows. Where it is a variant that failed on this player's
 * device: a smaller one that did not, or the choice for a player without a neural unit.
 */
export function lookUp(view: PlacementView, tables: FrameTables, fits: Uint8Array): number {
  const { table } = tables.solutions[tableOf(view.intensityGPerKwh)];
  const state = stateOf(view, tables);
  const choice = table[state];
  const { length } = tables.game.brief.variants;
  for (let variant = choice; variant < length; variant++) {
    if (isFit(fits, view.player, variant)) return variant;
  }
  return choice >= length ? choice : table[state - heatBin(view.heat) * LINK_PAIRS];
}
