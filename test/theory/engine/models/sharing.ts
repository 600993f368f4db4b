import type { Rules, Simulation } from '../../../../engine/simulation.ts';
import type { Chance } from '../case.ts';
import * as door from './floor.ts';

/** One server that serves all who are there at once, each at an equal share of its speed. */
interface World extends door.World {
  /** Who is there, in no order, and what is left of their work, in microseconds. */
  readonly inside: number[];
  readonly left: number[];
  workedUntil: number;
  end: number;
}

const rules: Rules<World> = {
  kinds: door.KINDS,
  handlers: [
    (world, simulation) => {
      const { inside, left, floor } = world;
      work(world, simulation.now);
      const place = left.indexOf(Math.min(...left));
      door.leave(floor, inside[place], simulation.now);
      inside.splice(place, 1);
      left.splice(place, 1);
      planEnd(world, simulation);
    },
    (world, simulation) => {
      const { inside, left, floor } = world;
      work(world, simulation.now);
      const customer = door.arrive(world, simulation);
      door.admit(floor, simulation.now);
      if (inside.length > 0) simulation.cancel(world.end);
      inside.push(customer);
      left.push(floor.services[customer]);
      planEnd(world, simulation);
    },
  ],
};

/** Everybody gets an equal share of the time since the last change. */
function work(world: World, now: number): void {
  const { left } = world;
  const share = (now - world.workedUntil) / left.length;
  for (let i = 0; i < left.length; i++) left[i] -= share;
  world.workedUntil = now;
}

/** The next to finish does so at the first whole microsecond that gives it all its work. */
function planEnd(world: World, simulation: Simulation<World>): void {
  const { left } = world;
  if (left.length === 0) return;
  const wait = Math.max(0, Math.ceil(Math.min(...left) * left.length));
  world.end = simulation.schedule(simulation.now + wait, door.ENDS);
}

/** Lets everybody through a station that shares its server. */
export function runSharing(traffic: door.Traffic, chance: Chance): door.Floor {
  const floor = door.drawFloor(traffic, chance);
  return door.letThrough(rules, { floor, inside: [], left: [], workedUntil: 0, end: -1 });
}
