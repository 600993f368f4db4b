import { sendElsewhere } from '../faults/elsewhere.ts';
import { admitRequest } from '../requests.ts';
import type { World, WorldSimulation } from '../world.ts';

/** A request knows all it needs; who looked up in a region that is lost by now goes elsewhere. */
export function endLookUps(world: World, simulation: WorldSimulation, row: number): void {
  if (!sendElsewhere(world, simulation, row)) admitRequest(world, simulation, row);
}
