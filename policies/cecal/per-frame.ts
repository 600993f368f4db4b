import { type GateListing, resolveParameters } from '../listing.ts';
import type { PlacementBrief, PlacementGate } from '../placement.ts';
import { hearFit, openFits } from './per-frame/fits.ts';
import { lookUp } from './per-frame/look-up.ts';
import { probeChoice } from './per-frame/probing.ts';
import { frameSpecs, solveTables } from './per-frame/tables.ts';

/** `cecal/per-frame`: a table of the best place and variant by link, heat and carbon. */
export const perFrame: GateListing<PlacementBrief, PlacementGate> = {
  doc:
    'Places each frame by a table, solved beforehand as a Markov decision process over the ' +
    'states of both links, the heat of the device and the carbon intensity.',
  parameters: frameSpecs,
  create: (parameters, brief) => tableGate('cecal/per-frame', parameters, brief),
};

/** `cecal/myopic`: the same table with no look ahead. */
export const myopic: GateListing<PlacementBrief, PlacementGate> = {
  doc:
    'As cecal/per-frame, but each frame is weighed for itself alone: what looking ahead is ' +
    'worth shows.',
  parameters: frameSpecs,
  create: (parameters, brief) => tableGate('cecal/myopic', parameters, brief),
};

function tableGate(
  id: 'cecal/per-frame' | 'cecal/myopic',
  parameters: Parameters<typeof perFrame.create>[0],
  brief: PlacementBrief,
): PlacementGate {
  const resolved = resolveParameters(id, frameSpecs, parameters);
  const tables = solveTables(brief, resolved, id === 'cecal/myopic');
  return {
    id,
    begin: openFits,
    choose(view, fits: Uint8Array) {
      const probe = probeChoice(view, brief, tables.probeEvery);
      return probe >= 0 ? probe : lookUp(view, tables, fits);
    },
    hear: (outcome, fits: Uint8Array) => hearFit(fits, outcome, brief.variants.length),
  };
}
