import type { Duration } from '../engine/units.ts';
import type { LoopPolicy, PolicyListing } from './listing.ts';
import type { Brief } from './observation.ts';
import type { Parameters } from './parameters.ts';
import type { ShieldLimits } from './shield/limits.ts';
import { shieldPolicy } from './shield/shield.ts';

/** One loop as it was chosen: a policy of the registry, its period and its parameters. */
export interface LoopChoice {
  readonly use: string;
  readonly every: Duration;
  readonly parameters: Parameters;
  /** The envelope of the shield before it; absent: none. */
  readonly shield?: ShieldLimits;
}

/** Makes the policy of a loop, behind its shield where it has one. */
export function openLoop(listing: PolicyListing, choice: LoopChoice, brief: Brief): LoopPolicy {
  const policy = listing.create(choice.parameters, brief, choice.every);
  return choice.shield === undefined ? policy : shieldPolicy(policy, choice.shield, brief);
}
