import type { VariantBrief } from '../../placement.ts';
import { type Kernel, kernelOf } from './kernel.ts';
import { binOf, cutsOf, LINK_BINS, type LinkCuts } from './link-bins.ts';
import type { Practice } from './practice.ts';

/** A link in bins: how it goes from one to another, and how often an answer is late in each. */
export interface LinkLaw {
  readonly cuts: LinkCuts;
  readonly kernel: Kernel;
  /** Frames, and late ones among them, `[bin * variants + variant]`. */
  readonly sent: Float64Array;
  readonly late: Float64Array;
}

/** What a link law is counted for. */
export interface CountSettings {
  readonly variants: readonly VariantBrief[];
  /** Place in the order of `PLACES`. */
  readonly place: number;
  readonly budget: number;
  readonly stale: number;
}

// One count of a Dirichlet law over a row; a link that is not known becomes so within seconds.
const PRIOR = 1;
const KNOWN_SOON = 0.01;
const FORGOTTEN = 1e-4;

/** Counts bins, steps between them and late answers in practice. */
export function countLinks(practice: Practice, settings: CountSettings): LinkLaw {
  const { budget, stale, variants } = settings;
  const margins = Float64Array.from(practice.views, (view) => budget - view.wait - view.p95Rtt);
  const spreads = Float64Array.from(practice.views, (view) => view.p95Rtt - view.medianRtt);
  const cuts = cutsOf(margins, spreads, stale);
  const bins = Int32Array.from(practice.views, (view) => binOf(view, budget, cuts));
  const sent = new Float64Array(LINK_BINS * variants.length);
  const late = new Float64Array(LINK_BINS * variants.length);
  bins.forEach((bin, frame) => {
    variants.forEach((variant, v) => {
      const isLate = practice.delays[frame] + variant.work[settings.place] > budget ? 1 : 0;
      for (const place of [bin, LINK_BINS - 1]) {
        sent[place * variants.length + v]++;
        late[place * variants.length + v] += isLate;
      }
    });
  });
  return { cuts, kernel: kernelOf(stepsOf(bins, practice.perLink), LINK_BINS, PRIOR), sent, late };
}

/** Chance of a late answer in a bin, with a tenth of a count of either kind before any was seen. */
export function lateChance({ sent, late }: LinkLaw, at: number): number {
  return (late[at] + 0.1) / (sent[at] + 0.2);
}

// Being known is not a link's doing but the gate's; here it comes and goes by itself, slowly.
function stepsOf(bins: Int32Array, perLink: number): Float64Array {
  const counts = new Float64Array(LINK_BINS * LINK_BINS);
  const unknown = LINK_BINS - 1;
  for (let frame = 1; frame < bins.length; frame++) {
    counts[unknown * LINK_BINS + bins[frame]] += KNOWN_SOON;
    counts[unknown * LINK_BINS + unknown] += 1 - KNOWN_SOON;
    if (frame % perLink === 0) continue;
    counts[bins[frame - 1] * LINK_BINS + bins[frame]] += 1 - FORGOTTEN;
    counts[bins[frame - 1] * LINK_BINS + unknown] += FORGOTTEN;
  }
  return counts;
}
