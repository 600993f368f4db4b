import type { Duration, SimTime } from '../../engine/units.ts';
import { DAY, MINUTE } from '../../engine/units.ts';
import type { Policy } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import { meanOfHistogram } from '../histogram.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief, Observation, RegionObservation } from '../observation.ts';
import { slotsOf } from '../pools.ts';

const ID = 'baselines/mean-load';

/** Samples of the offered load per region, oldest first. */
interface Memory {
  readonly samples: readonly (readonly Sample[])[];
}

interface Sample {
  readonly at: SimTime;
  /** Length of the observed window. */
  readonly window: Duration;
  readonly load: number;
}

/** Follows the mean and knows no variance. */
export const meanLoad: PolicyListing = {
  doc:
    'Mean-load provisioning: on-demand slots for the mean offered load over a trailing window, ' +
    'divided by a target utilisation; variance and forecasts are ignored.',
  parameters: {
    window: {
      unit: 'duration',
      least: MINUTE,
      most: DAY,
      default: 30 * MINUTE,
      doc: 'Length of the trailing window the load is averaged over.',
    },
    target: {
      unit: 'ratio',
      least: 0.05,
      most: 1,
      default: 0.8,
      doc: 'Utilisation aimed at: slots are the mean load divided by this.',
    },
    least: {
      unit: 'count',
      least: 0,
      most: 1_000_000,
      default: 1,
      doc: 'Fewest instances held in any region.',
    },
  },
  create(given, brief, every): LoopPolicy {
    const { window, target, least } = resolveParameters(ID, meanLoad.parameters, given);
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({ samples: brief.regions.map(() => []) }),
      decide({ observedAt, observation, memory }) {
        if (observation.window === 0) return waiting(memory);
        const samples = memory.samples.map((before, r) => {
          const load = offeredLoad(observation.regions[r], observation.window, brief);
          return remember(before, { at: observedAt, window: observation.window, load }, window);
        });
        const wanted = samples.map((kept, r) => {
          const instances = Math.ceil(meanOf(kept) / target / slotsOf(brief, r));
          return Math.min(brief.regions[r].quota, Math.max(least, instances));
        });
        const decisions = changesOf(observation, wanted);
        const facts = { instances: wanted.reduce((sum, n) => sum + n, 0) };
        const because = { rule: 'follow the mean load', facts };
        return { decisions, memory: { samples }, because };
      },
    };
    return policy;
  },
};

/** Offered load in erlangs: arrivals times mean service, whether or not they could be served. */
function offeredLoad(region: RegionObservation, window: Duration, brief: Brief): number {
  return (region.arrivals * meanOfHistogram(region.service, brief.plannedService)) / window;
}

function waiting(memory: Memory) {
  return { decisions: [], memory, because: { rule: 'wait for a first observation', facts: {} } };
}

function remember(before: readonly Sample[], sample: Sample, window: Duration): readonly Sample[] {
  if (before.length > 0 && before[before.length - 1].at >= sample.at) return before;
  const since = sample.at - window;
  return [...before.filter(({ at }) => at > since), sample];
}

function meanOf(samples: readonly Sample[]): number {
  const span = samples.reduce((sum, { window }) => sum + window, 0);
  const area = samples.reduce((sum, { window, load }) => sum + window * load, 0);
  return span > 0 ? area / span : 0;
}

function changesOf(observation: Observation, wanted: readonly number[]): ScaleDecision[] {
  const changes: ScaleDecision[] = [];
  observation.regions.forEach(({ ready, booting }, region) => {
    const held = ready['on-demand'] + booting['on-demand'];
    const instances = wanted[region];
    if (held !== instances) changes.push({ kind: 'scale', region, market: 'on-demand', instances });
  });
  return changes;
}
