import type { MembershipSetup } from '../models/membership/setup.ts';

/** How regions agree on which of them are in; voters by the names of their regions. */
export interface MembershipScenario extends Omit<MembershipSetup, 'voters'> {
  readonly voters: readonly string[];
}
