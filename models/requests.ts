import { push, remove, shift, unshift } from '../engine/fifo.ts';
import { uniform } from '../engine/random.ts';
import { roundTime, type SimTime } from '../engine/units.ts';
import { AT_EDGE, creditAnswer, NOWHERE, responseOf, showWork } from './answers.ts';
import { clearBatch, joinBatch, leaveBatch } from './batching/joining.ts';
import { seizeLeastFilled } from './batching/placement.ts';
import { interruptDetail } from './detail.ts';
import { noteSlowness } from './faults/slowness.ts';
import { regionOf } from './fleet.ts';
import { askGateway } from './gateway/asking.ts';
import { isReadNow, loseAttempt } from './gateway/failing.ts';
import { rejectAttempt, settleServed } from './gateway/settling.ts';
import { KIND } from './kinds.ts';
import { integrateBusy, integrateRegion } from './meters.ts';
import { drawRtt, routeOf } from './network.ts';
import { meetOutage } from './outage.ts';
import { serveLine } from './placement/edge.ts';
import { dropFrame, endRemote, isPlacedNear, refuseFrame } from './placement/remote.ts';
import { hearAnswer } from './players/hear.ts';
import { STAGE } from './players/sessions.ts';
import { drawLookUps } from './residency/look-ups.ts';
import { forgetServed, noteServed } from './served.ts';
import type { Setup } from './setup.ts';
import { changeBusy, isDrained, releaseSlot, seizeSlot } from './slots.ts';
import { endWitnessed, giveUpAsWitness, noteRoundTrip } from './throng/witness.ts';
import { drawWork, fitWork } from './work.ts';
import type { World, WorldSimulation } from './world.ts';

/** A player asks: the request is sized, routed and sent on its way. */
export function issueRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, gateway } = world;
  if (gateway !== undefined) {
    askGateway(world, simulation, row);
    return;
  }
  const group = sessions.group[row];
  const region = routeOf(world, group, sessions.place[row]);
  drawWork(world, row);
  sessions.rtt[row] = drawRtt(world, { group, region }, sessions.random, row * 4);
  sessions.quitDraw[row] = uniform(sessions.random, row * 4);
  drawLookUps(world, row);
  sessions.issuedAt[row] = simulation.now;
  sessions.stage[row] = STAGE.asking;
  sessions.region[row] = region;
  countIssue(world, row);
  const uplink = roundTime(sessions.rtt[row] / 2);
  simulation.schedule(simulation.now + uplink, KIND.requestArrives, row, region);
}

/** A throng has counted its requests already; a witness's only tells how long the way is. */
function countIssue(world: World, row: number): void {
  const { sessions, ledger, throng, setup } = world;
  const group = sessions.group[row];
  const region = sessions.region[row];
  if (throng !== undefined) {
    noteRoundTrip(throng, group * setup.regions.length + region, sessions.rtt[row]);
    return;
  }
  ledger.counts.requestsIssued++;
  const { home } = setup.groups[group];
  if (isElsewhere(setup, region, home)) {
    ledger.counts.requestsAway++;
    ledger.region.away[home]++;
  }
  ledger.inFlight++;
  world.scrapes.issued[group]++;
}

/** Whether a region is not, nor stands in the building of, a player's home. */
function isElsewhere({ regions }: Setup, region: number, home: number): boolean {
  return region !== home && regions[region].place !== regions[home].place;
}

/** A request goes into its region, past the gateway where there is one. */
export function enterRegion(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  const region = sessions.region[row];
  const station = world.stations[region];
  fitWork(world, row);
  meetOutage(world, region, simulation.now);
  const instance = seizeWithAccount(world, region, simulation.now);
  if (instance >= 0) startService(world, simulation, row, instance);
  else if (edgeHasRoom(world, region)) serveAtEdge(world, simulation, row);
  else if (station.waiting.size < setup.queueLimit) queueRequest(world, simulation, row);
  else rejectRequest(world, simulation, row);
}

function seizeWithAccount(world: World, region: number, now: SimTime): number {
  if (world.fleet.freeCount[region] === 0) return NOWHERE;
  integrateBusy(world, region, now);
  return world.batches === undefined
    ? seizeSlot(world.fleet, region)
    : seizeLeastFilled(world.fleet, region);
}

function edgeHasRoom(world: World, region: number): boolean {
  const { ring, edgeBusy } = world.stations[region];
  if (ring !== 'edge' && ring !== 'fidelity') return false;
  return edgeBusy < world.setup.regions[region].edgeSlots;
}

function queueRequest(world: World, simulation: WorldSimulation, row: number): void {
  push(world.stations[world.sessions.region[row]].waiting, row);
  awaitPatience(world, simulation, row);
}

/** While a request waits, its player's patience runs out. */
function awaitPatience(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup, gateway } = world;
  // Behind a gateway the client keeps the time, and a region does not learn of it by itself.
  if (!Number.isFinite(setup.giveUp) || gateway !== undefined) return;
  const at = Math.max(simulation.now, sessions.issuedAt[row] + setup.giveUp);
  sessions.pending[row] = simulation.schedule(at, KIND.requestExpires, row);
}

/** The player no longer waits for the answer: the request leaves the queue and counts as late. */
export function abandonRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger, setup, throng } = world;
  if (throng !== undefined) {
    giveUpAsWitness(world, throng, simulation, row);
    return;
  }
  remove(world.stations[sessions.region[row]].waiting, row);
  if (world.placement !== undefined) {
    dropFrame(world, row);
    return;
  }
  ledger.counts.requestsAbandoned++;
  ledger.inFlight--;
  const lateness = simulation.now - sessions.issuedAt[row] - setup.budget;
  hearAnswer(world, simulation, row, { lateness, heardAt: simulation.now, isLost: true });
}

/** A full queue turns the request away: the player hears nothing and carries on. */
function rejectRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger, gateway } = world;
  if (gateway !== undefined) {
    rejectAttempt(world, simulation, row);
    return;
  }
  if (world.placement !== undefined) {
    refuseFrame(world, simulation, row);
    return;
  }
  ledger.counts.requestsRejected++;
  ledger.inFlight--;
  const heardAt = simulation.now + roundTime(sessions.rtt[row] / 2);
  hearAnswer(world, simulation, row, { lateness: world.setup.budget, heardAt, isLost: true });
}

function startService(
  world: World,
  simulation: WorldSimulation,
  row: number,
  instance: number,
): void {
  const { sessions, setup } = world;
  const region = sessions.region[row];
  const low = instance === AT_EDGE || world.stations[region].ring === 'fidelity';
  const slowness = instance === AT_EDGE ? 1 : world.faults.slowness[region];
  const factor = (low ? setup.lowWork : 1) * slowness;
  const answer = roundTime(sessions.answerWork[row] * factor);
  const hold = roundTime(sessions.holdWork[row] * factor);
  const { now } = simulation;
  sessions.low[row] = low ? 1 : 0;
  noteSlowness(world, row, slowness);
  sessions.instance[row] = instance;
  if (instance >= 0) noteServed(world.fleet, instance, row);
  if (world.batches !== undefined && joinBatch(world, simulation, row, world.batches)) return;
  sessions.answerAt[row] = now + answer;
  sessions.pending[row] = simulation.schedule(now + hold, KIND.serviceEnds, row, region);
}

function serveAtEdge(world: World, simulation: WorldSimulation, row: number): void {
  const region = world.sessions.region[row];
  integrateRegion(world, region, simulation.now);
  world.stations[region].edgeBusy++;
  // Half of `rtt` is still to come, the way home: the whole detour by the PoP rides on it.
  world.sessions.rtt[row] += 2 * world.setup.edgeRtt;
  startService(world, simulation, row, AT_EDGE);
}

/** A request's service ends: its slot serves the next in line, its player has heard the answer. */
export function endService(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup, throng, gateway, placement, scrapes } = world;
  if (throng !== undefined) {
    endWitnessed(world, throng, simulation, row);
    return;
  }
  const region = sessions.region[row];
  freeSlot(world, simulation, row);
  if (placement !== undefined && isPlacedNear(world, row)) {
    endRemote(world, simulation, row);
    return;
  }
  if (sessions.instance[row] !== AT_EDGE) showWork(world, row, simulation.now);
  const lateness = responseOf(world, row) - setup.budget;
  scrapes.answered[region]++;
  if (lateness > 0) scrapes.late[region]++;
  if (gateway !== undefined) {
    settleServed(world, simulation, row);
    return;
  }
  if (placement !== undefined) {
    endRemote(world, simulation, row);
    return;
  }
  creditAnswer(world, row);
  sessions.instance[row] = NOWHERE;
  // A pipeline takes the next request in before the answer of the last is out.
  const outAt = Math.max(simulation.now, sessions.answerAt[row]);
  const heardAt = outAt + roundTime(sessions.rtt[row] / 2);
  hearAnswer(world, simulation, row, { lateness, heardAt });
}

/** Takes a request back from its region: out of the line, or off the slot that works on it. */
export function takeBack(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, stations } = world;
  if (sessions.instance[row] === NOWHERE) {
    remove(stations[sessions.region[row]].waiting, row);
    return;
  }
  simulation.cancel(sessions.pending[row]);
  leaveBatch(world, simulation, row);
  freeSlot(world, simulation, row);
}

function freeSlot(world: World, simulation: WorldSimulation, row: number): void {
  const { instance, region } = world.sessions;
  if (instance[row] >= 0) forgetServed(world.fleet, instance[row], row);
  leaveSlot(world, simulation, region[row], instance[row]);
}

function leaveSlot(
  world: World,
  simulation: WorldSimulation,
  region: number,
  instance: number,
): void {
  const { now } = simulation;
  if (instance === AT_EDGE) {
    integrateRegion(world, region, now);
    world.stations[region].edgeBusy--;
    serveLine(world, simulation, region);
    serveWaiting(world, simulation, region);
    return;
  }
  integrateBusy(world, region, now);
  releaseSlot(world.fleet, region, instance);
  if (isDrained(world.fleet, instance)) simulation.schedule(now, KIND.instanceLeaves, instance);
  else serveWaiting(world, simulation, region);
}

/** Gives free slots, then open edge slots, to the requests that wait, first come first served. */
export function serveWaiting(world: World, simulation: WorldSimulation, region: number): void {
  // A throng is served at its steps.
  if (world.throng !== undefined) return;
  const { waiting } = world.stations[region];
  while (waiting.size > 0) {
    const instance = seizeWithAccount(world, region, simulation.now);
    if (instance < 0 && !edgeHasRoom(world, region)) return;
    const row = shift(waiting);
    simulation.cancel(world.sessions.pending[row]);
    if (instance >= 0) startService(world, simulation, row, instance);
    else serveAtEdge(world, simulation, row);
  }
}

/** An instance is taken back: whatever it still serves begins again elsewhere. */
export function interruptServed(world: World, simulation: WorldSimulation, row: number): void {
  if (interruptDetail(world, simulation, row)) return;
  clearBatch(world, simulation, row);
  const { fleet } = world;
  const from = row * fleet.slots;
  // In the order of the sessions' rows, so that the order of service leaves no trace.
  const rows = fleet.served.slice(from, from + fleet.busy[row]).sort();
  changeBusy(fleet, regionOf(fleet, row), row, -rows.length);
  for (const session of rows) interruptRequest(world, simulation, session);
}

/** An interrupted request goes back to the head of the queue and begins again. */
function interruptRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger } = world;
  const { waiting } = world.stations[sessions.region[row]];
  simulation.cancel(sessions.pending[row]);
  sessions.instance[row] = NOWHERE;
  ledger.counts.requestsInterrupted++;
  if (world.gateway !== undefined && isReadNow(world, row)) {
    // Its client was reading and keeps no time any more: the answer breaks off, and that it hears.
    loseAttempt(world, simulation, row);
    return;
  }
  unshift(waiting, row);
  awaitPatience(world, simulation, row);
  meetOutage(world, sessions.region[row], simulation.now);
}
