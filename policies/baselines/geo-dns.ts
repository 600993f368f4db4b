import type { RouteDecision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief } from '../observation.ts';
import { MISLOCATED, splitByMap } from './geo-split.ts';

const ID = 'baselines/geo-dns';

/** Static routing by the map. */
export const geoDns: PolicyListing = {
  doc:
    'Static geo-DNS: every group goes to the region nearest by great circle, except for the ' +
    'mislocated share, which goes to the second nearest. Decided once, never revised.',
  parameters: { mislocated: MISLOCATED },
  create(given, brief, every): LoopPolicy {
    const { mislocated } = resolveParameters(ID, geoDns.parameters, given);
    const plan = planOf(brief, mislocated);
    return {
      id: ID,
      wakes: { every },
      begin: () => false,
      decide({ memory }) {
        const because = { rule: 'nearest on the map', facts: { mislocated } };
        return { decisions: memory === true ? [] : plan, memory: true, because };
      },
    };
  },
};

function planOf(brief: Brief, mislocated: number): RouteDecision[] {
  return brief.groups.map((_, group) => ({
    kind: 'route',
    group,
    weights: splitByMap(brief, group, mislocated),
  }));
}
