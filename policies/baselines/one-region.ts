import type { Policy } from '../contract.ts';
import type { Decision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { canServe } from '../pools.ts';

const ID = 'baselines/one-region';

/** Routing of a game that runs in one region only. */
export const oneRegion: PolicyListing = {
  doc: 'One region: every group whose work it can do goes there, whatever happens there.',
  parameters: {
    region: {
      unit: 'count',
      least: 0,
      most: 63,
      default: 0,
      doc: 'Its place in the scenario, from 0; the last region where there are fewer.',
    },
  },
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, oneRegion.parameters, given);
    const chosen = Math.min(parameters.region, brief.regions.length - 1);
    const weights = brief.regions.map((_, region) => (region === chosen ? 1 : 0));
    const policy: Policy<Observation, Decision, boolean> = {
      id: ID,
      wakes: { every },
      begin: () => false,
      decide({ memory: isSent }) {
        const orders = brief.groups.flatMap((_, group): Decision[] => {
          return canServe(brief, group, chosen) ? [{ kind: 'route', group, weights }] : [];
        });
        const because = { rule: 'one region for all', facts: { region: chosen } };
        return { decisions: isSent ? [] : orders, memory: true, because };
      },
    };
    return policy;
  },
};
