import { MINUTE, SECOND } from '../../engine/units.ts';
import { heardBy, lateBy } from '../faults/recovery.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { Council } from './council.ts';
import { type FailOver, markMoved } from './fail-over.ts';
import { hearMessage, startMembers, wakeMember } from './following.ts';
import { mayManage } from './lease.ts';
import type { MembershipState } from './state.ts';

/** Late answers after the loss of a region are looked at so often (assumed). */
const LOOK = 5 * SECOND;
/** A look is late when its share is above the level before by this or more (assumed). */
const MARGIN = 0.05;
/** So many looks in a row that are not make a recovery: one minute (assumed). */
const CALM = 12;
/** A loss is followed for so long, and no longer (assumed). */
const FOLLOWED = 60 * MINUTE;

function councilOf(world: World, clock: WorldSimulation): Council {
  const { membership: state, faults, network, setup } = world;
  if (state === undefined || setup.membership === undefined) throw new Error('nobody agrees here');
  return { setup: setup.membership, state, down: faults.regionLost, cuts: network.cuts, clock };
}

/** Members begin to listen, where there are any. */
export function startMembership(world: World, simulation: WorldSimulation): void {
  if (world.membership !== undefined) startMembers(councilOf(world, simulation));
}

/** A member's beat. */
export function wakeInWorld(
  world: World,
  simulation: WorldSimulation,
  member: number,
  beat: number,
): void {
  wakeMember(councilOf(world, simulation), member, beat);
}

/** A message arrives at a member. */
export function hearInWorld(world: World, simulation: WorldSimulation, row: number): void {
  hearMessage(councilOf(world, simulation), row);
}

/**
 * Players are sent as was agreed some time ago, unless something later is in force there already:
 * every order has a token, and a smaller one than the last is refused.
 */
export function movePlayers(state: MembershipState, now: number, code: number, token: number) {
  const region = code >> 1;
  if (token < state.tokens[region]) {
    state.counts.refusedOrders++;
    return;
  }
  state.tokens[region] = token;
  state.isIn[region] = code & 1;
  if (state.isIn[region] === 0) markMoved(state.failOvers, now, region);
}

/** The same as an event of the world. */
export function moveInWorld(
  { membership }: World,
  { now }: WorldSimulation,
  code: number,
  token: number,
): void {
  if (membership !== undefined) movePlayers(membership, now, code, token);
}

/** Whether the loops run now: somebody may manage, or nobody need agree. */
export function isManaged(world: World, simulation: WorldSimulation): boolean {
  if (world.membership === undefined) return true;
  const council = councilOf(world, simulation);
  const isAny = council.state.members.some((_, member) => mayManage(council, member));
  if (!isAny) world.membership.counts.turnsMissed++;
  return isAny;
}

/** A region is lost: what becomes of it is followed. */
export function followFailOver(world: World, simulation: WorldSimulation, place: number): void {
  const { kind, region } = world.setup.faults[place];
  if (world.membership === undefined || kind !== 'region lost') return;
  const { now } = simulation;
  world.membership.failOvers.all.push({
    fault: place,
    region,
    begunAt: now,
    heldManager: mayManage(councilOf(world, simulation), region),
    level: world.faults.recovery.watches[place].level,
    detectedAt: -1,
    electedAt: -1,
    agreedAt: -1,
    movedAt: -1,
    recoveredAt: -1,
    heardBefore: heardBy(world),
    lateBefore: lateBy(world),
    lateUntil: now,
    calm: 0,
  });
  const row = world.membership.failOvers.all.length - 1;
  simulation.schedule(now + LOOK, KIND.membersMeasure, row);
}

/** Looks at the late answers since the last look. */
export function measureFailOver(world: World, simulation: WorldSimulation, row: number): void {
  const one = world.membership?.failOvers.all[row];
  if (one === undefined) throw new Error(`no fail-over ${row}`);
  const { now } = simulation;
  look(world, one, now);
  const isOver = one.recoveredAt >= 0 || now - one.begunAt > FOLLOWED;
  if (!isOver) simulation.schedule(now + LOOK, KIND.membersMeasure, row);
}

function look(world: World, one: FailOver, now: number): void {
  // An account that was opened anew begins at 0.
  const heard = Math.max(0, heardBy(world) - one.heardBefore);
  const late = Math.max(0, lateBy(world) - one.lateBefore);
  one.heardBefore = heardBy(world);
  one.lateBefore = lateBy(world);
  const isLate = heard > 0 && late / heard >= Math.max(0, one.level) + MARGIN;
  if (isLate) Object.assign(one, { lateUntil: now, calm: 0 });
  else if (heard > 0) one.calm++;
  if (one.calm >= CALM) one.recoveredAt = one.lateUntil;
}
