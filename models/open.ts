import { type EventKind, Simulation } from '../engine/simulation.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import { changeBilled } from './cold-start/billing.ts';
import { startColdStart } from './cold-start/opening.ts';
import { pickKeptZone } from './faults/refusal.ts';
import { startFaults } from './faults/schedule.ts';
import { startFeeds } from './feeds.ts';
import type { Gates } from './gates.ts';
import { startGateway } from './gateway/health.ts';
import { startGrid } from './grid/start.ts';
import { createHandlers } from './handlers.ts';
import { startJobs } from './jobs/arrivals.ts';
import { KIND, KINDS } from './kinds.ts';
import { startMembership } from './membership/of-world.ts';
import { startMoods } from './network/moods.ts';
import { startPipeline } from './pipeline/collecting.ts';
import { startPlacing } from './placement/handlers.ts';
import { scheduleArrival } from './players/arrivals.ts';
import { startStorms } from './players/storm.ts';
import { startSearches } from './searches/arriving.ts';
import type { Setup } from './setup.ts';
import { openSlots } from './slots.ts';
import { observeWorld } from './telemetry.ts';
import { openWorld, type World, type WorldSimulation } from './world.ts';

/** What a simulation of this world needs beside the world itself; it is not saved with it. */
export function createRules(
  policies: readonly LoopPolicy[],
  gates: Gates = {},
): {
  readonly kinds: readonly EventKind[];
  readonly handlers: ReturnType<typeof createHandlers>;
} {
  return { kinds: KINDS, handlers: createHandlers(policies, gates) };
}

/**
 * The world at time 0: first instances ready, feeds read, loops about to turn. `shuffleTies` is
 * the simulation's own option: a seed that scrambles the order of ties.
 */
export function openSimulation(
  setup: Setup,
  policies: readonly LoopPolicy[],
  ties: { readonly shuffleTies?: number } = {},
  gates: Gates = {},
): WorldSimulation {
  const world = openWorld(
    setup,
    policies.map((policy) => policy.begin()),
  );
  const simulation = new Simulation({ ...createRules(policies, gates), world, ...ties });
  startPlacing(world, gates.frames);
  startInstances(world);
  startColdStart(world, simulation);
  startFeeds(world, simulation);
  startGrid(world, simulation);
  startFaults(world, simulation);
  startMoods(world, simulation);
  startGateway(world, simulation);
  startMembership(world, simulation);
  if (world.flow === undefined) startArrivals(world, simulation);
  startStorms(world, simulation);
  startJobs(world, simulation);
  startSearches(world, simulation, gates);
  startPipeline(world, simulation);
  if (setup.detail !== undefined) simulation.schedule(setup.detail.step, KIND.throngSteps);
  world.scrapes.opening = observeWorld(world, 0);
  simulation.schedule(setup.scrapeEvery, KIND.telemetryScrapes);
  setup.loopEvery.forEach((_, loop) => {
    simulation.schedule(0, KIND.loopTurns, loop);
  });
  if (setup.warmUp > 0) simulation.schedule(setup.warmUp, KIND.ledgerOpens);
  return simulation;
}

function startArrivals(world: World, simulation: WorldSimulation): void {
  world.setup.groups.forEach((_, group) => {
    scheduleArrival(world, simulation, group);
  });
}

function startInstances(world: World): void {
  const { fleet, setup } = world;
  setup.regions.forEach(({ instance }, region) => {
    for (let n = 0; n < instance.atStart; n++) {
      const row = region * fleet.rowsPerRegion + n;
      fleet.zone[row] = pickKeptZone(world, region);
      changeBilled(world, { region, market: 0, family: 0 }, 1);
      openSlots(fleet, region, row);
    }
  });
}
