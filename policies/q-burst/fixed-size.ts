import type { GateListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { SearchBrief, SearchGate } from '../search.ts';

const ID = 'q-burst/fixed-size';

/** The rule of thumb that a paper's frontier turns into: a size, whatever the queues are like. */
export const fixedSize: GateListing<SearchBrief, SearchGate> = {
  doc: 'Searches from a size on go to the annealer, as long as they fit; queues are not looked at.',
  parameters: {
    from: {
      unit: 'count',
      least: 1,
      most: 1_000_000,
      default: 100,
      doc: 'Variables from which a search goes to the annealer.',
    },
  },
  create(given, brief) {
    const { from } = resolveParameters(ID, fixedSize.parameters, given);
    const choose: SearchGate['choose'] = ({ size }) =>
      size >= from && size <= brief.mostVariables ? 1 : 0;
    return { id: ID, begin: () => null, choose };
  },
};
