import { type Duration, MINUTE, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';

/** Late answers are counted by the minute, and the level before a fault over ten of them. */
const STEP: Duration = MINUTE;
const BEFORE = 10;
/** So many minutes in a row at the level before make a recovery (assumed). */
const CALM = 5;
/** A minute is at its level when its share is above it by less than this (assumed). */
const MARGIN = 0.01;
/** Minutes above the level are counted until so long after a fault's end (assumed). */
const FOLLOWED: Duration = 30 * MINUTE;

/** How the world gets over one fault, from its beginning on. */
export interface FaultWatch {
  /** -1 before it begins. */
  begunAt: SimTime;
  /** Minutes are counted up to this instant, and until it has recovered. */
  until: SimTime;
  /** Share of late answers before it; -1: nothing was answered before. */
  level: number;
  /** When the last minute above the level ended; `begunAt` while there was none. */
  lateUntil: SimTime;
  lateMinutes: number;
  /** Minutes in a row at the level. */
  calm: number;
  hasRecovered: boolean;
  /** Readings of the ledger when it began, and what was lost up to the recovery. */
  sessionsAtStart: number;
  requestsAtStart: number;
  sessionsLost: number;
  requestsLost: number;
  instancesLost: number;
}

/** The watch over all faults: late answers of the last minutes, and one entry a fault. */
export interface Recovery {
  /** Handle of the next reading; -1 while no scenario asks for one. */
  pending: number;
  /** Readings so far; the last BEFORE minutes are kept, in a ring. */
  readings: number;
  readonly heard: Float64Array;
  readonly late: Float64Array;
  /** The ledger at the last reading. */
  heardBefore: number;
  lateBefore: number;
  watches: FaultWatch[];
}

/** A watch over faults that are all to come. */
export function openRecovery(faults: number): Recovery {
  return {
    pending: -1,
    readings: 0,
    heard: new Float64Array(BEFORE),
    late: new Float64Array(BEFORE),
    heardBefore: 0,
    lateBefore: 0,
    watches: Array.from({ length: faults }, openWatch),
  };
}

/** A fault that is to come. */
export function openWatch(): FaultWatch {
  return {
    begunAt: -1,
    until: -1,
    level: -1,
    lateUntil: -1,
    lateMinutes: 0,
    calm: 0,
    hasRecovered: false,
    sessionsAtStart: 0,
    requestsAtStart: 0,
    sessionsLost: 0,
    requestsLost: 0,
    instancesLost: 0,
  };
}

/** Reads the ledger every minute from now on, where there are faults to watch. */
export function startRecovery(world: World, simulation: WorldSimulation): void {
  const { recovery } = world.faults;
  if (recovery.pending >= 0 || world.setup.faults.length === 0) return;
  const next = Math.floor(simulation.now / STEP) * STEP + STEP;
  Object.assign(recovery, { heardBefore: heardBy(world), lateBefore: lateBy(world) });
  recovery.pending = simulation.schedule(next, KIND.faultsMeasure);
}

/** A fault begins: from here on it is followed. */
export function followFault(world: World, place: number, now: SimTime): void {
  const { recovery } = world.faults;
  const watch = openWatch();
  watch.begunAt = now;
  watch.lateUntil = now;
  watch.until = Math.max(now, world.setup.faults[place].until) + FOLLOWED;
  watch.level = levelOf(world);
  watch.sessionsAtStart = sessionsLost(world);
  watch.requestsAtStart = requestsLost(world);
  recovery.watches[place] = watch;
}

/** Share of late answers over the last minutes; over the whole account where there are none. */
function levelOf(world: World): number {
  const { heard, late, readings } = world.faults.recovery;
  const all = heard.reduce((sum, one) => sum + one, 0);
  if (readings > 0 && all > 0) return late.reduce((sum, one) => sum + one, 0) / all;
  const soFar = heardBy(world);
  return soFar > 0 ? lateBy(world) / soFar : -1;
}

/** One minute is over: its late answers tell every fault that is followed how things stand. */
export function measureRecovery(world: World, simulation: WorldSimulation): void {
  const { recovery } = world.faults;
  const { now } = simulation;
  recovery.pending = simulation.schedule(now + STEP, KIND.faultsMeasure);
  const heard = heardBy(world);
  const late = lateBy(world);
  const at = recovery.readings++ % BEFORE;
  recovery.heard[at] = heard - recovery.heardBefore;
  recovery.late[at] = late - recovery.lateBefore;
  Object.assign(recovery, { heardBefore: heard, lateBefore: late });
  const share = recovery.heard[at] > 0 ? recovery.late[at] / recovery.heard[at] : -1;
  for (const watch of recovery.watches) {
    if (watch.begunAt >= 0 && watch.begunAt < now) measure(world, watch, share, now);
  }
}

function measure(world: World, watch: FaultWatch, share: number, now: SimTime): void {
  if (now > watch.until && watch.hasRecovered) return;
  const isLate = share > watch.level + MARGIN && watch.level >= 0;
  if (isLate && now <= watch.until) watch.lateMinutes++;
  if (watch.hasRecovered) return;
  // A minute in which nobody heard anything says nothing of how things stand.
  if (isLate) Object.assign(watch, { calm: 0, lateUntil: now });
  else if (share >= 0) watch.calm++;
  if (isLate || now - watch.begunAt <= STEP) {
    watch.sessionsLost = sessionsLost(world) - watch.sessionsAtStart;
    watch.requestsLost = requestsLost(world) - watch.requestsAtStart;
  }
  watch.hasRecovered = watch.calm >= CALM;
}

/** The ledger is about to open anew: what was counted so far stays counted for open watches. */
export function rebaseRecovery(world: World): void {
  const { recovery } = world.faults;
  recovery.heardBefore -= heardBy(world);
  recovery.lateBefore -= lateBy(world);
  for (const watch of recovery.watches) {
    watch.sessionsAtStart -= sessionsLost(world);
    watch.requestsAtStart -= requestsLost(world);
  }
}

/** Answers heard or given up since the ledger opened. */
function heardBy({ ledger }: World): number {
  const { counts } = ledger;
  return counts.requestsAnswered + counts.requestsRejected + counts.requestsAbandoned;
}

/** Of those, the late ones: where players are counted, as many as the witnesses' share. */
function lateBy({ ledger, throng }: World): number {
  const { counts, witnessed, witnessedLate } = ledger;
  const unanswered = counts.requestsRejected + counts.requestsAbandoned;
  if (throng === undefined) return counts.requestsLate + unanswered;
  const share = witnessed === 0 ? 0 : witnessedLate / witnessed;
  return share * counts.requestsAnswered + unanswered;
}

/** Players who left over lateness, gave up outside or left the lobby. */
function sessionsLost({ ledger }: World): number {
  const { counts, crowd } = ledger;
  return counts.sessionsQuit + counts.sessionsAbandoned + crowd.sessionsGivenUp;
}

function requestsLost({ ledger: { counts } }: World): number {
  return counts.requestsRejected + counts.requestsAbandoned;
}
