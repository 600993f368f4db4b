import type { GateListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { SearchBrief, SearchGate } from '../search.ts';

const ID = 'q-burst/always-classical';

/** The baseline of today: no annealer. */
export const alwaysClassical: GateListing<SearchBrief, SearchGate> = {
  doc: 'Every search goes to the own classical machines, as studios do today.',
  parameters: {},
  create(given) {
    resolveParameters(ID, {}, given);
    return { id: ID, begin: () => null, choose: () => 0 };
  },
};
