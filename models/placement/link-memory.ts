import { exp } from '../../engine/math.ts';
import { SECOND, type SimTime } from '../../engine/units.ts';
import type { LinkView } from '../../policies/placement.ts';

/** Round trips, and frames sent, that a client remembers of one way. */
const WINDOW = 32;
const QUICK = SECOND;
const SLOW = 10 * SECOND;
/** Gain of the interarrival jitter, RFC 3550, 2003. */
const JITTER_GAIN = 1 / 16;
/** Ways a client measures: to the point of presence, to the region. */
export const WAYS = 2;

/** What clients have measured, by way: row * WAYS + 0 for the edge, + 1 for the region. */
export interface LinkMemory {
  last: Float64Array;
  quick: Float64Array;
  slow: Float64Array;
  jitter: Float64Array;
  /** When the last round trip was measured; -1 before the first. */
  measuredAt: Float64Array;
  /** Round trips measured so far. */
  count: Float64Array;
  /** The last round trips of each way in the order of their coming (a ring), and by size. */
  recent: Float64Array;
  sorted: Float64Array;
  /** Frames whose outcome is known, and of the last of them the lost ones, a bit each. */
  told: Float64Array;
  lostBits: Int32Array;
}

/** A memory with room for so many rows. */
export function createLinkMemory(rows: number): LinkMemory {
  const ways = rows * WAYS;
  return {
    last: new Float64Array(ways),
    quick: new Float64Array(ways),
    slow: new Float64Array(ways),
    jitter: new Float64Array(ways),
    measuredAt: new Float64Array(ways).fill(-1),
    count: new Float64Array(ways),
    recent: new Float64Array(ways * WINDOW),
    sorted: new Float64Array(ways * WINDOW),
    told: new Float64Array(ways),
    lostBits: new Int32Array(ways),
  };
}

/** Makes room for as many rows as the sessions' table has. */
export function growLinkMemory(memory: LinkMemory, rows: number): void {
  const larger = createLinkMemory(rows);
  larger.last.set(memory.last);
  larger.quick.set(memory.quick);
  larger.slow.set(memory.slow);
  larger.jitter.set(memory.jitter);
  larger.measuredAt.set(memory.measuredAt);
  larger.count.set(memory.count);
  larger.recent.set(memory.recent);
  larger.sorted.set(memory.sorted);
  larger.told.set(memory.told);
  larger.lostBits.set(memory.lostBits);
  Object.assign(memory, larger);
}

/** A player begins to play: nothing is known of either way. */
export function forgetLinks(memory: LinkMemory, row: number): void {
  for (let way = row * WAYS; way < (row + 1) * WAYS; way++) {
    memory.measuredAt[way] = -1;
    memory.count[way] = 0;
    memory.told[way] = 0;
    memory.lostBits[way] = 0;
    memory.jitter[way] = 0;
  }
}

/** An answer came back: its round trip is measured, and the frame was not lost. */
export function noteRtt(memory: LinkMemory, way: number, rtt: number, now: SimTime): void {
  noteFate(memory, way, 0);
  keepSample(memory, way, rtt);
  if (memory.count[way]++ === 0) {
    memory.quick[way] = rtt;
    memory.slow[way] = rtt;
  } else {
    const since = now - memory.measuredAt[way];
    memory.quick[way] += (rtt - memory.quick[way]) * (1 - exp(-since / QUICK));
    memory.slow[way] += (rtt - memory.slow[way]) * (1 - exp(-since / SLOW));
    const change = Math.abs(rtt - memory.last[way]);
    memory.jitter[way] += (change - memory.jitter[way]) * JITTER_GAIN;
  }
  memory.last[way] = rtt;
  memory.measuredAt[way] = now;
}

/** The client gives up on a frame that it sent this way. */
export function noteLost(memory: LinkMemory, way: number): void {
  noteFate(memory, way, 1);
}

function noteFate(memory: LinkMemory, way: number, lost: 0 | 1): void {
  memory.lostBits[way] = (memory.lostBits[way] << 1) | lost;
  memory.told[way]++;
}

/** Puts the newest round trip in the place of the oldest, in both orders. */
function keepSample({ recent, sorted, count }: LinkMemory, way: number, rtt: number): void {
  const from = way * WINDOW;
  const seen = count[way];
  const slot = from + (seen % WINDOW);
  let place = from + Math.min(seen, WINDOW);
  if (seen >= WINDOW) {
    place = from;
    while (sorted[place] !== recent[slot]) place++;
    for (; place < from + WINDOW - 1; place++) sorted[place] = sorted[place + 1];
  }
  for (; place > from && sorted[place - 1] > rtt; place--) sorted[place] = sorted[place - 1];
  sorted[place] = rtt;
  recent[slot] = rtt;
}

/** Fills in what the client knows of a way; the waits there are not its own to measure. */
export function fillLink(memory: LinkMemory, way: number, now: SimTime, view: LinkView): void {
  const held = Math.min(memory.count[way], WINDOW);
  const told = Math.min(memory.told[way], WINDOW);
  const { measuredAt } = memory;
  view.loss = told === 0 ? 0 : lostOf(memory.lostBits[way]) / told;
  view.age = measuredAt[way] < 0 ? Number.POSITIVE_INFINITY : now - measuredAt[way];
  if (held === 0) {
    clearLink(view);
    return;
  }
  view.lastRtt = memory.last[way];
  view.quickRtt = memory.quick[way];
  view.slowRtt = memory.slow[way];
  view.jitter = memory.jitter[way];
  const { sorted } = memory;
  const from = way * WINDOW;
  view.p10Rtt = sorted[from + rankOf(held, 0.1)];
  view.p25Rtt = sorted[from + rankOf(held, 0.25)];
  view.medianRtt = sorted[from + rankOf(held, 0.5)];
  view.p75Rtt = sorted[from + rankOf(held, 0.75)];
  view.p90Rtt = sorted[from + rankOf(held, 0.9)];
  view.p95Rtt = sorted[from + rankOf(held, 0.95)];
}

function clearLink(view: LinkView): void {
  view.lastRtt = 0;
  view.quickRtt = 0;
  view.slowRtt = 0;
  view.jitter = 0;
  view.p10Rtt = 0;
  view.p25Rtt = 0;
  view.medianRtt = 0;
  view.p75Rtt = 0;
  view.p90Rtt = 0;
  view.p95Rtt = 0;
}

/** Place of a quantile among so many values: the smallest that is not exceeded by that share. */
function rankOf(held: number, share: number): number {
  return Math.ceil(share * held) - 1;
}

/** Number of set bits. */
function lostOf(bits: number): number {
  let left = bits;
  let lost = 0;
  for (; left !== 0; left &= left - 1) lost++;
  return lost;
}
