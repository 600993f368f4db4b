import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { reckonEffects } from './effects.ts';
import { strike } from './strike.ts';

/** Schedules the beginning and the end of every fault that is still to come. */
export function startFaults(world: World, simulation: WorldSimulation): void {
  const { pending } = world.faults;
  world.setup.faults.forEach(({ from, until }, place) => {
    if (from < simulation.now) return;
    pending[place * 2] = simulation.schedule(from, KIND.faultBegins, place);
    if (until > from) pending[place * 2 + 1] = simulation.schedule(until, KIND.faultEnds, place);
  });
}

/** A fault begins: what it strikes at once goes, and what lasts is in force. */
export function beginFault(world: World, simulation: WorldSimulation, place: number): void {
  const fault = world.setup.faults[place];
  world.faults.pending[place * 2] = -1;
  world.faults.active[place] = fault.until > fault.from ? 1 : 0;
  reckon(world);
  strike(world, simulation, fault);
}

/** A fault is over; what it destroyed does not come back by itself. */
export function endFault(world: World, _simulation: WorldSimulation, place: number): void {
  world.faults.pending[place * 2 + 1] = -1;
  world.faults.active[place] = 0;
  reckon(world);
}

function reckon(world: World): void {
  const { faults, setup } = world;
  const places = { regions: setup.regions.length, groups: setup.groups.length };
  reckonEffects(faults, setup.faults, places);
}
