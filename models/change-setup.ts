import type { LoopPolicy } from '../policies/listing.ts';
import { changeFaults } from './faults/schedule.ts';
import { layCurves } from './fleet.ts';
import { integrateJobs } from './jobs/meters.ts';
import { integrateRegion } from './meters.ts';
import { redrawArrivals } from './players/arrivals.ts';
import { beginAll } from './players/felt.ts';
import { integrateSearches } from './searches/charging.ts';
import type { Setup } from './setup.ts';
import { changeCurves } from './slots.ts';
import type { World, WorldSimulation } from './world.ts';

/**
 * Puts a world under another setup of the same shape, from now on: what has run up is charged
 * under the old one first, and where the arrival rates differ the next arrivals are drawn anew.
 */
export function changeSetup(world: World, simulation: WorldSimulation, setup: Setup): void {
  world.setup.regions.forEach((_, region) => {
    integrateRegion(world, region, simulation.now);
    integrateJobs(world, region, simulation.now);
    integrateSearches(world, region, simulation.now);
  });
  const hasOtherRates = setup.groups.some((group, g) => {
    return differ(group.rates, world.setup.groups[g].rates, simulation.now / setup.rateEvery);
  });
  const isFeltNow = setup.crowd.isFelt && !world.setup.crowd.isFelt;
  const { faults } = world.setup;
  world.setup = setup;
  changeFaults(world, simulation, faults);
  const instances = setup.regions.map(({ instance }) => instance);
  const working = world.batches?.atWork ?? world.fleet.busy;
  changeCurves(world.fleet, layCurves(instances, world.fleet.slots), working);
  if (isFeltNow) beginAll(world, simulation.now);
  // Where nobody arrives one by one, rates are read as they are.
  if (hasOtherRates && world.flow === undefined) redrawArrivals(world, simulation);
}

/** Whether two curves differ in a cell that is not over, as far as both go. */
function differ(one: Float64Array, other: Float64Array, from: number): boolean {
  const end = Math.min(one.length, other.length);
  for (let cell = Math.floor(from); cell < end; cell++) {
    if (one[cell] !== other[cell]) return true;
  }
  return false;
}

/** Lets a loop begin anew under another policy, which knows nothing of its predecessor's orders. */
export function renewLoop(world: World, loop: number, policy: LoopPolicy): void {
  Object.assign(world.loops[loop], { turn: 0, lastAt: -1, memory: policy.begin() });
  world.orders.receipts[loop] = [];
}
