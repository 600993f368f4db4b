import { type Duration, MILLISECOND, SECOND } from '../engine/units.ts';
import type { DetailSetup } from '../models/setup.ts';
import type { Scenario } from './scenario.ts';

/** Steps in a mean service, and the longest step of a counted queue. */
const STEPS_PER_SERVICE = 50;
/** Steps of expectations: about a mean service. */
const SHORTEST_FLUID = 100 * MILLISECOND;
const LONGEST_FLUID = 5 * SECOND;
const LONGEST = 50 * MILLISECOND;

/** The steps of a run that is not exact: short beside a service, so that waits keep their shape. */
export function compileDetail(
  { detail }: Scenario,
  meanHold: Duration,
): { readonly detail?: DetailSetup } {
  if (detail === undefined) return {};
  if (detail.kind === 'fluid') {
    const step = Math.min(LONGEST_FLUID, Math.max(SHORTEST_FLUID, Math.round(meanHold)));
    return { detail: { kind: 'fluid', step } };
  }
  const step = Math.min(LONGEST, Math.max(MILLISECOND, Math.floor(meanHold / STEPS_PER_SERVICE)));
  return { detail: { ...detail, step } };
}
