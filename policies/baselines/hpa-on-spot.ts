import type { Policy } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import {
  type LoopPolicy,
  type ParameterSpecs,
  type PolicyListing,
  resolveParameters,
} from '../listing.ts';
import { MARKETS } from '../loop.ts';
import type { Market, Observation, RegionObservation } from '../observation.ts';
import { HPA_PARAMETERS, openHpa, WAITING } from './hpa-loop.ts';
import type { HpaMemory } from './hpa-rule.ts';

const ID = 'baselines/hpa-on-spot';

const PARAMETERS: ParameterSpecs = {
  ...HPA_PARAMETERS,
  'on-demand-floor': {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1,
    doc: 'On-demand instances kept in every region whatever spot does.',
  },
};

/**
 * The autoscaler's count bought as spot, with on-demand fallback as in SkyServe's SpotHedge
 * (Mao et al. 2024, arXiv 2411.01438): on-demand makes up for spot that is not ready, so it
 * covers the time spot takes to come as well as spot that is refused, and leaves as spot arrives.
 */
export const hpaOnSpot: PolicyListing = {
  doc:
    'Horizontal pod autoscaler on spot: the count of the autoscaler is bought as spot beyond an ' +
    'on-demand floor, and on-demand instances stand in for spot that is not ready.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const loop = openHpa(parameters, brief, MARKETS);
    const policy: Policy<Observation, Decision, readonly HpaMemory[]> = {
      id: ID,
      wakes: { every },
      begin: loop.begin,
      decide({ at, observation, memory }) {
        if (observation.window === 0) return { decisions: [], memory, because: WAITING };
        const next = loop.advise(memory, observation, at);
        const wanted = observation.regions.map((region, r) =>
          holdingOf(next[r].current, region, parameters['on-demand-floor']),
        );
        const decisions = observation.regions.flatMap((region, r) =>
          ordersFor(r, region, wanted[r]),
        );
        const because = { rule: 'follow utilisation on spot', facts: factsOf(wanted) };
        return { decisions, memory: next, because };
      },
    };
    return policy;
  },
};

type Holding = Readonly<Record<Market, number>>;

/** Spot beyond the floor; on-demand for the floor and for spot that serves nothing yet. */
function holdingOf(desired: number, { ready }: RegionObservation, floor: number): Holding {
  const spot = Math.max(0, desired - floor);
  const fallback = Math.max(0, spot - ready.spot);
  return { 'on-demand': Math.min(desired, floor + fallback), spot };
}

function ordersFor(
  region: number,
  { ready, booting }: RegionObservation,
  wanted: Holding,
): ScaleDecision[] {
  return MARKETS.filter((market) => ready[market] + booting[market] !== wanted[market]).map(
    (market) => ({ kind: 'scale', region, market, instances: wanted[market] }),
  );
}

function factsOf(wanted: readonly Holding[]) {
  return {
    onDemand: wanted.reduce((sum, holding) => sum + holding['on-demand'], 0),
    spot: wanted.reduce((sum, { spot }) => sum + spot, 0),
  };
}
