import { HOUR, MINUTE, SECOND } from '../../engine/units.ts';
import type { ParameterSpecs } from '../listing.ts';
import type { Brief, Market, Observation, RegionObservation } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import { adviseReplicas, type HpaMemory, type HpaSample, type HpaSettings } from './hpa-rule.ts';

/** The tunables of the autoscaler, whatever its replicas are bought as. */
export const HPA_PARAMETERS: ParameterSpecs = {
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

/** The autoscaler of every region: the same rule, each with its own quota. */
export interface HpaLoop {
  begin(): readonly HpaMemory[];
  /** One run of the rule per region; `current` of each memory is the count asked for now. */
  advise(
    memory: readonly HpaMemory[],
    observation: Observation,
    at: HpaSample['at'],
  ): readonly HpaMemory[];
}

/** Opens the autoscaler; replicas run on instances of these markets, and only on them. */
export function openHpa(parameters: Parameters, brief: Brief, markets: readonly Market[]): HpaLoop {
  const settings = brief.regions.map(({ quota }) => settingsOf(parameters, quota));
  return {
    begin: () => brief.regions.map(() => ({ current: -1, recommendations: [], changes: [] })),
    advise: (memory, { regions }, at) =>
      regions.map((region, r) =>
        adviseReplicas(settings[r], memory[r], { at, ...sampleOf(region, markets) }),
      ),
  };
}

/** The reason for holding still before anything was observed. */
export const WAITING = { rule: 'wait for a first observation', facts: {} };

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

function sampleOf(region: RegionObservation, markets: readonly Market[]) {
  const { readySlotSeconds, busySlotSeconds, ready, booting } = region;
  return {
    ready: markets.reduce((sum, market) => sum + ready[market], 0),
    unready: markets.reduce((sum, market) => sum + booting[market], 0),
    utilisation: readySlotSeconds > 0 ? busySlotSeconds / readySlotSeconds : undefined,
  };
}
