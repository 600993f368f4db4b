import type { Duration, SimTime } from '../../engine/units.ts';
import { HOUR } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { createFelt, type FeltTable, type SpendSetup } from './crowd.ts';
import { drawDuration } from './durations.ts';
import { opinionOf } from './opinion.ts';
import { STAGE } from './sessions.ts';

/** What a player hears of a request: how late it was, when, and whether an answer came at all. */
export interface Heard {
  readonly lateness: Duration;
  readonly heardAt: SimTime;
  readonly isLost?: boolean;
  /** Row of the request that was answered, where it is not the player's own. */
  readonly by?: number;
}

/** Adds what was heard of one request to what its player has felt. */
export function recordFelt(world: World, row: number, { lateness, heardAt, isLost }: Heard): void {
  const { felt } = world.crowd;
  felt.heardAt[row] = heardAt;
  if (isLost === true) {
    felt.lost[row]++;
    return;
  }
  const response = lateness + world.setup.budget;
  if (felt.answers[row] > 0) felt.jitterSum[row] += Math.abs(response - felt.last[row]);
  felt.last[row] = response;
  felt.responseSum[row] += response;
  felt.answers[row]++;
}

/** What a player has felt so far in this stretch of play. */
export function strainOf(felt: FeltTable, row: number) {
  const answers = felt.answers[row];
  const asked = answers + felt.lost[row];
  return {
    delay: answers === 0 ? 0 : felt.responseSum[row] / answers,
    jitter: answers < 2 ? 0 : felt.jitterSum[row] / (answers - 1),
    lost: asked === 0 ? 0 : felt.lost[row] / asked,
  };
}

/** A stretch of play begins: nothing has been felt, and the player's tolerance is drawn. */
export function beginFeeling(world: World, row: number, now: SimTime): void {
  if (!world.setup.crowd.isFelt) return;
  const { crowd, setup, sessions } = world;
  const { felt } = crowd;
  if (felt.startedAt.length <= row) growFelt(felt, sessions.group.length);
  felt.startedAt[row] = now;
  felt.heardAt[row] = now;
  felt.responseSum[row] = 0;
  felt.jitterSum[row] = 0;
  felt.answers[row] = 0;
  felt.lost[row] = 0;
  const { stallTolerance } = setup.crowd;
  if (stallTolerance === undefined) return;
  felt.tolerance[row] = drawDuration(stallTolerance, sessions.random, row * 4);
}

/** What is felt counts from now on, for everyone who is at play. */
export function beginAll(world: World, now: SimTime): void {
  const { stage, count } = world.sessions;
  for (let row = 0; row < count; row++) {
    if (stage[row] === STAGE.thinking || stage[row] === STAGE.asking) beginFeeling(world, row, now);
  }
}

function growFelt(felt: FeltTable, capacity: number): void {
  const larger = createFelt(capacity);
  larger.startedAt.set(felt.startedAt);
  larger.heardAt.set(felt.heardAt);
  larger.responseSum.set(felt.responseSum);
  larger.jitterSum.set(felt.jitterSum);
  larger.last.set(felt.last);
  larger.tolerance.set(felt.tolerance);
  larger.answers.set(felt.answers);
  larger.lost.set(felt.lost);
  Object.assign(felt, larger);
}

/** A stretch of play is over: what was felt is judged, and what was spent is booked. */
export function endFeeling(world: World, row: number, now: SimTime): void {
  if (!world.setup.crowd.isFelt) return;
  const { opinion, spend } = world.setup.crowd;
  const { felt } = world.crowd;
  const account = world.ledger.crowd;
  const span = now - felt.startedAt[row];
  const asked = felt.answers[row] + felt.lost[row];
  const { delay, lost } = strainOf(felt, row);
  const isJudged = opinion !== undefined && asked > 0;
  const mean = isJudged ? opinionOf(opinion, delay / 1000, 100 * lost) : 5;
  if (isJudged) {
    account.opinionSum += mean * span;
    account.opinionTime += span;
  }
  if (spend !== undefined) account.spendUsd += (spendPerHour(spend, mean) * span) / HOUR;
}

/** USD an hour of play at this mean opinion: straight from nothing to all, assumed. */
export function spendPerHour(law: SpendSetup, opinion: number): number {
  const share = (opinion - law.nothingBelow) / (law.allAbove - law.nothingBelow);
  return law.perHour * Math.min(Math.max(share, 0), 1);
}
