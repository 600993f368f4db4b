import { powerOfTwo } from '../../engine/bits.ts';
import type { Diffusion, Motion } from './diffusion.ts';
import { arrivalRate, serviceRate } from './diffusion.ts';

const PER_OCTAVE = 16;
/** Bins of waits: none, then sixteen an octave from the shortest, which is told apart. */
export const WAIT_BINS = 1 + PER_OCTAVE * 18;
const SHORTEST = 500;
/** In shortest waits; beyond it all fall into the last bin. */
const LONGEST = 1 << 30;
/** A chance too small to look up its bin. */
const NOTHING = 1e-12;

/** What arrivals of one step find at a station; all add up to 1. */
export interface Found {
  /** Chance of each wait, for those who are served by the slots and by those beyond them. */
  readonly slots: Float64Array;
  readonly more: Float64Array;
  /** Chance of finding the station full. */
  lost: number;
  waitMean: number;
}

/** Room for what arrivals find. */
export function openFound(): Found {
  const bins = () => new Float64Array(WAIT_BINS);
  return { slots: bins(), more: bins(), lost: 0, waitMean: 0 };
}

/** Wait in the middle of a bin, microseconds. */
export function waitOfBin(bin: number): number {
  if (bin === 0) return 0;
  const octave = Math.floor((bin - 1) / PER_OCTAVE);
  const within = (bin - 1 - octave * PER_OCTAVE + 0.5) / PER_OCTAVE;
  // Linear within an octave, as the bins are.
  return SHORTEST * powerOfTwo(octave) * (1 + within);
}

function binOfWait(wait: number): number {
  if (wait < SHORTEST) return 0;
  const octave = 31 - Math.clz32(Math.min(wait / SHORTEST, LONGEST));
  const within = wait / (SHORTEST * powerOfTwo(octave)) - 1;
  const bin = 1 + octave * PER_OCTAVE + Math.floor(Math.max(0, within) * PER_OCTAVE);
  return Math.min(WAIT_BINS - 1, bin);
}

/** How many of the arrivals find x requests there, beside how often they are there. */
function ask(motion: Motion, x: number): number {
  return motion.rate > 0 ? arrivalRate(motion, x) / motion.rate : 1;
}

/** Share of a cell in which so many slots, or more, are taken. */
function shareAbove(x: number, width: number, slots: number): number {
  return Math.min(1, Math.max(0, (x + (width + 1) / 2 - slots) / width));
}

/**
 * What an arrival finds: with x requests there and all slots busy it waits for x - slots + 1
 * departures, each one over the rate of all; a cell's requests are spread over its width.
 */
export function findWaits(diffusion: Diffusion, motion: Motion, found: Found): void {
  const { chance, width, active } = diffusion;
  const full = motion.slots + motion.moreSlots;
  const rate = serviceRate(motion, full);
  const moreShare = rate > 0 ? motion.moreSlots / motion.moreHold / rate : 0;
  found.slots.fill(0);
  found.more.fill(0);
  found.lost = 0;
  found.waitMean = 0;
  for (let cell = 0; cell < active; cell++) {
    if (chance[cell] < NOTHING) continue;
    const x = cell * width;
    const share = chance[cell] * ask(motion, x);
    const above = shareAbove(x, width, full);
    if (x >= motion.most) {
      found.lost += share;
      continue;
    }
    const busy = shareAbove(x, width, motion.slots);
    found.slots[0] += share * (1 - busy);
    found.more[0] += share * (busy - above);
    if (above === 0) continue;
    const ahead = above < 1 ? (above * width + 1) / 2 : x - full + 1;
    const bin = binOfWait(ahead / rate);
    found.slots[bin] += share * above * (1 - moreShare);
    found.more[bin] += share * above * moreShare;
    found.waitMean += (share * above * ahead) / rate;
  }
  // Sources are counted around the mean before the step: no more are lost than came, all the same.
  found.lost = Math.min(1, found.lost);
}
