import type { World, WorldSimulation } from '../world.ts';
import { issueForecasts } from './forecast-feed.ts';
import { changeMarginal } from './marginal.ts';

/** Issues the first forecasts and reads every marginal series at time 0. */
export function startGrid(world: World, simulation: WorldSimulation): void {
  issueForecasts(world, simulation);
  world.setup.regions.forEach((_, region) => {
    changeMarginal(world, simulation, region);
  });
}
