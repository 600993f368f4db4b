import type { CouncilSetup } from '../models/membership/setup.ts';
import type { Scenario } from './scenario.ts';

/** The agreement of regions, over the ways between them; nothing where there is none. */
export function compileMembership(
  { membership, regions }: Scenario,
  { between, jitter }: Pick<CouncilSetup, 'between' | 'jitter'>,
): { readonly membership?: CouncilSetup } {
  if (membership === undefined) return {};
  const names = regions.map(({ name }) => name);
  const voters = membership.voters.map((voter) => names.indexOf(voter)).sort((a, b) => a - b);
  return { membership: { ...membership, voters, between, jitter } };
}
