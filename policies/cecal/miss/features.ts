import { log } from '../../../engine/math.ts';
import { MILLISECOND, SECOND } from '../../../engine/units.ts';
import type { LinkView } from '../../placement.ts';

/** Number of dangers that `fillDangers` writes. */
export const DANGERS = 21;

const LEVELS = 5;
const STEPS = 9;
// Differences of round trips below a tenth of a millisecond are those of clocks, not of links.
const FLOOR = MILLISECOND / 10;
// Beyond two spreads either side nothing more is learnt; a round trip counts as too long or not
// within a tenth of the room, so that a line can follow a step.
const SPREADS_MOST = 2;
const RAMP = 0.1;
const REFERENCE = 10 * MILLISECOND;

/**
 * Writes what speaks for a late answer over a link, from place `at` on: each number rises when the
 * link gets slower by a constant or by a factor, and falls when the room for the round trip grows.
 * With weights that are not negative a probability made from them is monotone, whatever was learnt.
 *
 * `room` is the budget less work and wait, microseconds. Answers false, and writes nothing, for a
 * link that was never measured or where no room is left: these are not matters of statistics.
 */
export function fillDangers(link: LinkView, room: number, out: Float64Array, at = 0): boolean {
  if (!(room > 0) || !(link.medianRtt > 0) || !(link.lastRtt > 0)) return false;
  const logRoom = log(room);
  fillSteps(link, logRoom, out, at);
  fillLevels(link, logRoom, out, at + STEPS);
  fillRest(link, room, out, at + STEPS + LEVELS);
  return true;
}

// Whether a round trip is too long, between -1 and 1: quantiles of the past, then last and means.
function fillSteps(link: LinkView, logRoom: number, out: Float64Array, at: number): void {
  const median = link.medianRtt;
  out[at] = step(link.p10Rtt, median, logRoom);
  out[at + 1] = step(link.p25Rtt, median, logRoom);
  out[at + 2] = step(median, median, logRoom);
  out[at + 3] = step(link.p75Rtt, median, logRoom);
  out[at + 4] = step(link.p90Rtt, median, logRoom);
  out[at + 5] = step(link.p95Rtt, median, logRoom);
  out[at + 6] = step(link.lastRtt, median, logRoom);
  out[at + 7] = step(link.quickRtt, link.lastRtt, logRoom);
  out[at + 8] = step(link.slowRtt, median, logRoom);
}

// By how much it is too long, as a logarithm.
function fillLevels(link: LinkView, logRoom: number, out: Float64Array, at: number): void {
  out[at] = log(link.medianRtt) - logRoom;
  out[at + 1] = log(link.lastRtt) - logRoom;
  out[at + 2] = logOf(link.slowRtt, link.medianRtt) - logRoom;
  out[at + 3] = logOf(link.p95Rtt, link.medianRtt) - logRoom;
  out[at + 4] = log(REFERENCE) - logRoom;
}

function fillRest(link: LinkView, room: number, out: Float64Array, at: number): void {
  const spread = positive(link.p95Rtt - link.medianRtt) + FLOOR;
  out[at] = cut((link.medianRtt - room) / spread, SPREADS_MOST);
  out[at + 1] = log(spread) - log(room);
  out[at + 2] = log(positive(link.jitter) + FLOOR) - log(room);
  out[at + 3] = positive(link.loss);
  out[at + 4] = log(1 + ageOf(link.age) / SECOND);
  out[at + 5] = log(1 + positive(link.wait) / room);
  out[at + 6] = log(1 + ageOf(link.waitAge) / SECOND);
}

function step(rtt: number, otherwise: number, logRoom: number): number {
  return cut((logOf(rtt, otherwise) - logRoom) / RAMP, 1);
}

function cut(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function logOf(value: number, otherwise: number): number {
  return log(value > 0 ? value : otherwise);
}

function positive(value: number): number {
  return value > 0 ? value : 0;
}

// A minute says all that an age can say; Infinity and NaN included.
function ageOf(age: number): number {
  return age >= 0 && age < 60 * SECOND ? age : 60 * SECOND;
}
