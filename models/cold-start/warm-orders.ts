import type { Receipt } from '../../policies/contract.ts';
import type { WarmDecision } from '../../policies/decision.ts';
import type { RegionObservation } from '../../policies/observation.ts';
import type { World, WorldSimulation } from '../world.ts';
import { countParked, countPool, fillPool } from './pool.ts';

/** Sets the size of a region's warm pool; granted is the change in instances held there. */
export function resizePool(
  world: World,
  simulation: WorldSimulation,
  { region, instances }: WarmDecision,
): Omit<Receipt, 'order' | 'at'> {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages' || setup.boot.pool === undefined) {
    return { outcome: 'refused', granted: 0, reason: 'the scenario has no warm pool' };
  }
  const before = countPool(world, region);
  coldStart.poolSize[region] = instances;
  const reason = fillPool(world, simulation, region);
  const granted = countPool(world, region) - before;
  if (granted === instances - before) return { outcome: 'done', granted, reason: '' };
  return { outcome: granted === 0 ? 'refused' : 'partial', granted, reason };
}

/** What telemetry says of a region's pool; nothing where the scenario has none. */
export function observePool(world: World, region: number): Pick<RegionObservation, 'warm'> {
  const { boot } = world.setup;
  if (boot.kind !== 'stages' || boot.pool === undefined) return {};
  return { warm: countParked(world, region) };
}
