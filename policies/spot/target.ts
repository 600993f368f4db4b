import type { Duration, SimTime } from '../../engine/units.ts';
import { MINUTE } from '../../engine/units.ts';
import { meanOfHistogram } from '../histogram.ts';
import type { ParameterSpecs } from '../listing.ts';
import type { Brief, Observation } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import { slotsOf } from '../pools.ts';

const HOURS_MOST = 60 * MINUTE;

/**
 * The tunables of the target. Window and delays are those of SkyServe by default
 * (`sky/serve/constants.py` and `autoscalers.py`, read November 2026).
 */
export const TARGET_PARAMETERS: ParameterSpecs = {
  utilisation: {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.7,
    doc: 'Utilisation aimed at: the target is the offered load over this, in whole instances.',
  },
  window: {
    unit: 'duration',
    least: 1,
    most: HOURS_MOST,
    default: MINUTE,
    doc: 'Length of the trailing window the offered load is averaged over.',
  },
  'up-delay': {
    unit: 'duration',
    least: 0,
    most: HOURS_MOST,
    default: 5 * MINUTE,
    doc: 'How long more must have been wanted at every turn before the target rises.',
  },
  'down-delay': {
    unit: 'duration',
    least: 0,
    most: HOURS_MOST,
    default: 20 * MINUTE,
    doc: 'How long less must have been wanted at every turn before the target falls.',
  },
  least: {
    unit: 'count',
    least: 1,
    most: 1_000_000,
    default: 1,
    doc: 'Fewest instances aimed at in any region.',
  },
};

interface LoadSample {
  readonly at: SimTime;
  readonly window: Duration;
  /** Erlangs. */
  readonly load: number;
}

/** What the target of one region remembers. */
export interface TargetMemory {
  readonly samples: readonly LoadSample[];
  /** Instances aimed at; 0 before the first observation. */
  readonly target: number;
  /** Since when more, or less, was wanted at every turn; -1: it was not. */
  readonly aboveSince: SimTime;
  readonly belowSince: SimTime;
}

/** One turn's look at all regions. */
export interface TargetLook {
  readonly at: SimTime;
  readonly observedAt: SimTime;
  readonly observation: Observation;
}

/** Nothing seen, nothing aimed at. */
export function beginTargets({ regions }: Brief): readonly TargetMemory[] {
  return regions.map(() => ({ samples: [], target: 0, aboveSince: -1, belowSince: -1 }));
}

/**
 * Instances that the offered load asks for, region by region, as SkyServe's request-rate rule has
 * it: the first target at once, a change only when it was wanted at every turn of its delay. What
 * is ready plays no part, so the same load gives every way of buying the same target.
 */
export function followLoad(
  before: readonly TargetMemory[],
  parameters: Parameters,
  brief: Brief,
  look: TargetLook,
): readonly TargetMemory[] {
  return before.map((memory, region) => {
    const samples = addLoad(memory.samples, parameters.window, brief, { ...look, region });
    const load = meanLoad(samples) / (parameters.utilisation * slotsOf(brief, region));
    const most = brief.regions[region].quota;
    const wanted = Math.min(most, Math.max(parameters.least, Math.ceil(load - 1e-9)));
    return hold({ ...memory, samples }, parameters, look.at, wanted);
  });
}

function hold(
  memory: TargetMemory,
  parameters: Parameters,
  at: SimTime,
  wanted: number,
): TargetMemory {
  const settled = { ...memory, aboveSince: -1, belowSince: -1 };
  const { target } = memory;
  if (target === 0 || wanted === target) return { ...settled, target: wanted };
  const isUp = wanted > target;
  const known = isUp ? memory.aboveSince : memory.belowSince;
  const since = known < 0 ? at : known;
  const delay = parameters[isUp ? 'up-delay' : 'down-delay'];
  if (at - since >= delay) return { ...settled, target: wanted };
  return isUp ? { ...settled, aboveSince: since } : { ...settled, belowSince: since };
}

function addLoad(
  samples: readonly LoadSample[],
  span: Duration,
  brief: Brief,
  { observation, observedAt, region }: TargetLook & { readonly region: number },
): readonly LoadSample[] {
  if (samples.length > 0 && samples[samples.length - 1].at >= observedAt) return samples;
  const { arrivals, service } = observation.regions[region];
  const { window } = observation;
  const load = (arrivals * meanOfHistogram(service, brief.plannedService)) / window;
  const kept = samples.filter(({ at }) => at > observedAt - span);
  return [...kept, { at: observedAt, window, load }];
}

function meanLoad(samples: readonly LoadSample[]): number {
  let span = 0;
  let area = 0;
  for (const { window, load } of samples) {
    span += window;
    area += window * load;
  }
  return span > 0 ? area / span : 0;
}
