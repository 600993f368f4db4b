import type { Law } from '../engine/law.ts';
import { openStream, uniform } from '../engine/random.ts';
import { createStation, release, type Station, seize } from '../engine/resources.ts';
import { Simulation } from '../engine/simulation.ts';
import { CENTRAL_SERVER, drawSpan, exponential, type Model, QUEUE_UNIT } from './kernel-model.ts';

interface ClosedWorld {
  readonly think: Law;
  readonly service: readonly Law[];
  readonly stream: Int32Array;
  /** CPU, first disk, second disk. */
  readonly stations: readonly Station[];
  done: number;
}

const CPU = 0;
/** Kinds of event, by their place. */
const JOIN_CPU = 0;
const FINISH = 1;

/** The central server in event style. */
export function createClosed(jobs: number, seed: number): Model {
  const world: ClosedWorld = {
    think: exponential(CENTRAL_SERVER.think),
    service: CENTRAL_SERVER.service.map(exponential),
    stream: openStream(seed, 'closed'),
    stations: CENTRAL_SERVER.service.map(() => createStation({ servers: 1 })),
    done: 0,
  };
  const kinds = [
    { name: 'job.join', rank: 0 },
    { name: 'service.finish', rank: 0 },
  ];
  const simulation = new Simulation({ world, kinds, handlers: [joinCpu, finishService] });
  for (let job = 0; job < jobs; job++) think(world, simulation, job);
  return {
    run: (until) => simulation.run(Math.round(until * QUEUE_UNIT)),
    reset: () => {
      world.done = 0;
    },
    outcome: (span) => ({ done: world.done, check: world.done / span }),
  };
}

function think(world: ClosedWorld, simulation: Simulation<ClosedWorld>, job: number): void {
  simulation.schedule(simulation.now + drawSpan(world.think, world.stream), JOIN_CPU, job);
}

function joinCpu(world: ClosedWorld, simulation: Simulation<ClosedWorld>, job: number): void {
  join(world, simulation, job, CPU);
}

function join(
  world: ClosedWorld,
  simulation: Simulation<ClosedWorld>,
  job: number,
  place: number,
): void {
  if (seize(world.stations[place], job) === 'served') startService(world, simulation, job, place);
}

function startService(
  world: ClosedWorld,
  simulation: Simulation<ClosedWorld>,
  job: number,
  place: number,
): void {
  const until = simulation.now + drawSpan(world.service[place], world.stream);
  simulation.schedule(until, FINISH, job, place);
}

function finishService(
  world: ClosedWorld,
  simulation: Simulation<ClosedWorld>,
  job: number,
  place: number,
): void {
  const next = release(world.stations[place]);
  if (next >= 0) startService(world, simulation, next, place);
  if (place !== CPU) join(world, simulation, job, CPU);
  else leaveCpu(world, simulation, job);
}

/** One half goes home, one quarter to each disk. */
function leaveCpu(world: ClosedWorld, simulation: Simulation<ClosedWorld>, job: number): void {
  const u = uniform(world.stream, 0);
  if (u < 0.5) {
    world.done++;
    think(world, simulation, job);
  } else {
    join(world, simulation, job, u < 0.75 ? 1 : 2);
  }
}
