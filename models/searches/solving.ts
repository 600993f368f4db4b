import { pow } from '../../engine/math.ts';
import { recordValue } from '../../engine/sketch.ts';
import { roundTime, type SimTime } from '../../engine/units.ts';
import { accessMs, readsToSolution } from '../devices/annealer.ts';
import { qubitsFor } from '../devices/embedding.ts';
import type { Gates } from '../gates.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { chargeAnnealer, chargeWorker, LINE } from './charging.ts';
import { advanceQpu, turnOf } from './qpu.ts';
import type { AnnealerSetup } from './setup.ts';
import { FAILURE_WINDOW, type Search, type SearchesState, STAGE } from './state.ts';

const MICROSECONDS_PER_MS = 1000;
/** A typical instance of its size: what a client asks reads for. */
const TYPICAL = 0.5;

/** Why an off-load came to nothing; `none`: it did not. Numbers travel in events. */
const FAILURE = { none: 0, unfit: 1, missed: 2, givenUp: 3 } as const;

/** Reads that a client asks for: for 99 % of the typical problem, within the most allowed. */
export function readsAsked({ device, mostReads }: AnnealerSetup, size: number): number {
  const wanted = readsToSolution(device, { variables: size, reads: 1 }, TYPICAL);
  return Math.min(mostReads, Math.max(1, Math.ceil(wanted)));
}

/** Joins the line of the workers: the worker that is free first takes it. */
export function startClassical(world: World, simulation: WorldSimulation, row: number): void {
  const { searches } = world;
  if (searches === undefined) return;
  const search = searches.rows[row];
  const { workers } = searches;
  let first = 0;
  for (let at = 1; at < workers.length; at++) if (workers[at] < workers[first]) first = at;
  workers[first] = Math.max(simulation.now, workers[first]) + search.classical;
  search.stage = STAGE.classical;
  simulation.schedule(workers[first], KIND.searchEnds, row);
}

/**
 * Sets out for the annealer: a new graph is embedded first, on the client's side. A graph that is
 * known not to fit, or turns out not to, comes back without having been asked.
 */
export function startAnnealer(world: World, simulation: WorldSimulation, row: number): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const search = searches.rows[row];
  const { device } = setup.searches.annealer;
  searches.counts.offloaded++;
  search.stage = STAGE.preparing;
  const isKnown = search.graph >= 0 && searches.graphs[search.graph] !== 0;
  const fits = qubitsFor(device.graph, search.size).qubits > 0;
  const takes = isKnown || !fits ? 0 : search.embedding;
  simulation.schedule(simulation.now + takes, KIND.searchSubmits, row, takes > 0 ? 1 : 0);
}

/** The graph is embedded, or is not: on to the annealer, or back. */
export function submitSearch(
  world: World,
  simulation: WorldSimulation,
  row: number,
  isNew: number,
): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const search = searches.rows[row];
  const { now } = simulation;
  if (isNew === 1) {
    chargeWorker(world, now, LINE.embedding, search.embedding);
    searches.counts.embeddings++;
    if (search.graph >= 0) searches.graphs[search.graph] = search.embeds ? 1 : 2;
  }
  search.askedAt = now;
  if (!search.embeds) {
    simulation.schedule(now, KIND.searchReturns, row, FAILURE.unfit);
    return;
  }
  search.stage = STAGE.annealer;
  simulation.schedule(now + Math.floor(search.roundTrip / 2), KIND.searchQueues, row);
}

/**
 * Joins the annealer's line. Its turn is known at once, as nobody overtakes: a client that would
 * have given up by then takes the job out of the line; one that gives up later pays for it.
 */
export function queueSearch(world: World, simulation: WorldSimulation, row: number): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const { annealer } = setup.searches;
  const search = searches.rows[row];
  const { qpu } = searches;
  const { now } = simulation;
  advanceQpu(qpu, annealer, now);
  const reads = readsAsked(annealer, search.size);
  const { qubits } = qubitsFor(annealer.device.graph, search.size);
  const { device } = annealer;
  const length = roundTime(accessMs(device, qubits, reads) * MICROSECONDS_PER_MS);
  const turn = turnOf(qpu, annealer, now, length);
  const patience = search.askedAt + annealer.giveUp;
  if (turn.from < patience) {
    qpu.freeAt = turn.to;
    search.access = length - roundTime(device.overheadMs * MICROSECONDS_PER_MS);
  }
  const back = roundTime(turn.to) + search.roundTrip - Math.floor(search.roundTrip / 2);
  const isSolved = search.luck < 1 - pow(1 - search.chance, reads);
  const end = isSolved ? FAILURE.none : FAILURE.missed;
  if (back <= patience) simulation.schedule(back, KIND.searchReturns, row, end);
  else simulation.schedule(Math.max(now, patience), KIND.searchReturns, row, FAILURE.givenUp);
}

/** The client has its answer, or knows that there is none and turns to the workers. */
export function returnSearch(gates: Gates) {
  return (world: World, simulation: WorldSimulation, row: number, failure: number): void => {
    const { searches, setup } = world;
    if (searches === undefined || setup.searches === undefined) return;
    const search = searches.rows[row];
    const { counts } = searches;
    if (search.access > 0) {
      chargeAnnealer(world, simulation.now, search.access);
      counts.ran++;
      const reads = readsAsked(setup.searches.annealer, search.size);
      counts.gapSum += failure === FAILURE.none ? 0 : search.miss / reads;
    }
    search.isFailure = failure !== FAILURE.none;
    searches.recent[searches.offloads++ % FAILURE_WINDOW] = search.isFailure ? 1 : 0;
    if (failure === FAILURE.unfit) counts.unfit++;
    if (failure === FAILURE.missed) counts.missed++;
    if (failure === FAILURE.givenUp) counts.givenUp++;
    if (search.isFailure) startClassical(world, simulation, row);
    else {
      counts.solved++;
      answer(world, simulation, row, gates);
    }
  };
}

/** A worker has solved it. */
export function endSearch(gates: Gates) {
  return (world: World, simulation: WorldSimulation, row: number): void => {
    const { searches } = world;
    if (searches === undefined) return;
    chargeWorker(world, simulation.now, LINE.workers, searches.rows[row].classical);
    answer(world, simulation, row, gates);
  };
}

function answer(world: World, { now }: WorldSimulation, row: number, gates: Gates): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const search = searches.rows[row];
  countAnswer(searches, search, now, setup.searches.deadline);
  const { size, choice, isFailure } = search;
  const response = now - search.arrivedAt;
  gates.searches?.hear?.({ at: now, size, choice, response, isFailure }, searches.gate);
  search.stage = STAGE.free;
  searches.free.push(row);
}

function countAnswer(
  { counts, response }: SearchesState,
  search: Search,
  now: SimTime,
  deadline: number,
): void {
  const took = now - search.arrivedAt;
  counts.answered++;
  counts.responseSum += took;
  if (took <= deadline) counts.inTime++;
  recordValue(response, took);
}
