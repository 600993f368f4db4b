import { nextWord } from '../../engine/random.ts';
import type { Duration } from '../../engine/units.ts';

const WORDS = 4_294_967_296;
/** Steps a place apart when roundings are spread evenly: the golden section. */
const GOLDEN = 0.618_033_988_749_894_9;
/** Longest memory of who joined when; a longer patience is kept more coarsely. */
const PATIENCE_CELLS = 4096;

/** What one step did at a station; counts of requests. */
export interface StationStep {
  ended: number;
  /** Of those that ended on instances, the ones answered at low fidelity. */
  endedLow: number;
  endedEdge: number;
  abandoned: number;
  rejected: number;
  /** Arrivals that were not rejected. */
  accepted: number;
  started: number;
  startedEdge: number;
  /** Interrupted requests that began again. */
  startedAgain: number;
  /** Whether anyone waited when the step began or ended. */
  isCalm: boolean;
  /** Free slots that nobody took, of instances and of the edge; none while anyone waits. */
  spare: number;
  spareEdge: number;
  /** Whether the next to come would have been turned away. */
  isFull: boolean;
  /** Places in line that began: above `from`, up to `to`. */
  from: number;
  to: number;
}

/**
 * One region's G/G/c/K as counts in small steps, first come first served: how many join, wait, are
 * served and end. Ends of service are laid down, request by request, in a ring of steps, so that
 * the law of service is kept whole.
 */
export interface ThrongStation {
  /** Services of instances by the step they end in: by the full model, by the smaller one. */
  readonly done: Int32Array;
  readonly doneLow: Int32Array;
  readonly doneEdge: Int32Array;
  /** Requests that ever joined the line, and that ever left it: served, or given up. */
  joined: number;
  left: number;
  /** Interrupted requests: they go before the line. */
  again: number;
  /** `joined` as it was at earlier steps, one entry each `stride` steps: who has lost patience. */
  readonly joinedBefore: Float64Array;
  readonly stride: number;
  carry: number;
  /** Busy slots of draining instances: each ends by an event of its own. */
  drainingBusy: number;
  /** Of those, the ones whose ends are still in the rings. */
  toTell: number;
  /** Of those, the ones that ended since the last step. */
  finished: number;
  /** Requests answered on instances since the last scrape: by the full model, by the smaller. */
  shown: number;
  shownLow: number;
  /** Witnesses that joined since the last step, the last ones in line. */
  newcomers: number;
  readonly last: StationStep;
}

/** A station where nothing has happened; `longest` is the longest service, in steps. */
export function createThrongStation(longest: number, patience: Duration, step: Duration) {
  const ring = powerAbove(longest + 2);
  const wait = Number.isFinite(patience) ? Math.max(1, Math.round(patience / step)) : 0;
  const stride = Math.max(1, Math.ceil(wait / PATIENCE_CELLS));
  const station: ThrongStation = {
    done: new Int32Array(ring),
    doneLow: new Int32Array(ring),
    doneEdge: new Int32Array(ring),
    joined: 0,
    left: 0,
    again: 0,
    joinedBefore: new Float64Array(Math.ceil(wait / stride)),
    stride,
    carry: 0,
    drainingBusy: 0,
    toTell: 0,
    finished: 0,
    shown: 0,
    shownLow: 0,
    newcomers: 0,
    last: emptyStep(),
  };
  return station;
}

function emptyStep(): StationStep {
  return {
    ended: 0,
    endedLow: 0,
    endedEdge: 0,
    abandoned: 0,
    rejected: 0,
    accepted: 0,
    started: 0,
    startedEdge: 0,
    startedAgain: 0,
    isCalm: true,
    spare: 0,
    spareEdge: 0,
    isFull: false,
    from: 0,
    to: 0,
  };
}

function powerAbove(least: number): number {
  let size = 1;
  while (size < least) size *= 2;
  return size;
}

/** Requests that wait at a station. */
export function lineOf(station: ThrongStation): number {
  return station.joined - station.left + station.again;
}

/** Services that end in a step give their slots back. */
export function endServices(station: ThrongStation, step: number): void {
  const { done, doneLow, doneEdge, last } = station;
  const at = step & (done.length - 1);
  last.ended = done[at] + doneLow[at];
  last.endedLow = doneLow[at];
  last.endedEdge = doneEdge[at];
  done[at] = 0;
  doneLow[at] = 0;
  doneEdge[at] = 0;
}

/** Requests that have waited as long as their players do leave the head of the line. */
export function expireLine(station: ThrongStation, step: number): void {
  const { joinedBefore, stride, last } = station;
  last.abandoned = 0;
  if (joinedBefore.length === 0 || step % stride !== 0) return;
  const at = (step / stride) % joinedBefore.length;
  last.abandoned = Math.max(0, joinedBefore[at] - station.left);
  station.left += last.abandoned;
  joinedBefore[at] = station.joined;
}

/** How much room a step finds. */
export interface Room {
  readonly arrivals: number;
  readonly free: number;
  readonly freeEdge: number;
  readonly queueLimit: number;
}

/** Requests join, begin where there is room, and are turned away where the line is full. */
export function moveLine(station: ThrongStation, room: Room): void {
  const { last } = station;
  const before = lineOf(station);
  const wanted = before + room.arrivals;
  last.started = Math.min(wanted, room.free);
  last.startedEdge = Math.min(wanted - last.started, room.freeEdge);
  const begun = last.started + last.startedEdge;
  last.startedAgain = Math.min(station.again, begun);
  last.rejected = Math.min(room.arrivals, Math.max(0, wanted - begun - room.queueLimit));
  station.again -= last.startedAgain;
  last.accepted = room.arrivals - last.rejected;
  station.joined += last.accepted;
  last.from = station.left;
  station.left += begun - last.startedAgain;
  last.to = station.left;
  last.isCalm = before === 0 && wanted === begun;
  last.spare = room.free - last.started;
  last.spareEdge = room.freeEdge - last.startedEdge;
  last.isFull = last.spare + last.spareEdge === 0 && lineOf(station) >= room.queueLimit;
}

/** Services that begin. */
export interface Begun {
  readonly many: number;
  /** Work relative to the full model. */
  readonly factor: number;
  readonly step: number;
}

/**
 * Draws how long each service lasts and lays its end down. A start falls anywhere in its step with
 * equal chance, so whole steps are the length plus an evenly spread fraction, cut.
 */
export function beginServices(
  station: ThrongStation,
  holds: Float64Array,
  { many, factor, step }: Begun,
  chance: { readonly state: Int32Array; readonly at: number; readonly ring: Int32Array },
): void {
  const { state, at, ring } = chance;
  const mask = ring.length - 1;
  const scale = holds.length / WORDS;
  let { carry } = station;
  for (let i = 0; i < many; i++) {
    const hold = holds[Math.floor(nextWord(state, at) * scale)] * factor;
    carry += GOLDEN;
    if (carry >= 1) carry -= 1;
    const steps = Math.floor(hold + carry);
    ring[(step + (steps < 1 ? 1 : steps)) & mask]++;
  }
  station.carry = carry;
}

/** Takes one service that has not ended out of the ring: the step at which it would; -1: none. */
export function takeService(station: ThrongStation, step: number, nth: number): number {
  const { done, doneLow } = station;
  let left = nth;
  for (let ahead = 0; ahead < done.length; ahead++) {
    const at = (step + ahead) & (done.length - 1);
    const ending = done[at] + doneLow[at];
    if (left < ending) {
      const ring = left < done[at] ? done : doneLow;
      ring[at]--;
      return step + ahead;
    }
    left -= ending;
  }
  return -1;
}
