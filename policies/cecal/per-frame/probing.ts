import type { PlacementBrief, PlacementView } from '../../placement.ts';

/**
 * The choice by which a way is tried again, -1 when none is due. A way that is never used is never
 * measured: one frame in eight of a player's may go there with the smallest variant until it is.
 */
export function probeChoice(
  view: PlacementView,
  brief: PlacementBrief,
  probeEvery: number,
): number {
  if ((Math.floor(view.at / brief.frameEvery) + view.player) % TURNS !== 0) return -1;
  const count = brief.variants.length;
  const isEdge = view.links[0].age > probeEvery && canRun(brief, 1);
  if (isEdge) return 2 * count - 1;
  return view.links[1].age > probeEvery && canRun(brief, 2) ? 3 * count - 1 : -1;
}

const TURNS = 8;

function canRun({ variants }: PlacementBrief, place: number): boolean {
  return Number.isFinite(variants[variants.length - 1].work[place]);
}
