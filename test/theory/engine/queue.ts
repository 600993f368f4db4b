import { draw, type Law } from '../../../engine/distributions.ts';
import { createMeter, type Meter, setLevel } from '../../../engine/meter.ts';
import { openStream } from '../../../engine/random.ts';
import { createStation, release, type Station, seize } from '../../../engine/resources.ts';
import { type Rules, Simulation } from '../../../engine/simulation.ts';

/** One station in Kendall's notation, with Poisson or other arrivals; times in seconds. */
export interface Queue {
  readonly interarrival: Law;
  readonly service: Law;
  readonly servers: number;
  readonly queueLimit?: number;
  /** Chance that a customer is of priority 0 rather than 1; one class when absent. */
  readonly urgentShare?: number;
}

/** What came of each customer, in the order of arrival; times in microseconds, NaN if rejected. */
export interface Outcome {
  readonly waits: Float64Array;
  readonly services: Float64Array;
  readonly gaps: Float64Array;
  readonly priorities: Uint8Array;
  /** Integral of the number waiting over the whole run. */
  readonly waitingArea: number;
  readonly rejected: number;
}

interface World {
  readonly station: Station;
  readonly arrivedAt: Float64Array;
  readonly outcome: { waits: Float64Array; services: Float64Array; gaps: Float64Array };
  readonly priorities: Uint8Array;
  readonly waiting: Meter;
  arrived: number;
  rejected: number;
}

const SECOND = 1_000_000;
const [ARRIVES, ENDS] = [1, 0];

function serve(world: World, simulation: Simulation<World>, customer: number): void {
  const { waits, services } = world.outcome;
  waits[customer] = simulation.now - world.arrivedAt[customer];
  simulation.schedule(simulation.now + services[customer], ENDS, customer);
}

const rules: Rules<World> = {
  kinds: [
    { name: 'service.ends', rank: 0 },
    { name: 'customer.arrives', rank: 1 },
  ],
  handlers: [
    (world, simulation) => {
      const next = release(world.station);
      if (next >= 0) serve(world, simulation, next);
      setLevel(world.waiting, simulation.now, world.station.waiting);
    },
    (world, simulation) => {
      const customer = world.arrived++;
      const { gaps } = world.outcome;
      world.arrivedAt[customer] = simulation.now;
      const outcome = seize(world.station, customer, world.priorities[customer]);
      if (outcome === 'served') serve(world, simulation, customer);
      if (outcome === 'rejected') world.rejected++;
      setLevel(world.waiting, simulation.now, world.station.waiting);
      if (world.arrived < gaps.length) {
        simulation.schedule(simulation.now + gaps[world.arrived], ARRIVES);
      }
    },
  ],
};

/** Lets this many customers through, until the last has gone. */
export function runQueue(queue: Queue, customers: number, seed: number): Outcome {
  const sample = (law: Law, path: string) => {
    const state = openStream(seed, path);
    const next = () => Math.round(draw(law, state, 0) * SECOND);
    return Float64Array.from({ length: customers }, next);
  };
  const priority = openStream(seed, 'priority');
  const urgent: Law = {
    kind: 'empirical',
    values: Array.from({ length: 100 }, (_, i) =>
      i < 100 * (1 - (queue.urgentShare ?? 1)) ? 1 : 0,
    ),
  };
  const world: World = {
    station: createStation({
      servers: queue.servers,
      queueLimit: queue.queueLimit ?? Infinity,
      priorities: 2,
    }),
    arrivedAt: new Float64Array(customers),
    outcome: {
      waits: new Float64Array(customers).fill(NaN),
      services: sample(queue.service, 'service'),
      gaps: sample(queue.interarrival, 'gap'),
    },
    priorities: Uint8Array.from({ length: customers }, () => draw(urgent, priority, 0)),
    waiting: createMeter(),
    arrived: 0,
    rejected: 0,
  };
  const simulation = new Simulation({ ...rules, world });
  simulation.schedule(world.outcome.gaps[0], ARRIVES);
  while (simulation.step());
  const { priorities, rejected, waiting } = world;
  return { ...world.outcome, priorities, waitingArea: waiting.area, rejected };
}
