import type { GateListing } from '../../listing.ts';
import { resolveParameters } from '../../listing.ts';
import {
  PLACES,
  type Place,
  type PlacementBrief,
  type PlacementGate,
  type VariantBrief,
} from '../../placement.ts';

/** A gate that always chooses one place, and there the best variant that is offered. */
function fixed(place: Place, doc: string): GateListing<PlacementBrief, PlacementGate> {
  const id = `baselines/always-${place}`;
  return {
    doc,
    parameters: {},
    create(given, brief): PlacementGate {
      resolveParameters(id, {}, given);
      const choice = bestChoice(brief.variants, PLACES.indexOf(place));
      return { id, begin: () => null, choose: () => choice };
    },
  };
}

/**
 * The best variant that a place offers, as a choice; its best one by name where it offers none, so
 * that the frames fail and are counted.
 */
export function bestChoice(variants: readonly VariantBrief[], place: number): number {
  const offered = variants.findIndex(({ work }) => Number.isFinite(work[place]));
  return place * variants.length + Math.max(0, offered);
}

/** Everything in the player's hand. */
export const alwaysDevice = fixed(
  'device',
  'Every frame on the player’s own device, on the best variant that fits any; frames of players ' +
    'without a neural unit get no answer.',
);

/** Everything at the near point of presence. */
export const alwaysEdge = fixed(
  'edge',
  'Every frame at the near point of presence, on the best variant there: the static edge.',
);

/** Everything in a region. */
export const alwaysCloud = fixed(
  'cloud',
  'Every frame in the region of the routing table, on the best variant there.',
);
