import { SECOND } from '../../engine/units.ts';
import type { ScaleDecision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import { slotsOf } from '../pools.ts';
import { MISLOCATED, splitByMap } from './geo-split.ts';

const ID = 'baselines/peak';

/** Holds the planned launch peak everywhere, all the time. */
export const peak: PolicyListing = {
  doc:
    'Peak provisioning: on-demand instances for what geo-DNS sends each region at the planned ' +
    'peak, plus headroom, ordered once and ordered again only when some are missing.',
  parameters: {
    headroom: {
      unit: 'ratio',
      least: 0,
      most: 10,
      default: 0.3,
      doc: 'Capacity beyond the planned peak load, relative to it.',
    },
    least: {
      unit: 'count',
      least: 0,
      most: 1_000_000,
      default: 1,
      doc: 'Fewest instances held in any region.',
    },
    mislocated: MISLOCATED,
  },
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, peak.parameters, given);
    const wanted = peakInstances(brief, parameters);
    return {
      id: ID,
      wakes: { every },
      begin: () => null,
      decide({ observation }) {
        const decisions: ScaleDecision[] = [];
        observation.regions.forEach(({ ready, booting }, region) => {
          const held = ready['on-demand'] + booting['on-demand'];
          const instances = wanted[region];
          if (held < instances) {
            decisions.push({ kind: 'scale', region, market: 'on-demand', instances });
          }
        });
        const facts = { instances: wanted.reduce((sum, n) => sum + n, 0) };
        return { decisions, memory: null, because: { rule: 'hold the planned peak', facts } };
      },
    };
  },
};

/** Instances per region for the planned peak as geo-DNS splits it, within quota. */
function peakInstances(brief: Brief, { headroom, least, mislocated }: Parameters): number[] {
  const load = brief.regions.map(() => 0);
  brief.groups.forEach((group, g) => {
    const erlangs = (group.plannedPeakRate * brief.plannedService) / SECOND;
    splitByMap(brief, g, mislocated).forEach((share, r) => {
      load[r] += share * erlangs;
    });
  });
  return brief.regions.map((region, r) => {
    const wanted = Math.ceil((load[r] * (1 + headroom)) / slotsOf(brief, r));
    return Math.min(region.quota, Math.max(least, wanted));
  });
}
