import type { Policy } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { HPA_PARAMETERS, openHpa, WAITING } from './hpa-loop.ts';
import type { HpaMemory } from './hpa-rule.ts';

const ID = 'baselines/hpa';

/** What Kubernetes does by default, region by region. */
export const hpa: PolicyListing = {
  doc:
    'Horizontal pod autoscaler: on-demand instances follow slot utilisation by the rule of ' +
    'Kubernetes, with its tolerance, stabilisation windows and rate limits.',
  parameters: HPA_PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const loop = openHpa(resolveParameters(ID, HPA_PARAMETERS, given), brief, ['on-demand']);
    const policy: Policy<Observation, Decision, readonly HpaMemory[]> = {
      id: ID,
      wakes: { every },
      begin: loop.begin,
      decide({ at, observation, memory }) {
        if (observation.window === 0) return { decisions: [], memory, because: WAITING };
        const next = loop.advise(memory, observation, at);
        const decisions = changesOf(observation, memory, next);
        const facts = { instances: next.reduce((sum, { current }) => sum + current, 0) };
        return { decisions, memory: next, because: { rule: 'follow utilisation', facts } };
      },
    };
    return policy;
  },
};

/** Orders where the advice moved, or where an earlier order was not granted in full. */
function changesOf(
  observation: Observation,
  before: readonly HpaMemory[],
  after: readonly HpaMemory[],
): ScaleDecision[] {
  const changes: ScaleDecision[] = [];
  observation.regions.forEach(({ ready, booting }, region) => {
    const held = ready['on-demand'] + booting['on-demand'];
    const instances = after[region].current;
    const isMoved = before[region].current >= 0 && before[region].current !== instances;
    // What nobody uses from the first is given up, where the rule may go down to nothing.
    const isIdle = before[region].current < 0 && instances === 0 && held > 0;
    if (isMoved || isIdle || held < instances) {
      changes.push({ kind: 'scale', region, market: 'on-demand', instances });
    }
  });
  return changes;
}
