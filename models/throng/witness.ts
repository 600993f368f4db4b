import { elementAt, push, remove, shift, unshift } from '../../engine/fifo.ts';
import { below, uniform } from '../../engine/random.ts';
import { roundTime, type SimTime } from '../../engine/units.ts';
import { responseOf, waitOf } from '../answers.ts';
import { STATE } from '../fleet.ts';
import { KIND } from '../kinds.ts';
import { recordWitnessed } from '../ledger.ts';
import { lateChance } from '../players/churn.ts';
import type { Heard } from '../players/felt.ts';
import { hearAnswer } from '../players/hear.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { ThrongStation } from './station.ts';
import type { Throng } from './throng.ts';

/** `instance` of a request that waits, and of one that the edge serves. */
const NOWHERE = -1;
const AT_EDGE = -2;
/** Places of requests that have none yet, and of those begun again, which go first. */
const NEW = -1;
const AGAIN = -2;
/** Round trips that the running mean of a link remembers. */
const MEMORY = 1000;
/** Rows tried for a ready instance before a request is left without one. */
const TRIES = 16;

/** A witness asks. The throng has asked already: only the length of the link is learnt from it. */
export function noteRoundTrip(throng: Throng, pair: number, rtt: number): void {
  const { people } = throng;
  people.rtt[pair] += (rtt - people.rtt[pair]) / MEMORY;
}

/** A witness's request reaches its region; the next step tells its place in line. */
export function lineUp(world: World, throng: Throng, simulation: WorldSimulation, row: number) {
  const { sessions } = world;
  const region = sessions.region[row];
  if (throng.places.length <= row) growPlaces(throng, sessions.group.length);
  throng.places[row] = NEW;
  throng.stations[region].newcomers++;
  sessions.queuedAt[row] = simulation.now;
  sessions.instance[row] = NOWHERE;
  push(world.stations[region].waiting, row);
  awaitPatience(world, simulation, row);
}

function growPlaces(throng: Throng, rows: number): void {
  const larger = new Float64Array(rows).fill(NEW);
  larger.set(throng.places);
  throng.places = larger;
}

function awaitPatience(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  sessions.pending[row] = -1;
  if (!Number.isFinite(setup.giveUp)) return;
  const at = Math.max(simulation.now, sessions.issuedAt[row] + setup.giveUp);
  sessions.pending[row] = simulation.schedule(at, KIND.requestExpires, row);
}

/** A witness gives up waiting. */
export function giveUpAsWitness(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  row: number,
): void {
  const { sessions, setup } = world;
  const region = sessions.region[row];
  if (throng.places[row] === NEW) throng.stations[region].newcomers--;
  remove(world.stations[region].waiting, row);
  const lateness = simulation.now - sessions.issuedAt[row] - setup.budget;
  tell(world, simulation, row, { lateness, heardAt: simulation.now, isLost: true });
}

/** What a witness hears, each of those it stands for hears: their quits are expectations. */
function tell(world: World, simulation: WorldSimulation, row: number, heard: Heard): void {
  const { setup, sessions, throng } = world;
  if (throng === undefined) return;
  const chance = lateChance(setup, heard.lateness, setup.budget);
  throng.people.quitting[sessions.group[row]] += throng.oneIn * chance;
  hearAnswer(world, simulation, row, heard);
}

/** The stretch of time that a step covers. */
export interface Span {
  readonly from: SimTime;
  readonly to: SimTime;
}

/** After a step: newcomers are given places, and whoever's turn came in it has begun. */
export function serveWitnesses(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  step: { readonly region: number; readonly span: Span },
): void {
  const { waiting } = world.stations[step.region];
  if (waiting.size === 0) return;
  const station = throng.stations[step.region];
  placeNewcomers(world, throng, simulation, step);
  while (waiting.size > 0) {
    const row = elementAt(waiting, 0);
    const place = throng.places[row];
    if (!isTurn(station, place)) return;
    shift(waiting);
    cancelPatience(world, simulation, row);
    if (place === AGAIN || place > station.last.from)
      begin(world, throng, simulation, { row, ...step });
    else giveUpAsWitness(world, throng, simulation, row);
  }
}

/** Its place has begun, or everybody before it has and a slot is left: no one came to take it. */
function isTurn({ last }: ThrongStation, place: number): boolean {
  if (last.spare + last.spareEdge > 0) return true;
  return place === AGAIN ? last.startedAgain > 0 : place <= last.to;
}

function cancelPatience(world: World, simulation: WorldSimulation, row: number): void {
  if (world.sessions.pending[row] >= 0) simulation.cancel(world.sessions.pending[row]);
}

/** Places of those who came in the step: in line by when they came, or turned away with others. */
function placeNewcomers(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  { region, span }: { readonly region: number; readonly span: Span },
): void {
  const station = throng.stations[region];
  const { waiting } = world.stations[region];
  const { rejected, accepted, isFull } = station.last;
  const first = waiting.size - station.newcomers;
  const coming: number[] = [];
  for (let at = first; at < waiting.size; at++) coming.push(elementAt(waiting, at));
  station.newcomers = 0;
  const came = rejected + accepted;
  const refusal = came === 0 && isFull ? 1 : rejected / Math.max(1, came);
  for (const row of coming) {
    const isRefused = refusal > 0 && uniform(throng.chance.witnesses, 0) < refusal;
    const share = (world.sessions.queuedAt[row] - span.from + 1) / (span.to - span.from + 1);
    throng.places[row] = station.joined - accepted + Math.max(1e-6, share * accepted);
    if (isRefused) turnAway(world, simulation, row);
  }
}

function turnAway(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  remove(world.stations[sessions.region[row]].waiting, row);
  cancelPatience(world, simulation, row);
  const heardAt = simulation.now + roundTime(sessions.rtt[row] / 2);
  tell(world, simulation, row, { lateness: setup.budget, heardAt, isLost: true });
}

function begin(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  { row, region, span }: { readonly row: number; readonly region: number; readonly span: Span },
): void {
  const { sessions, setup } = world;
  const station = throng.stations[region];
  const isEdge = drawEdge(throng, station);
  const low = isEdge || world.stations[region].ring === 'fidelity';
  const factor = low ? setup.lowWork : 1;
  if (isEdge) sessions.rtt[row] += 2 * setup.edgeRtt;
  const startedAt = turnOf(world, throng, row, span);
  sessions.low[row] = low ? 1 : 0;
  sessions.instance[row] = isEdge ? AT_EDGE : drawInstance(world, throng, region);
  sessions.answerAt[row] = startedAt + roundTime(sessions.answerWork[row] * factor);
  const endsAt = startedAt + roundTime(sessions.holdWork[row] * factor);
  const at = Math.max(simulation.now, endsAt);
  sessions.pending[row] = simulation.schedule(at, KIND.serviceEnds, row, region);
}

function drawEdge(throng: Throng, { last }: ThrongStation): boolean {
  if (last.started + last.startedEdge === 0) return last.spare === 0;
  if (last.startedEdge === 0) return false;
  const share = last.startedEdge / (last.started + last.startedEdge);
  return uniform(throng.chance.witnesses, 0) < share;
}

/** When a place's turn came within the step: at once, or as slots came free over the step. */
function turnOf(world: World, throng: Throng, row: number, { from, to }: Span): SimTime {
  const queuedAt = world.sessions.queuedAt[row];
  const { last } = throng.stations[world.sessions.region[row]];
  if (last.isCalm && queuedAt >= from) return queuedAt;
  const place = throng.places[row];
  const share = place === AGAIN ? 1 : (place - last.from) / Math.max(1, last.to - last.from);
  return Math.max(queuedAt, roundTime(from + Math.min(1, share) * (to - from)));
}

/** A ready instance of the region, any with equal chance: its revocation interrupts the witness. */
function drawInstance({ fleet }: World, throng: Throng, region: number): number {
  for (let tries = 0; tries < TRIES; tries++) {
    const place = below(throng.chance.witnesses, 0, fleet.rowsPerRegion);
    const row = region * fleet.rowsPerRegion + place;
    if (fleet.state[row] === STATE.ready) return row;
  }
  return NOWHERE;
}

/** A witness's service ends: it is recorded for all it stands for, and the player hears it. */
export function endWitnessed(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  row: number,
): void {
  const { sessions, ledger, setup, scrapes } = world;
  sessions.instance[row] = NOWHERE;
  const response = responseOf(world, row);
  const isLate = response > setup.budget;
  recordWitnessed(ledger, response, isLate);
  ledger.waitSum += waitOf(world, row);
  if (isLate) scrapes.late[sessions.region[row]] += throng.oneIn;
  const heardAt = simulation.now + roundTime(sessions.rtt[row] / 2);
  tell(world, simulation, row, { lateness: response - setup.budget, heardAt });
}

/** An instance is taken back: witnesses it serves begin again at the head of the line. */
export function interruptWitnesses(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  instance: number,
): void {
  const { sessions } = world;
  for (let row = 0; row < sessions.count; row++) {
    if (sessions.instance[row] !== instance) continue;
    simulation.cancel(sessions.pending[row]);
    sessions.instance[row] = NOWHERE;
    throng.places[row] = AGAIN;
    unshift(world.stations[sessions.region[row]].waiting, row);
    awaitPatience(world, simulation, row);
  }
}
