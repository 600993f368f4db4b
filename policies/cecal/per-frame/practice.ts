import { exp, log } from '../../../engine/math.ts';
import { openStream, uniform } from '../../../engine/random.ts';
import { MILLISECOND, SECOND } from '../../../engine/units.ts';
import type { LinkView } from '../../placement.ts';

/**
 * What a link does before any is seen: the figures from which a table's first chances come. None of
 * them was recorded frame by frame, for no such recording is at hand: all are assumed, and a gate
 * that learns corrects what follows from them.
 */
export interface LinkLore {
  /** Base round trips are log-uniform between these, microseconds. */
  readonly baseLeast: number;
  readonly baseMost: number;
  /** Mean delay on top of the base, by mood, exponential; microseconds. */
  readonly calmDelay: number;
  readonly wildDelay: number;
  /** Mean length of a calm and of a wild spell, microseconds. */
  readonly calmSpell: number;
  readonly wildSpell: number;
  /** Share of frames lost, by mood. */
  readonly calmLoss: number;
  readonly wildLoss: number;
}

/** The near point of presence: a metropolitan way and an access line. Assumed. */
export const EDGE_LORE: LinkLore = {
  baseLeast: 2 * MILLISECOND,
  baseMost: 60 * MILLISECOND,
  calmDelay: 2 * MILLISECOND,
  wildDelay: 30 * MILLISECOND,
  calmSpell: 5 * SECOND,
  wildSpell: SECOND / 2,
  calmLoss: 0.002,
  wildLoss: 0.03,
};

/** The region: the same access line and a longer way. Assumed. */
export const CLOUD_LORE: LinkLore = {
  ...EDGE_LORE,
  baseLeast: 6 * MILLISECOND,
  baseMost: 200 * MILLISECOND,
};

/** Frames that were sent in practice: what the client knew before each, and what came of it. */
export interface Practice {
  readonly frames: number;
  /** Frames of one link in a row. */
  readonly perLink: number;
  readonly views: readonly LinkView[];
  /** Round trip and true wait, microseconds; Infinity for a lost one. */
  readonly delays: Float64Array;
}

const WINDOW = 32;
const LINKS = 128;
const FRAMES = 128;

/** Draws links and sends frames over them, one every `every` microseconds; the same for a seed. */
export function practise(lore: LinkLore, every: number, seed: number): Practice {
  const state = openStream(seed, `practice/${lore.baseMost}`);
  const views: LinkView[] = [];
  const delays = new Float64Array(LINKS * FRAMES);
  for (let link = 0; link < LINKS; link++) {
    const wait = 8 * MILLISECOND * cube(uniform(state, 0));
    const walk = openWalk(lore, state);
    for (let frame = 0; frame < FRAMES; frame++) {
      const rtt = sendOne(walk, { lore, every, state });
      const view = viewOf(walk, wait);
      views.push(view);
      delays[link * FRAMES + frame] = rtt + exponential(wait, state);
      note(walk, rtt);
    }
  }
  return { frames: views.length, perLink: FRAMES, views, delays };
}

interface Walk {
  readonly base: number;
  isWild: boolean;
  readonly recent: number[];
  readonly lost: boolean[];
}

interface Step {
  readonly lore: LinkLore;
  readonly every: number;
  readonly state: Int32Array;
}

function openWalk(lore: LinkLore, state: Int32Array): Walk {
  const [least, most] = [log(lore.baseLeast), log(lore.baseMost)];
  const base = exp(least + (most - least) * uniform(state, 0));
  const wildShare = lore.wildSpell / (lore.wildSpell + lore.calmSpell);
  const walk = { base, isWild: uniform(state, 0) < wildShare, recent: [], lost: [] };
  for (let i = 0; i < WINDOW; i++) note(walk, sendOne(walk, { lore, every: SECOND / 60, state }));
  return walk;
}

function sendOne(walk: Walk, { lore, every, state }: Step): number {
  const spell = walk.isWild ? lore.wildSpell : lore.calmSpell;
  if (uniform(state, 0) < Math.min(1, every / spell)) walk.isWild = !walk.isWild;
  const isLost = uniform(state, 0) < (walk.isWild ? lore.wildLoss : lore.calmLoss);
  const delay = exponential(walk.isWild ? lore.wildDelay : lore.calmDelay, state);
  return isLost ? Infinity : walk.base + delay;
}

function note(walk: Walk, rtt: number): void {
  walk.lost.push(rtt === Infinity);
  if (walk.lost.length > WINDOW) walk.lost.shift();
  if (rtt === Infinity) return;
  walk.recent.push(rtt);
  if (walk.recent.length > WINDOW) walk.recent.shift();
}

function viewOf({ recent, lost, base }: Walk, wait: number): LinkView {
  const sorted = [...recent].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? base;
  const last = recent[recent.length - 1] ?? base;
  const mean = recent.reduce((sum, rtt) => sum + rtt, 0) / Math.max(1, recent.length);
  return {
    lastRtt: last,
    quickRtt: mean,
    slowRtt: mean,
    jitter: Math.abs(last - mean),
    p10Rtt: at(0.1),
    p25Rtt: at(0.25),
    medianRtt: at(0.5),
    p75Rtt: at(0.75),
    p90Rtt: at(0.9),
    p95Rtt: at(0.95),
    loss: lost.filter(Boolean).length / Math.max(1, lost.length),
    age: 0,
    wait,
    waitAge: 0,
  };
}

function cube(x: number): number {
  return x * x * x;
}

function exponential(mean: number, state: Int32Array): number {
  return -mean * log(1 - uniform(state, 0));
}
