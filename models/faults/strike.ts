import { losePool } from '../cold-start/pool.ts';
import { type Fleet, STATE } from '../fleet.ts';
import { loseJobs } from '../jobs/phases.ts';
import { integrateRegion } from '../meters.ts';
import { disconnect } from '../players/storm.ts';
import { loseInstance, warnZone } from '../provisioning.ts';
import { serveWaiting } from '../requests.ts';
import type { World, WorldSimulation } from '../world.ts';
import { emptyLine } from './elsewhere.ts';
import type { FaultSetup } from './fault.ts';

/**
 * What a fault does in the instant in which it begins; answers how many instances it took, those of
 * jobs included.
 */
export function strike(world: World, simulation: WorldSimulation, fault: FaultSetup): number {
  switch (fault.kind) {
    case 'region lost':
      return loseRegion(world, simulation, fault.region);
    case 'zone lost':
      return loseZone(world, simulation, fault.region, fault.zone);
    case 'revocation storm':
      warnRegions(world, simulation, fault);
      return 0;
    case 'mass disconnect': {
      const { group, share } = fault;
      disconnect(world, simulation, { group, region: -1, share, downUntil: simulation.now });
      return 0;
    }
    default:
      return 0;
  }
}

function loseRegion(world: World, simulation: WorldSimulation, region: number): number {
  const lost = loseInstances(world, simulation, region, () => true);
  losePool(world, simulation, { region, zone: -1 });
  emptyLine(world, simulation, region);
  return lost + loseJobs(world, simulation, { region, zone: -1 });
}

function loseZone(world: World, simulation: WorldSimulation, region: number, zone: number): number {
  const isThere = (fleet: Fleet, row: number) => fleet.zone[row] === zone;
  const lost = loseInstances(world, simulation, region, isThere);
  losePool(world, simulation, { region, zone });
  serveWaiting(world, simulation, region);
  return lost + loseJobs(world, simulation, { region, zone });
}

function loseInstances(
  world: World,
  simulation: WorldSimulation,
  region: number,
  isThere: (fleet: Fleet, row: number) => boolean,
): number {
  const { fleet } = world;
  const from = region * fleet.rowsPerRegion;
  let lost = 0;
  integrateRegion(world, region, simulation.now);
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.state[row] === STATE.gone || !isThere(fleet, row)) continue;
    loseInstance(world, simulation, row);
    lost++;
  }
  return lost;
}

/** Every zone of the storm's regions takes its share of what is held there, under notice. */
function warnRegions(world: World, simulation: WorldSimulation, fault: FaultSetup): void {
  if (fault.share === 0) return;
  world.setup.regions.forEach(({ zones }, region) => {
    if (fault.region >= 0 && fault.region !== region) return;
    for (let zone = 0; zone < zones; zone++) {
      warnZone(world, simulation, { region, zone, share: 1 - fault.share });
    }
  });
}
