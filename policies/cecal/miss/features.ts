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
const LOG_REFERENCE = log(10 * MILLISECOND);

/** Logarithms of a link's figures, which are the same for every room: `fillLogs` writes them. */
export const LOGS = 12;

/** Writes the logarithms of a link's figures; false, and nothing, for one never measured. */
export function fillLogs(link: LinkView, logs: Float64Array): boolean {
  if (!(link.medianRtt > 0) || !(link.lastRtt > 0)) return false;
  const median = link.medianRtt;
  logs[0] = logOf(link.p10Rtt, median);
  logs[1] = logOf(link.p25Rtt, median);
  logs[2] = log(median);
  logs[3] = logOf(link.p75Rtt, median);
  logs[4] = logOf(link.p90Rtt, median);
  logs[5] = logOf(link.p95Rtt, median);
  logs[6] = log(link.lastRtt);
  logs[7] = logOf(link.quickRtt, link.lastRtt);
  logs[8] = logOf(link.slowRtt, median);
  logs[9] = log(positive(link.p95Rtt - median) + FLOOR);
  logs[10] = log(positive(link.jitter) + FLOOR);
  logs[11] = log(1 + ageOf(link.age) / SECOND);
  return true;
}

/**
 * Writes what speaks for a late answer over a link, from place `at` on: each number rises when the
 * link gets slower by a constant or by a factor, and falls when the room for the round trip grows.
 * With weights that are not negative a probability made from them is monotone, whatever was learnt.
 *
 * `room` is the budget less work and wait, microseconds; `logs` those of the link. Answers false,
 * and writes nothing, where no room is left: that is no matter of statistics.
 */
export function fillDangers(
  link: LinkView,
  { room, logs }: { readonly room: number; readonly logs: Float64Array },
  out: Float64Array,
  at = 0,
): boolean {
  if (!(room > 0 && room < Infinity)) return false;
  const logRoom = log(room);
  for (let i = 0; i < STEPS; i++) out[at + i] = cut((logs[i] - logRoom) / RAMP, 1);
  const level = at + STEPS;
  out[level] = logs[2] - logRoom;
  out[level + 1] = logs[6] - logRoom;
  out[level + 2] = logs[8] - logRoom;
  out[level + 3] = logs[5] - logRoom;
  out[level + 4] = LOG_REFERENCE - logRoom;
  const rest = level + LEVELS;
  const spread = positive(link.p95Rtt - link.medianRtt) + FLOOR;
  out[rest] = cut((link.medianRtt - room) / spread, SPREADS_MOST);
  out[rest + 1] = logs[9] - logRoom;
  out[rest + 2] = logs[10] - logRoom;
  out[rest + 3] = positive(link.loss);
  out[rest + 4] = logs[11];
  out[rest + 5] = positive(link.wait) / room;
  out[rest + 6] = Math.min(60, ageOf(link.waitAge) / SECOND);
  return true;
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
