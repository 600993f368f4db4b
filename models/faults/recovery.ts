import { type Duration, MINUTE, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { BEFORE, type FaultWatch, openWatch } from './watch.ts';

/** Late answers are counted by the minute. */
const STEP: Duration = MINUTE;
/** So many minutes in a row at the level before make a recovery (assumed). */
const CALM = 5;
/** So many minutes in a row above it, while it is followed, are a relapse (assumed). */
const RELAPSE = 3;
/** A minute is at its level when its share is above it by less than this (assumed). */
const MARGIN = 0.01;
/** Minutes above the level are counted until so long after a fault's end (assumed). */
const FOLLOWED: Duration = 30 * MINUTE;

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
  watch.until = followedUntil(world, place, now);
  watch.level = levelOf(world);
  watch.sessionsAtStart = sessionsLost(world);
  watch.requestsAtStart = requestsLost(world);
  recovery.watches[place] = watch;
}

function followedUntil(world: World, place: number, begunAt: SimTime): SimTime {
  return Math.max(begunAt, world.setup.faults[place].until) + FOLLOWED;
}

/** A fault that goes on may end at another instant than it was to: it is followed from there. */
export function refollowFault(world: World, place: number): void {
  const watch = world.faults.recovery.watches[place];
  if (watch.begunAt >= 0) watch.until = followedUntil(world, place, watch.begunAt);
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
  // A minute in which nobody heard anything says nothing of how things stand.
  if (share >= 0) watch.late = isLate ? watch.late + 1 : 0;
  if (watch.hasRecovered && watch.late < RELAPSE) return;
  watch.hasRecovered = false;
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
export function heardBy({ ledger }: World): number {
  const { counts } = ledger;
  return counts.requestsAnswered + counts.requestsRejected + counts.requestsAbandoned;
}

/** Of those, the late ones: where players are counted, as many as the witnesses' share. */
export function lateBy({ ledger, throng }: World): number {
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
