import type { LinkView } from '../../placement.ts';

/** Cuts between bins of links, microseconds. */
export interface LinkCuts {
  /** Rising margins: budget less wait and 95th percentile. */
  readonly margins: Float64Array;
  /** Above this the spread is wide. */
  readonly spread: number;
  /** A round trip older than this says nothing any more. */
  readonly stale: number;
}

// Bins of the margin, and of how the link behaves: calm, wide, losing frames.
const MARGINS = 8;
const MOODS = 3;
/** Number of bins of a link; the last is for one that is not known, or no longer. */
export const LINK_BINS = MARGINS * MOODS + 1;

/** The bin of a link: margins rise with the bin, moods get worse within one. */
export function binOf(link: LinkView, budget: number, cuts: LinkCuts): number {
  if (!(link.age <= cuts.stale) || !(link.medianRtt > 0)) return LINK_BINS - 1;
  const margin = budget - (link.wait > 0 ? link.wait : 0) - link.p95Rtt;
  let bin = 0;
  for (let i = 0; i < MARGINS - 1; i++) bin += margin >= cuts.margins[i] ? 1 : 0;
  return bin * MOODS + moodOf(link, cuts.spread);
}

function moodOf(link: LinkView, spread: number): number {
  if (link.loss > 0) return 2;
  return link.p95Rtt - link.medianRtt > spread ? 1 : 0;
}

/** Cuts such that each bin of the margin holds as many of these links. */
export function cutsOf(margins: Float64Array, spreads: Float64Array, stale: number): LinkCuts {
  const sorted = margins.slice().sort();
  const cuts = Float64Array.from({ length: MARGINS - 1 }, (_, i) => {
    return sorted[Math.floor(((i + 1) * sorted.length) / MARGINS)];
  });
  const wide = spreads.slice().sort()[Math.floor(spreads.length / 2)];
  return { margins: cuts, spread: wide, stale };
}
