import { elementAt, push, remove, shift } from '../../engine/fifo.ts';
import { SECOND, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { PHASE } from './attempts.ts';
import { endAttempt } from './ending.ts';
import { refuseAttempt, turnAway } from './failing.ts';
import type { AdmissionSetup } from './setup.ts';
import { type GatewayState, gatewayOf } from './state.ts';

/** Takes a token from a group's bucket; false when there is none, true where there is no bucket. */
function takeToken(world: World, group: number, now: SimTime): boolean {
  const { state, setup } = gatewayOf(world);
  const bucket = setup.admission?.buckets[group];
  if (bucket === undefined) return true;
  const gained = ((now - state.tokensAt[group]) / SECOND) * bucket.perSecond;
  const tokens = Math.min(bucket.burst, state.tokens[group] + gained);
  state.tokensAt[group] = now;
  state.tokens[group] = tokens >= 1 ? tokens - 1 : tokens;
  return tokens >= 1;
}

/**
 * An attempt is at its region's gateway: true when it may go in now. Else it waits there, or it or
 * another one is shed.
 */
export function admitAttempt(world: World, simulation: WorldSimulation, row: number): boolean {
  const { state, setup } = gatewayOf(world);
  const { admission } = setup;
  const region = world.sessions.region[row];
  if (world.faults.regionLost[region] === 1) {
    // Nobody is there to refuse it: its client learns of it by its time-out.
    state.counts.lost++;
    endAttempt(world, row);
    return false;
  }
  if (!takeToken(world, world.sessions.group[row], simulation.now)) {
    state.counts.shed++;
    state.shedSeen[region]++;
    // The group asked too much: that is no failure of the region's.
    turnAway(world, simulation, row);
    return false;
  }
  if (admission === undefined || hasRoom(world, state, admission, region)) {
    letIn(state, row, region);
    return true;
  }
  const queue = state.queues[region];
  const out = queue.size < admission.queue ? -1 : whomToShed(world, state, admission, row);
  if (out === row) {
    shed(world, simulation, row);
    return false;
  }
  if (out >= 0) dropQueued(world, simulation, out);
  push(queue, row);
  state.attempts.phase[row] = PHASE.queued;
  const until = simulation.now + admission.deadline;
  world.sessions.pending[row] = simulation.schedule(until, KIND.attemptSheds, row);
  return false;
}

function letIn(state: GatewayState, row: number, region: number): void {
  state.attempts.phase[row] = PHASE.inside;
  state.inside[region]++;
}

function hasRoom(
  { fleet }: World,
  state: GatewayState,
  { inFlight, perSlot }: AdmissionSetup,
  region: number,
): boolean {
  // 0 × Infinity is no number: without a cap per slot a region without slots has room.
  const bySlots = perSlot === Infinity ? perSlot : Math.ceil(fleet.readySlots[region] * perSlot);
  return state.inside[region] < Math.min(inFlight, bySlots);
}

/** The one that goes when a queue is full: the newcomer itself, or one that waits. */
function whomToShed(
  world: World,
  state: GatewayState,
  { shed: rule, priority, queue: limit }: AdmissionSetup,
  row: number,
): number {
  const queue = state.queues[world.sessions.region[row]];
  if (rule === 'newest' || limit === 0) return row;
  if (rule === 'oldest') return elementAt(queue, 0);
  const rankOf = (one: number) => priority[world.sessions.group[one]];
  let lowest = row;
  // Of equals the newest goes.
  for (let place = queue.size - 1; place >= 0; place--) {
    const other = elementAt(queue, place);
    if (rankOf(other) < rankOf(lowest)) lowest = other;
  }
  return lowest;
}

/** An attempt has waited at the gateway until its deadline, or makes way: it is shed. */
export function dropQueued(world: World, simulation: WorldSimulation, row: number): void {
  leaveQueue(world, simulation, row);
  shed(world, simulation, row);
}

function shed(world: World, simulation: WorldSimulation, row: number): void {
  const { state } = gatewayOf(world);
  state.counts.shed++;
  state.shedSeen[world.sessions.region[row]]++;
  refuseAttempt(world, simulation, row);
}

/** Takes an attempt out of its gateway's queue. */
export function leaveQueue(world: World, simulation: WorldSimulation, row: number): void {
  const { state } = gatewayOf(world);
  remove(state.queues[world.sessions.region[row]], row);
  simulation.cancel(world.sessions.pending[row]);
}

/** A region has room again: whoever waits at its gateway goes in, first come first. */
export function admitWaiting(world: World, simulation: WorldSimulation, region: number): void {
  const { state, setup } = gatewayOf(world);
  const { admission } = setup;
  if (admission === undefined) return;
  const queue = state.queues[region];
  while (queue.size > 0 && hasRoom(world, state, admission, region)) {
    const row = shift(queue);
    simulation.cancel(world.sessions.pending[row]);
    letIn(state, row, region);
    // An event of its own: whoever made the room is done first.
    simulation.schedule(simulation.now, KIND.attemptEnters, row, state.attempts.serial[row]);
  }
}
