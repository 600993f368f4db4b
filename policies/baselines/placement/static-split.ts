import { type GateListing, resolveParameters } from '../../listing.ts';
import { PLACES, type PlacementBrief, type PlacementGate } from '../../placement.ts';
import { bestChoice } from './fixed.ts';

const ID = 'baselines/static-split';
const PLAYERS = 4_294_967_296;
/** Odd multiplier near 2^32 over the golden ratio: neighbours land far apart (Knuth 1973). */
const SCATTER = 2_654_435_769;

/** Players are split once and for all, whatever their lines are like. */
export const staticSplit: GateListing<PlacementBrief, PlacementGate> = {
  doc:
    'A fixed share of the players at the edge and in the cloud, the rest on their device where ' +
    'they have one and else at the edge; who goes where hangs on the player’s number alone.',
  parameters: {
    edge: {
      unit: 'ratio',
      least: 0,
      most: 1,
      default: 0.5,
      doc: 'Share of the players at the edge.',
    },
    cloud: {
      unit: 'ratio',
      least: 0,
      most: 1,
      default: 0.25,
      doc: 'Share of the players in the cloud; with the edge at most 100 %, else cut.',
    },
  },
  create(given, { variants }): PlacementGate {
    const { edge, cloud } = resolveParameters(ID, staticSplit.parameters, given);
    const choices = PLACES.map((_, place) => bestChoice(variants, place));
    return {
      id: ID,
      begin: () => null,
      choose: ({ player, heat }) => {
        const point = (Math.imul(player, SCATTER) >>> 0) / PLAYERS;
        if (point < edge) return choices[1];
        if (point < edge + cloud) return choices[2];
        return heat < 0 ? choices[1] : choices[0];
      },
    };
  },
};
