import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { refuseQuota } from './launching.ts';
import { nextAttempt } from './offerings.ts';

/**
 * Notes how many on-demand instances a region wants from now on; an attempt that was due for an
 * earlier order is off.
 */
export function noteWanted(
  world: World,
  simulation: WorldSimulation,
  cell: { readonly region: number; readonly market: number },
  target: number,
): void {
  const { coldStart } = world;
  if (coldStart === undefined || cell.market !== 0) return;
  coldStart.wanted[cell.region] = target;
  const due = coldStart.retries[cell.region];
  if (due >= 0) simulation.cancel(due);
  coldStart.retries[cell.region] = -1;
}

/** After a capacity error the provisioner tries again when an offering leaves its list. */
export function awaitCapacity(
  world: World,
  simulation: WorldSimulation,
  { region, market }: { readonly region: number; readonly market: number },
): void {
  const { coldStart } = world;
  if (coldStart === undefined || market !== 0 || refuseQuota(world, region) !== '') return;
  const at = nextAttempt(world, region, simulation.now);
  coldStart.retries[region] = simulation.schedule(at, KIND.provisionerRetries, region, 0);
}
