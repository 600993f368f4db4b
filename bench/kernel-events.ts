/**
 * The models of the benchmark in playtwin's event style: kinds, handlers, a world of plain data.
 */
import { createFifo, type Fifo, push, shift } from '../engine/fifo.ts';
import type { Law } from '../engine/law.ts';
import { openStream } from '../engine/random.ts';
import { createStation, release, type Station, seize } from '../engine/resources.ts';
import { type Handler, Simulation } from '../engine/simulation.ts';
import { createClosed } from './kernel-closed.ts';
import {
  ARRIVAL_RATES,
  drawSpan,
  exponential,
  HOLD_UNIT,
  hyperexponential,
  type Model,
  QUEUE_UNIT,
} from './kernel-model.ts';

/** Customers known at once, at most: a power of two far beyond any line that occurs. */
const ROOM = 65_536;

/** The model of that name, or undefined. */
export function createEventModel(name: string, pending: number, seed: number): Model | undefined {
  switch (name) {
    case 'hold':
      return createHold(pending, seed);
    case 'mm1':
      return createSingleServer(ARRIVAL_RATES.mm1, exponential(1), seed);
    case 'mg1':
      return createSingleServer(ARRIVAL_RATES.mg1, hyperexponential(), seed);
    case 'tandem':
      return createTandem(seed);
    case 'closed':
      return createClosed(pending, seed);
    default:
      return undefined;
  }
}

interface HoldWorld {
  readonly law: Law;
  readonly stream: Int32Array;
  holds: number;
}

function createHold(pending: number, seed: number): Model {
  const law: Law = { kind: 'exponential', mean: HOLD_UNIT };
  const world: HoldWorld = { law, stream: openStream(seed, 'hold'), holds: 0 };
  const kinds = [{ name: 'token.move', rank: 0 }];
  const simulation = new Simulation({ world, kinds, handlers: [moveToken] });
  for (let who = 0; who < pending; who++) simulation.schedule(drawSpan(law, world.stream), 0, who);
  return {
    run: (until) => simulation.run(Math.round(until * HOLD_UNIT)),
    reset: () => {
      world.holds = 0;
    },
    outcome: (span) => ({ done: world.holds, check: world.holds / span }),
  };
}

function moveToken(world: HoldWorld, simulation: Simulation<HoldWorld>, who: number): void {
  world.holds++;
  simulation.schedule(simulation.now + drawSpan(world.law, world.stream), 0, who);
}

/** What open queues share: who arrives when, and what came of it. */
interface OpenWorld {
  readonly interarrival: Law;
  readonly service: Law;
  readonly arrivals: Int32Array;
  readonly services: Int32Array;
  readonly stations: readonly Station[];
  readonly line: Fifo;
  isBusy: boolean;
  /** Instant of arrival of each customer, at its number modulo ROOM. */
  readonly arrivedAt: Float64Array;
  arrived: number;
  done: number;
  /** Sum of waiting times (one server) or sojourn times (tandem) of `counted` customers. */
  total: number;
  counted: number;
}

const ARRIVE = 0;
const FINISH = 1;
const KINDS = [
  { name: 'customer.arrive', rank: 0 },
  { name: 'service.finish', rank: 0 },
];

/** One server is a flag and a line, as in the native reference. */
function createSingleServer(rate: number, service: Law, seed: number): Model {
  return createOpen({ rate, service, seed, stations: 0 }, [arrive, finishSingle]);
}

function createTandem(seed: number): Model {
  const rate = ARRIVAL_RATES.tandem;
  const service = exponential(1);
  return createOpen({ rate, service, seed, stations: 3 }, [arriveTandem, finishTandem]);
}

interface OpenOptions {
  readonly rate: number;
  readonly service: Law;
  readonly seed: number;
  readonly stations: number;
}

function createOpen(options: OpenOptions, handlers: readonly Handler<OpenWorld>[]): Model {
  const { rate, service, seed } = options;
  const world: OpenWorld = {
    interarrival: exponential(1 / rate),
    service,
    arrivals: openStream(seed, 'arrivals'),
    services: openStream(seed, 'services'),
    stations: Array.from({ length: options.stations }, () => createStation({ servers: 1 })),
    line: createFifo(),
    isBusy: false,
    arrivedAt: new Float64Array(ROOM),
    arrived: 0,
    done: 0,
    total: 0,
    counted: 0,
  };
  const simulation = new Simulation({ world, kinds: KINDS, handlers });
  simulation.schedule(drawSpan(world.interarrival, world.arrivals), ARRIVE);
  return {
    run: (until) => simulation.run(Math.round(until * QUEUE_UNIT)),
    reset: () => {
      world.done = world.total = world.counted = 0;
    },
    outcome: () => ({ done: world.done, check: world.total / world.counted / QUEUE_UNIT }),
  };
}

/** Writes the newcomer down and schedules the next one. Answers the newcomer. */
function admit(world: OpenWorld, simulation: Simulation<OpenWorld>): number {
  const customer = world.arrived++ & (ROOM - 1);
  world.arrivedAt[customer] = simulation.now;
  simulation.schedule(simulation.now + drawSpan(world.interarrival, world.arrivals), ARRIVE);
  return customer;
}

function arrive(world: OpenWorld, simulation: Simulation<OpenWorld>): void {
  const customer = admit(world, simulation);
  if (world.isBusy) {
    push(world.line, customer);
  } else {
    world.isBusy = true;
    startSingle(world, simulation, customer);
  }
}

function startSingle(world: OpenWorld, simulation: Simulation<OpenWorld>, customer: number): void {
  world.counted++;
  world.total += simulation.now - world.arrivedAt[customer];
  simulation.schedule(simulation.now + drawSpan(world.service, world.services), FINISH);
}

function finishSingle(world: OpenWorld, simulation: Simulation<OpenWorld>): void {
  world.done++;
  if (world.line.size === 0) world.isBusy = false;
  else startSingle(world, simulation, shift(world.line));
}

function arriveTandem(world: OpenWorld, simulation: Simulation<OpenWorld>): void {
  visit(world, simulation, admit(world, simulation), 0);
}

function visit(
  world: OpenWorld,
  simulation: Simulation<OpenWorld>,
  customer: number,
  station: number,
): void {
  if (seize(world.stations[station], customer) !== 'served') return;
  serve(world, simulation, customer, station);
}

function serve(
  world: OpenWorld,
  simulation: Simulation<OpenWorld>,
  customer: number,
  station: number,
): void {
  const until = simulation.now + drawSpan(world.service, world.services);
  simulation.schedule(until, FINISH, customer, station);
}

function finishTandem(
  world: OpenWorld,
  simulation: Simulation<OpenWorld>,
  customer: number,
  station: number,
): void {
  const next = release(world.stations[station]);
  if (next >= 0) serve(world, simulation, next, station);
  if (station + 1 < world.stations.length) {
    visit(world, simulation, customer, station + 1);
  } else {
    world.done++;
    world.counted++;
    world.total += simulation.now - world.arrivedAt[customer];
  }
}
