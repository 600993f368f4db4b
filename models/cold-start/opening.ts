import { STATE } from '../fleet.ts';
import type { World, WorldSimulation } from '../world.ts';
import { startOfferings } from './offerings.ts';
import { startPools } from './pool.ts';

/** Time 0 of boots by stages: zones of the first instances, warm pools, spells of offerings. */
export function startColdStart(world: World, simulation: WorldSimulation): void {
  if (world.coldStart === undefined) return;
  spreadZones(world);
  startPools(world);
  startOfferings(world, simulation);
}

/** The first instances stand in the region's zones in turn. */
function spreadZones({ fleet, setup }: World): void {
  setup.regions.forEach(({ zones }, region) => {
    const from = region * fleet.rowsPerRegion;
    for (let nth = 0; nth < fleet.rowsPerRegion; nth++) {
      if (fleet.state[from + nth] === STATE.ready)
        fleet.zone[from + nth] = nth % Math.max(1, zones);
    }
  });
}
