import type { Policy, Turn } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import {
  type LoopPolicy,
  type ParameterSpecs,
  type PolicyListing,
  resolveParameters,
} from '../listing.ts';
import type { Brief, Market, Observation } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import {
  type GivenOrder,
  keptOrders,
  noteOrders,
  refusedZones,
  spotOrders,
} from '../spot/orders.ts';
import { beginTargets, followLoad, TARGET_PARAMETERS, type TargetMemory } from '../spot/target.ts';
import { beginZones, spreadOver, watchZones, type ZonesMemory, zonesOf } from '../spot/zones.ts';

const ID = 'baselines/spot-hedge';

const PARAMETERS: ParameterSpecs = {
  ...TARGET_PARAMETERS,
  'over-provision': {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1,
    doc: 'Spot instances beyond the target in every region.',
  },
  'base-on-demand': {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 0,
    doc: 'On-demand instances in every region whatever spot does, up to the target.',
  },
  fallback: {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 1,
    doc: 'Share of missing spot that on-demand stands in for; 0 % is spot without a hedge.',
  },
};

interface Memory {
  readonly turns: number;
  readonly targets: readonly TargetMemory[];
  readonly zones: readonly ZonesMemory[];
  readonly given: readonly GivenOrder[];
}

/**
 * SpotHedge as SkyServe codes it (Mao et al. 2024, arXiv 2411.01438; `sky/serve/autoscalers.py`
 * and `spot_placer.py`, read November 2026): spot beyond the target, on-demand for spot that is
 * not *ready*, zones left out after a preemption or a failed launch. Where the code keeps no order
 * between zones that hold some already, the emptiest is taken here: the spread is what it is for.
 */
export const spotHedge: PolicyListing = {
  doc:
    'SpotHedge of SkyServe: the target and some more are bought as spot, spread over zones that ' +
    'have not failed of late, and on-demand stands in for spot that is not ready.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({
        turns: 0,
        targets: beginTargets(brief),
        zones: brief.regions.map(() => beginZones()),
        given: [],
      }),
      decide(turn) {
        const { memory, observation } = turn;
        if (observation.window > 0) return hedge(turn, parameters, brief);
        const because = { rule: 'wait for a first observation', facts: {} };
        return { decisions: [], memory: { ...memory, turns: memory.turns + 1 }, because };
      },
    };
    return policy;
  },
};

type Holding = Readonly<Record<Market, number>>;

function hedge(turn: Turn<Observation, Memory>, parameters: Parameters, brief: Brief) {
  const { observation, receipts, memory } = turn;
  const targets = followLoad(memory.targets, parameters, brief, turn);
  const decisions: ScaleDecision[] = [];
  const facts = { target: 0, onDemand: 0, spot: 0 };
  const zones = observation.regions.map((seen, region) => {
    const refused = refusedZones(memory.given, receipts, region);
    const watched = watchZones(memory.zones[region], zonesOf(seen), refused);
    const { target } = targets[region];
    const wanted = holdingOf(target, seen.ready.spot, parameters);
    const room = Math.max(0, brief.regions[region].quota - wanted['on-demand']);
    const ordered = spreadOver(watched, Math.min(wanted.spot, room));
    decisions.push(...keptOrders(region, seen, wanted['on-demand']));
    decisions.push(...spotOrders(region, seen, watched.held, ordered));
    facts.target += target;
    facts.onDemand += wanted['on-demand'];
    facts.spot += wanted.spot;
    return { ...watched, ordered };
  });
  const given = noteOrders(memory.given, memory.turns, decisions);
  const because = { rule: 'spot and some more, on-demand for what is not ready', facts };
  return { decisions, memory: { turns: memory.turns + 1, targets, zones, given }, because };
}

/** What over-provision adds is never made up for: on-demand stops at the target. */
function holdingOf(target: number, readySpot: number, parameters: Parameters): Holding {
  const base = parameters['base-on-demand'];
  const spot = Math.max(0, target + parameters['over-provision'] - base);
  const missing = Math.max(0, spot - readySpot);
  const onDemand = Math.min(target, base + Math.ceil(parameters.fallback * missing));
  return { 'on-demand': onDemand, spot };
}
