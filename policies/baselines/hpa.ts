import { HOUR, MINUTE, SECOND } from '../../engine/units.ts';
import type { Policy } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import type { PolicyListing } from '../listing.ts';
import { type LoopPolicy, type ParameterSpecs, resolveParameters } from '../listing.ts';
import type { Brief, Observation, RegionObservation } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import { adviseReplicas, type HpaMemory, type HpaSettings } from './hpa-rule.ts';

const ID = 'baselines/hpa';

const PARAMETERS: ParameterSpecs = {
  target: {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.6,
    doc: 'Utilisation aimed at: busy over ready slot time.',
  },
  tolerance: {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.1,
    doc: 'Relative deviation from the target that changes nothing.',
  },
  'up-window': {
    unit: 'duration',
    least: 0,
    most: HOUR,
    default: 0,
    doc: 'Stabilisation window for scaling out: the lowest recommendation in it counts.',
  },
  'down-window': {
    unit: 'duration',
    least: 0,
    most: HOUR,
    default: 5 * MINUTE,
    doc: 'Stabilisation window for scaling in: the highest recommendation in it counts.',
  },
  'up-share': {
    unit: 'ratio',
    least: 0,
    most: 100,
    default: 1,
    doc: 'Most instances added within a period, relative to the count at its start.',
  },
  'up-instances': {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 4,
    doc: 'Most instances added within a period where that is more than the share allows.',
  },
  'down-share': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 1,
    doc: 'Most instances removed within a period, relative to the count at its start.',
  },
  period: {
    unit: 'duration',
    least: SECOND,
    most: HOUR,
    default: 15 * SECOND,
    doc: 'Period of the rate limits.',
  },
  least: {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1,
    doc: 'Fewest instances in any region.',
  },
  most: {
    unit: 'count',
    least: 1,
    most: 1_000_000,
    default: 1_000_000,
    doc: "Most instances in any region; the region's quota where that is less.",
  },
};

/** What Kubernetes does by default, region by region. */
export const hpa: PolicyListing = {
  doc:
    'Horizontal pod autoscaler: on-demand instances follow slot utilisation by the rule of ' +
    'Kubernetes, with its tolerance, stabilisation windows and rate limits.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const settings = brief.regions.map(({ quota }) => settingsOf(parameters, quota));
    const policy: Policy<Observation, Decision, readonly HpaMemory[]> = {
      id: ID,
      wakes: { every },
      begin: () => brief.regions.map(() => ({ current: -1, recommendations: [], changes: [] })),
      decide({ at, observation, memory }) {
        if (observation.window === 0) return { decisions: [], memory, because: WAITING };
        const next = observation.regions.map((region, r) =>
          adviseReplicas(settings[r], memory[r], { at, ...sampleOf(region) }),
        );
        const decisions = changesOf(observation, memory, next);
        const facts = { instances: next.reduce((sum, { current }) => sum + current, 0) };
        return { decisions, memory: next, because: { rule: 'follow utilisation', facts } };
      },
    };
    return policy;
  },
};

const WAITING = { rule: 'wait for a first observation', facts: {} };

function settingsOf(parameters: Parameters, quota: Brief['regions'][number]['quota']): HpaSettings {
  return {
    target: parameters.target,
    tolerance: parameters.tolerance,
    upWindow: parameters['up-window'],
    downWindow: parameters['down-window'],
    upShare: parameters['up-share'],
    upPods: parameters['up-instances'],
    downShare: parameters['down-share'],
    period: parameters.period,
    least: Math.min(parameters.least, quota),
    most: Math.min(parameters.most, quota),
  };
}

function sampleOf(region: RegionObservation) {
  const { readySlotSeconds, busySlotSeconds } = region;
  return {
    ready: region.ready['on-demand'],
    unready: region.booting['on-demand'],
    utilisation: readySlotSeconds > 0 ? busySlotSeconds / readySlotSeconds : undefined,
  };
}

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
    if (isMoved || held < instances) {
      changes.push({ kind: 'scale', region, market: 'on-demand', instances });
    }
  });
  return changes;
}
