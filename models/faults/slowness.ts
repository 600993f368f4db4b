import type { World } from '../world.ts';
import type { FaultState } from './fault.ts';

/** Notes the factor that a session's service begins with; most runs never have to. */
export function noteSlowness({ faults, sessions }: World, row: number, factor: number): void {
  if (row >= faults.slowServices.length) {
    if (factor === 1) return;
    const larger = new Float64Array(sessions.group.length).fill(1);
    larger.set(faults.slowServices);
    faults.slowServices = larger;
  }
  faults.slowServices[row] = factor;
}

/** The factor that a session's service began with. */
export function slownessOf({ slowServices }: FaultState, row: number): number {
  return row < slowServices.length ? slowServices[row] : 1;
}
