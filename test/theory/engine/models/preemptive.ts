import { createFifo, type Fifo, push, shift, unshift } from '../../../../engine/fifo.ts';
import { setLevel } from '../../../../engine/meter.ts';
import type { Rules, Simulation } from '../../../../engine/simulation.ts';
import type { Chance } from '../case.ts';
import * as door from './floor.ts';

/** One server that drops its work for a more urgent customer and resumes it where it stopped. */
interface World extends door.World {
  readonly lines: readonly Fifo[];
  /** What is left of each customer's service, in microseconds. */
  readonly left: Float64Array;
  /** Who is served, or -1; since when; and the event that will end it. */
  current: number;
  since: number;
  end: number;
}

const rules: Rules<World> = {
  kinds: door.KINDS,
  handlers: [
    (world, simulation, customer) => {
      door.leave(world.floor, customer, simulation.now);
      world.current = -1;
      goOn(world, simulation);
    },
    (world, simulation) => {
      const { floor, lines, current } = world;
      const customer = door.arrive(world, simulation);
      door.admit(floor, simulation.now);
      push(lines[floor.classes[customer]], customer);
      const isMoreUrgent = current >= 0 && floor.classes[customer] < floor.classes[current];
      if (isMoreUrgent) interrupt(world, simulation);
      goOn(world, simulation);
    },
  ],
};

/** Puts the one in service back to the head of its line, with the rest of its work. */
function interrupt(world: World, simulation: Simulation<World>): void {
  const { floor, lines, left, current } = world;
  if (!simulation.cancel(world.end)) throw new Error('the service had ended already');
  left[current] -= simulation.now - world.since;
  unshift(lines[floor.classes[current]], current);
  world.current = -1;
}

/** Serves the first of the most urgent line that has anyone, if the server is free. */
function goOn(world: World, simulation: Simulation<World>): void {
  const { floor, lines, left } = world;
  const { now } = simulation;
  const line = lines.find(({ size }) => size > 0);
  if (world.current < 0 && line !== undefined) {
    world.current = shift(line);
    world.since = now;
    world.end = simulation.schedule(now + left[world.current], door.ENDS, world.current);
  }
  setLevel(floor.waiting, now, floor.present.level - (world.current < 0 ? 0 : 1));
}

/** Lets everybody through a preemptive-resume station. */
export function runPreemptive(traffic: door.Traffic, chance: Chance): door.Floor {
  const floor = door.drawFloor(traffic, chance);
  const lines = traffic.classes.map(createFifo);
  const left = floor.services.slice();
  return door.letThrough(rules, { floor, lines, left, current: -1, since: 0, end: -1 });
}
