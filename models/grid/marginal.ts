import { nextChange, valueAt } from '../../traces/series-ops.ts';
import { integrateJobs } from '../jobs/meters.ts';
import { KIND } from '../kinds.ts';
import { integrateRegion } from '../meters.ts';
import type { World, WorldSimulation } from '../world.ts';

const JOULES_PER_KWH = 3.6e6;

/** A region's marginal intensity steps; energy up to now is charged at the old one. */
export function changeMarginal(world: World, simulation: WorldSimulation, region: number): void {
  const series = world.setup.regions[region].marginal;
  if (series === undefined || world.grid === undefined) return;
  const { now } = simulation;
  chargeMarginal(world, simulation, region);
  world.grid.marginal[region] = valueAt(series, now);
  const next = nextChange(series, now);
  if (Number.isFinite(next)) simulation.schedule(next, KIND.marginalChanges, region);
}

/** Starts the marginal account afresh at the end of the warm-up. */
export function openMarginalAccount(world: World, simulation: WorldSimulation): void {
  const { grid } = world;
  if (grid === undefined) return;
  chargeAll(world, simulation);
  grid.atOpenG.set(grid.marginalG);
  grid.atOpenJ.set(grid.marginalJ);
}

/**
 * Energy × marginal intensity since the ledger opened, and the energy of the regions that have
 * one. It answers another question than the operational emissions and is never added to them.
 */
export function marginalTotals(world: World, simulation: WorldSimulation) {
  const { grid } = world;
  if (grid === undefined) return { marginalG: 0, marginalEnergyJ: 0 };
  chargeAll(world, simulation);
  const since = (now: Float64Array, open: Float64Array) => {
    return now.reduce((sum, value, region) => sum + value - open[region], 0);
  };
  return {
    marginalG: since(grid.marginalG, grid.atOpenG),
    marginalEnergyJ: since(grid.marginalJ, grid.atOpenJ),
  };
}

function chargeAll(world: World, simulation: WorldSimulation): void {
  world.setup.regions.forEach((_, region) => {
    chargeMarginal(world, simulation, region);
  });
}

function chargeMarginal(world: World, simulation: WorldSimulation, region: number): void {
  const { grid } = world;
  if (grid === undefined) return;
  integrateRegion(world, region, simulation.now);
  integrateJobs(world, region, simulation.now);
  const jobsJ = world.jobs?.meters.energyJ[region] ?? 0;
  const spentJ = world.ledger.region.energyJ[region] + jobsJ;
  const joules = spentJ - grid.chargedJ[region];
  grid.chargedJ[region] = spentJ;
  if (Number.isNaN(grid.marginal[region])) return;
  grid.marginalJ[region] += joules;
  grid.marginalG[region] += (joules / JOULES_PER_KWH) * grid.marginal[region];
}
