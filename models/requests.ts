import { push, remove, shift, unshift } from '../engine/fifo.ts';
import { uniform } from '../engine/random.ts';
import { roundTime, type SimTime } from '../engine/units.ts';
import { BINS, binOf } from './bins.ts';
import { KIND } from './kinds.ts';
import { recordAnswer } from './ledger.ts';
import { integrateBusy, integrateRegion } from './meters.ts';
import { drawRtt, routeOf } from './network.ts';
import { meetOutage } from './outage.ts';
import { drawDuration, thinkNext } from './players.ts';
import { isDrained, releaseSlot, seizeSlot } from './slots.ts';
import type { World, WorldSimulation } from './world.ts';

/** `instance` of a request that waits or travels, and of one that the edge serves. */
const NOWHERE = -1;
const AT_EDGE = -2;

/** A player asks: the request is sized, routed and sent on its way. */
export function issueRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger } = world;
  const group = sessions.group[row];
  const region = routeOf(world, group, sessions.place[row]);
  drawWork(world, row);
  sessions.rtt[row] = drawRtt(world, { group, region }, sessions.random, row * 4);
  sessions.quitDraw[row] = uniform(sessions.random, row * 4);
  sessions.issuedAt[row] = simulation.now;
  sessions.region[row] = region;
  ledger.counts.requestsIssued++;
  if (region !== world.setup.groups[group].home) ledger.counts.requestsAway++;
  ledger.inFlight++;
  world.scrapes.issued[group]++;
  const uplink = roundTime(sessions.rtt[row] / 2);
  simulation.schedule(simulation.now + uplink, KIND.requestArrives, row, region);
}

function drawWork(world: World, row: number): void {
  const { sessions } = world;
  const { work } = world.setup;
  if (work.kind === 'law') {
    const held = drawDuration(work.law, sessions.random, row * 4);
    sessions.answerWork[row] = held;
    sessions.holdWork[row] = held;
    return;
  }
  const pick = Math.floor(uniform(sessions.random, row * 4) * work.context.length);
  const answer = work.first + work.prefill * work.context[pick];
  sessions.answerWork[row] = roundTime(answer);
  sessions.holdWork[row] = roundTime(answer + work.decode * work.generated[pick]);
}

/** A request reaches its region: it is served, spilled to the edge, queued or rejected. */
export function receiveRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  const region = sessions.region[row];
  const station = world.stations[region];
  meetOutage(world, region, simulation.now);
  world.scrapes.arrivals[region]++;
  sessions.queuedAt[row] = simulation.now;
  sessions.instance[row] = NOWHERE;
  const instance = seizeWithAccount(world, region, simulation.now);
  if (instance >= 0) startService(world, simulation, row, instance);
  else if (edgeHasRoom(world, region)) serveAtEdge(world, simulation, row);
  else if (station.waiting.size < setup.queueLimit) queueRequest(world, simulation, row);
  else rejectRequest(world, simulation, row);
}

function seizeWithAccount(world: World, region: number, now: SimTime): number {
  if (world.fleet.freeCount[region] === 0) return NOWHERE;
  integrateBusy(world, region, now);
  return seizeSlot(world.fleet, region);
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
  const { sessions, setup } = world;
  if (!Number.isFinite(setup.giveUp)) return;
  const at = Math.max(simulation.now, sessions.issuedAt[row] + setup.giveUp);
  sessions.pending[row] = simulation.schedule(at, KIND.requestExpires, row);
}

/** The player no longer waits for the answer: the request leaves the queue and counts as late. */
export function abandonRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger, setup } = world;
  remove(world.stations[sessions.region[row]].waiting, row);
  ledger.counts.requestsAbandoned++;
  ledger.inFlight--;
  const lateness = simulation.now - sessions.issuedAt[row] - setup.budget;
  leaveOrThink(world, simulation, row, { lateness, heardAt: simulation.now });
}

/** A full queue turns the request away: the player hears nothing and carries on. */
function rejectRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger } = world;
  ledger.counts.requestsRejected++;
  ledger.inFlight--;
  const heardAt = simulation.now + roundTime(sessions.rtt[row] / 2);
  leaveOrThink(world, simulation, row, { lateness: world.setup.budget, heardAt });
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
  const factor = low ? setup.lowWork : 1;
  const answer = roundTime(sessions.answerWork[row] * factor);
  const hold = roundTime(sessions.holdWork[row] * factor);
  const { now } = simulation;
  sessions.low[row] = low ? 1 : 0;
  sessions.instance[row] = instance;
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
  const { sessions, ledger, setup } = world;
  const region = sessions.region[row];
  const instance = sessions.instance[row];
  leaveSlot(world, simulation, region, instance);
  if (instance !== AT_EDGE) showWork(world, row);
  sessions.instance[row] = NOWHERE;
  const response = sessions.answerAt[row] - sessions.issuedAt[row] + sessions.rtt[row] / 2;
  const late = response > setup.budget;
  recordAnswer(ledger, response, late);
  ledger.inFlight--;
  ledger.waitSum += waitOf(world, row);
  if (sessions.low[row] === 1) ledger.counts.answeredLowFidelity++;
  if (instance === AT_EDGE) ledger.counts.answeredByEdge++;
  world.scrapes.answered[region]++;
  if (late) world.scrapes.late[region]++;
  const heardAt = simulation.now + roundTime(sessions.rtt[row] / 2);
  leaveOrThink(world, simulation, row, { lateness: response - setup.budget, heardAt });
}

/** Telemetry learns how long a request worked when the work is done, not before. */
function showWork(world: World, row: number): void {
  const { sessions, scrapes } = world;
  const factor = sessions.low[row] === 1 ? world.setup.lowWork : 1;
  const cell = sessions.region[row] * BINS;
  scrapes.service[cell + binOf(roundTime(sessions.holdWork[row] * factor))]++;
  scrapes.answerWork[cell + binOf(roundTime(sessions.answerWork[row] * factor))]++;
}

/** Time from reaching the region to the start of the service that gave the answer. */
function waitOf(world: World, row: number): number {
  const { sessions, setup } = world;
  const factor = sessions.low[row] === 1 ? setup.lowWork : 1;
  const startedAt = sessions.answerAt[row] - roundTime(sessions.answerWork[row] * factor);
  return startedAt - sessions.queuedAt[row];
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

/** An interrupted request goes back to the head of the queue and begins again. */
export function interruptRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger } = world;
  const { waiting } = world.stations[sessions.region[row]];
  simulation.cancel(sessions.pending[row]);
  sessions.instance[row] = NOWHERE;
  ledger.counts.requestsInterrupted++;
  unshift(waiting, row);
  awaitPatience(world, simulation, row);
  meetOutage(world, sessions.region[row], simulation.now);
}

/** A late answer may make its player leave for good; the chance grows with the lateness. */
function leaveOrThink(
  world: World,
  simulation: WorldSimulation,
  row: number,
  heard: { readonly lateness: number; readonly heardAt: SimTime },
): void {
  const { setup, sessions } = world;
  const over = Math.max(0, heard.lateness) / setup.budget;
  const chance = heard.lateness > 0 ? setup.quitPerLateAnswer + setup.quitPerBudgetOver * over : 0;
  if (sessions.quitDraw[row] >= chance) thinkNext(world, simulation, row, heard.heardAt);
  else simulation.schedule(heard.heardAt, KIND.sessionEnds, row, 1);
}
