import { type EventKind, Simulation } from '../engine/simulation.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import { startFeeds } from './feeds.ts';
import { STATE } from './fleet.ts';
import { createHandlers } from './handlers.ts';
import { KIND, KINDS } from './kinds.ts';
import { scheduleArrival } from './players.ts';
import type { Setup } from './setup.ts';
import { openSlots } from './slots.ts';
import { observeWorld } from './telemetry.ts';
import { openWorld, type World, type WorldSimulation } from './world.ts';

/** What a simulation of this world needs beside the world itself; it is not saved with it. */
export function createRules(policies: readonly LoopPolicy[]): {
  readonly kinds: readonly EventKind[];
  readonly handlers: ReturnType<typeof createHandlers>;
} {
  return { kinds: KINDS, handlers: createHandlers(policies) };
}

/**
 * The world at time 0: first instances ready, feeds read, loops about to turn. `shuffleTies` is
 * the simulation's own option: a seed that scrambles the order of ties.
 */
export function openSimulation(
  setup: Setup,
  policies: readonly LoopPolicy[],
  ties: { readonly shuffleTies?: number } = {},
): WorldSimulation {
  const world = openWorld(
    setup,
    policies.map((policy) => policy.begin()),
  );
  const simulation = new Simulation({ ...createRules(policies), world, ...ties });
  startInstances(world);
  startFeeds(world, simulation);
  setup.groups.forEach((_, group) => {
    scheduleArrival(world, simulation, group);
  });
  world.scrapes.opening = observeWorld(world, 0);
  simulation.schedule(setup.scrapeEvery, KIND.telemetryScrapes);
  setup.loopEvery.forEach((_, loop) => {
    simulation.schedule(0, KIND.loopTurns, loop);
  });
  if (setup.warmUp > 0) simulation.schedule(setup.warmUp, KIND.ledgerOpens);
  return simulation;
}

function startInstances(world: World): void {
  const { fleet, setup } = world;
  setup.regions.forEach((_, region) => {
    for (let n = 0; n < setup.atStart; n++) {
      const row = region * fleet.rowsPerRegion + n;
      fleet.state[row] = STATE.ready;
      fleet.billed[region * 2]++;
      openSlots(fleet, region, row);
    }
  });
}
