import type { Policy } from '../contract.ts';
import type { Decision, RouteDecision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { addProbes, closestRegions, noProbes, type Probes } from '../probes.ts';

const ID = 'baselines/nearest';

interface Memory {
  readonly probes: Probes;
  /** Where each group goes now; -1 before the first order. */
  readonly chosen: readonly number[];
}

/** Routing by measured round trips only. */
export const nearest: PolicyListing = {
  doc: 'Nearest region: every group goes to the region with the lowest measured median round trip.',
  parameters: {
    probes: {
      unit: 'count',
      least: 1,
      most: 1000,
      default: 31,
      doc: 'Probes per link the median is taken over, the newest ones.',
    },
  },
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, nearest.parameters, given);
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({
        probes: noProbes(brief, parameters.probes),
        chosen: brief.groups.map(() => -1),
      }),
      decide({ observation, memory }) {
        const probes = addProbes(memory.probes, observation.groups);
        const chosen = closestRegions(probes, brief, 0.5);
        const decisions: RouteDecision[] = [];
        chosen.forEach((region, group) => {
          if (region === memory.chosen[group]) return;
          const weights = brief.regions.map((_, r) => (r === region ? 1 : 0));
          decisions.push({ kind: 'route', group, weights });
        });
        const because = { rule: 'lowest median round trip', facts: { moved: decisions.length } };
        return { decisions, memory: { probes, chosen }, because };
      },
    };
    return policy;
  },
};
