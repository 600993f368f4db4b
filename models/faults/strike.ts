import type { World, WorldSimulation } from '../world.ts';
import type { FaultSetup } from './fault.ts';

/** What a fault does in the instant in which it begins. */
export function strike(world: World, simulation: WorldSimulation, fault: FaultSetup): void {
  switch (fault.kind) {
    case 'region lost':
      return;
    default:
      return;
  }
}
