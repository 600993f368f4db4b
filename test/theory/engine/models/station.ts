import { setLevel } from '../../../../engine/meter.ts';
import { createStation, release, type Station, seize } from '../../../../engine/resources.ts';
import type { Rules, Simulation } from '../../../../engine/simulation.ts';
import type { Chance } from '../case.ts';
import * as door from './floor.ts';

/** G/G/c/(c+q), first come first served within each class, the most urgent class first. */
export interface Queue extends door.Traffic {
  readonly servers: number;
  readonly queueLimit?: number;
}

interface World extends door.World {
  readonly station: Station;
}

const rules: Rules<World> = {
  kinds: door.KINDS,
  handlers: [
    (world, simulation, customer) => {
      const { floor, station } = world;
      door.leave(floor, customer, simulation.now);
      const next = release(station);
      if (next >= 0) serve(world, simulation, next);
      setLevel(floor.waiting, simulation.now, station.waiting);
    },
    (world, simulation) => {
      const { floor, station } = world;
      const customer = door.arrive(world, simulation);
      const fate = seize(station, customer, floor.classes[customer]);
      if (fate === 'rejected') return;
      door.admit(floor, simulation.now);
      if (fate === 'served') serve(world, simulation, customer);
      setLevel(floor.waiting, simulation.now, station.waiting);
    },
  ],
};

function serve({ floor }: World, simulation: Simulation<World>, customer: number): void {
  simulation.schedule(simulation.now + floor.services[customer], door.ENDS, customer);
}

/** Lets everybody through a station of the engine. */
export function runStation(queue: Queue, chance: Chance): door.Floor {
  const { servers, queueLimit = Infinity, classes } = queue;
  const station = createStation({ servers, queueLimit, priorities: classes.length });
  return door.letThrough(rules, { floor: door.drawFloor(queue, chance), station });
}
