/** Models with a known truth: one server with Poisson arrivals, and a first-order recursion. */
import { draw, drawMirrored, type Law, meanOf, scvOf } from '../engine/distributions.ts';
import { log } from '../engine/math.ts';
import { openStream } from '../engine/random.ts';
import { createStation, release, type Station, seize } from '../engine/resources.ts';
import { type Rules, Simulation } from '../engine/simulation.ts';
import { SECOND } from '../engine/units.ts';

/** M/G/1: customers arrive one by one at random, on average every `gap` seconds. */
export interface SingleServer {
  readonly name: string;
  /** Mean interarrival time, s. */
  readonly gap: number;
  /** Service time, s. */
  readonly service: Law;
}

/** Seconds of each customer, in the order of arrival; the first finds the station empty. */
export interface Passage {
  readonly gaps: Float64Array;
  readonly services: Float64Array;
  readonly waits: Float64Array;
}

/** How to run it: every seed has streams of its own for gaps and for services. */
export interface Course {
  readonly customers: number;
  readonly seed: number;
  /** Draws with 1 - u for u: the antithetic partner; any service but gamma. */
  readonly isMirrored?: boolean;
}

interface World {
  readonly station: Station;
  readonly passage: Passage;
  readonly arrivedAt: Float64Array;
  arrived: number;
}

const [ENDS, ARRIVES] = [0, 1];

const rules: Rules<World> = {
  kinds: [
    { name: 'service.ends', rank: 0 },
    { name: 'customer.arrives', rank: 1 },
  ],
  handlers: [
    (world, simulation) => {
      const next = release(world.station);
      if (next >= 0) serve(world, simulation, next);
    },
    (world, simulation) => {
      const customer = world.arrived++;
      world.arrivedAt[customer] = simulation.now;
      if (seize(world.station, customer) === 'served') serve(world, simulation, customer);
      scheduleArrival(world, simulation);
    },
  ],
};

function serve(world: World, simulation: Simulation<World>, customer: number): void {
  const { waits, services } = world.passage;
  waits[customer] = (simulation.now - world.arrivedAt[customer]) / SECOND;
  simulation.schedule(simulation.now + Math.round(services[customer] * SECOND), ENDS, customer);
}

function scheduleArrival(world: World, simulation: Simulation<World>): void {
  const { gaps } = world.passage;
  if (world.arrived === gaps.length) return;
  simulation.schedule(simulation.now + Math.round(gaps[world.arrived] * SECOND), ARRIVES);
}

/** Lets this many customers through the simulated station. */
export function simulateServer(server: SingleServer, course: Course): Passage {
  const { customers } = course;
  const passage = {
    gaps: drawTimes({ kind: 'exponential', mean: server.gap }, 'gap', course),
    services: drawTimes(server.service, 'service', course),
    waits: new Float64Array(customers),
  };
  const arrivedAt = new Float64Array(customers);
  const world: World = { station: createStation({ servers: 1 }), passage, arrivedAt, arrived: 0 };
  const simulation = new Simulation({ ...rules, world });
  scheduleArrival(world, simulation);
  while (simulation.step());
  return passage;
}

function drawTimes(law: Law, path: string, course: Course): Float64Array {
  const state = openStream(course.seed, path);
  const drawOne = course.isMirrored === true ? drawMirrored : draw;
  return Float64Array.from({ length: course.customers }, () => drawOne(law, state, 0));
}

/** Mean wait in steady state, s: Pollaczek 1930 and Khinchine 1932. */
export function meanWaitOf({ gap, service }: SingleServer): number {
  const mean = meanOf(service);
  const load = mean / gap;
  return (load / (1 - load)) * mean * ((1 + scvOf(service)) / 2);
}

/** The wait that a share q of the customers of M/M/1 stays at or below, s; q at least 1 - load. */
export function waitQuantileOf({ gap, service }: SingleServer, q: number): number {
  const mean = meanOf(service);
  const load = mean / gap;
  return (log(load / (1 - q)) * mean) / (1 - load);
}

/** M/M/1 of mean service 1 s at this load. */
export function exponentialServer(load: number): SingleServer {
  const service: Law = { kind: 'exponential', mean: 1 };
  return { name: `M/M/1 wait, ρ = ${load}`, gap: 1 / load, service };
}

/** The waits by Lindley's recursion (1952), s: what the simulation has to come to. */
export function lindleyWaits({ gaps, services }: Passage): Float64Array {
  const waits = new Float64Array(gaps.length);
  for (let i = 1; i < gaps.length; i++) {
    waits[i] = Math.max(0, waits[i - 1] + services[i - 1] - gaps[i]);
  }
  return waits;
}

/** AR(1) about a mean with standard normal steps: each value keeps `memory` of the one before. */
export interface Recursion {
  readonly mean: number;
  /** From 0, independent, to below 1. */
  readonly memory: number;
  /** How far above its mean it begins; from its stationary law when absent. */
  readonly start?: number;
}

/** As many values of the recursion as there are customers. */
export function runRecursion({ mean, memory, start }: Recursion, course: Course): Float64Array {
  const state = openStream(course.seed, 'steps');
  const law: Law = { kind: 'normal', mean: 0, sd: 1 };
  let away = start ?? draw(law, state, 0) / Math.sqrt(1 - memory * memory);
  return Float64Array.from({ length: course.customers }, () => {
    away = memory * away + draw(law, state, 0);
    return mean + away;
  });
}

/** Something that gives a series of observations for every seed, and its mean in steady state. */
export interface Source {
  readonly model: string;
  readonly truth: number;
  readonly run: (course: Course) => Float64Array;
}

/** The waits of a simulated station, s. */
export function stationSource(server: SingleServer): Source {
  const run = (course: Course) => simulateServer(server, course).waits;
  return { model: server.name, truth: meanWaitOf(server), run };
}

/** The values of a recursion about 10. */
export function recursionSource(memory: number, start?: number): Source {
  const recursion = { mean: 10, memory, ...(start === undefined ? {} : { start }) };
  const begun = start === undefined ? '' : `, begun at ${10 + start}`;
  const run = (course: Course) => runRecursion(recursion, course);
  return { model: `AR(1) about 10, memory ${memory}${begun}`, truth: 10, run };
}
