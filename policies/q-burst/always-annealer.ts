import type { GateListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { SearchBrief, SearchGate } from '../search.ts';

const ID = 'q-burst/always-annealer';

/** The other end: whatever the annealer cannot do comes back as a failure. */
export const alwaysAnnealer: GateListing<SearchBrief, SearchGate> = {
  doc: 'Every search goes to the annealer first, even one that is too large for it.',
  parameters: {},
  create(given) {
    resolveParameters(ID, {}, given);
    return { id: ID, begin: () => null, choose: () => 1 };
  },
};
