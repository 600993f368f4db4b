import { exp } from '../../engine/math.ts';
import { HOUR, MILLISECOND, MINUTE, SECOND, type SimTime } from '../../engine/units.ts';
import type { Policy } from '../contract.ts';
import type { Decision, RouteDecision } from '../decision.ts';
import {
  type LoopPolicy,
  type ParameterSpecs,
  type PolicyListing,
  resolveParameters,
} from '../listing.ts';
import type { Brief, Observation } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import { addProbes, noProbes, type Probes, rttQuantile } from '../probes.ts';
import { shareBeyond } from '../queueing/work-law.ts';
import { type LateRisks, openLateRisks } from './late-risks.ts';
import { regionNetworks } from './region-network.ts';
import { openRegionPieces, type RegionPieces } from './region-pieces.ts';
import { planRoutes } from './route-plan.ts';
import type { RouteProblem, RoutingSettings } from './route-problem.ts';
import { learnWork, noWorkKnowledge, type WorkKnowledge } from './work-knowledge.ts';

const ID = 'ecim-g/latency-budget-routing';

const PARAMETERS: ParameterSpecs = {
  'late-target': {
    unit: 'ratio',
    least: 0.0001,
    most: 0.5,
    default: 0.01,
    doc: 'Curable late share up to which a region counts as having room.',
  },
  'late-penalty': {
    unit: 'duration',
    least: 0,
    most: HOUR,
    default: SECOND,
    doc: 'Round-trip time that one late answer is worth: the price of service-time risk.',
  },
  'move-penalty': {
    unit: 'duration',
    least: 0,
    most: HOUR,
    default: 10 * MILLISECOND,
    doc: 'Round-trip time that must be saved before players move to another region.',
  },
  'rtt-cap': {
    unit: 'duration',
    least: MILLISECOND,
    most: HOUR,
    default: 150 * MILLISECOND,
    doc: 'Links slower than this are not used, unless a group has no other.',
  },
  'rtt-quantile': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.9,
    doc: 'Quantile of the recent probes that stands for a link.',
  },
  probes: {
    unit: 'count',
    least: 1,
    most: 1000,
    default: 31,
    doc: 'Probes kept per link, the newest ones.',
  },
  'rate-time': {
    unit: 'duration',
    least: SECOND,
    most: HOUR,
    default: 5 * MINUTE,
    doc: 'Time constant over which request rates are smoothed.',
  },
  'dead-band': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.02,
    doc: "A group's weights change only when one of them moves by more than this.",
  },
};

interface Memory {
  readonly observedAt: SimTime;
  /** Smoothed requests per second by group; -1 before the first scrape. */
  readonly rates: readonly number[];
  readonly probes: Probes;
  /** Quantile of the probes and mean look-ups by group and region; Infinity: not measured. */
  readonly rtt: readonly (readonly number[])[];
  /** Weights in force by group; empty before the first order. */
  readonly weights: readonly (readonly number[])[];
  readonly work: WorkKnowledge;
}

/** Players to regions by min-cost flow: round trip plus service-time risk. */
export const latencyBudgetRouting: PolicyListing = {
  doc:
    'Latency-budget routing: a min-cost flow of player groups over regions; arcs cost the ' +
    "measured round trip plus the risk of a late answer at the region's ready slots, and " +
    'moving players costs too.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const risks = openLateRisks(brief, brief.bootP95);
    const piecesOf = openRegionPieces(risks, {
      lateTarget: parameters['late-target'],
      latePenalty: parameters['late-penalty'],
    });
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({
        observedAt: -1,
        rates: brief.groups.map(() => -1),
        probes: noProbes(brief, parameters.probes),
        rtt: brief.groups.map(() => brief.regions.map(() => Infinity)),
        weights: brief.groups.map(() => []),
        work: noWorkKnowledge(),
      }),
      decide({ observedAt, observation, memory }) {
        const isNew = observation.window > 0 && observedAt > memory.observedAt;
        const known = isNew
          ? learn(memory, { observation, observedAt, parameters, brief })
          : memory;
        return route(known, observation, { brief, parameters, risks, piecesOf });
      },
    };
    return policy;
  },
};

interface Seen {
  readonly observation: Observation;
  readonly observedAt: SimTime;
  readonly parameters: Parameters;
  readonly brief: Brief;
}

function learn(memory: Memory, { observation, observedAt, parameters, brief }: Seen): Memory {
  const blend = 1 - exp(-observation.window / parameters['rate-time']);
  const rates = memory.rates.map((before, g) => {
    const rate = (observation.groups[g].requests * SECOND) / observation.window;
    return before < 0 ? rate : before + blend * (rate - before);
  });
  const probes = addProbes(memory.probes, observation.groups);
  const quantile = parameters['rtt-quantile'];
  const rtt = memory.rtt.map((links, group) =>
    links.map((before, region) => {
      const trip = rttQuantile(probes, { group, region }, quantile, before);
      return trip + (brief.groups[group].lookUps?.[region] ?? 0);
    }),
  );
  const work = learnWork(memory.work, observation, observedAt);
  return { ...memory, observedAt, rates, probes, rtt, work };
}

interface Setting {
  readonly brief: Brief;
  readonly parameters: Parameters;
  readonly risks: LateRisks;
  readonly piecesOf: RegionPieces;
}

function route(memory: Memory, observation: Observation, setting: Setting) {
  const before = memory.weights;
  const plan = planRoutes(problemOf(memory, observation, setting));
  const decisions: RouteDecision[] = [];
  const weights = plan.weights.map((wanted, group) => {
    if (isWithin(before[group], wanted, setting.parameters['dead-band'])) return before[group];
    decisions.push({ kind: 'route', group, weights: wanted });
    return wanted;
  });
  const { meanRtt, overflow } = plan;
  const facts = { meanRtt, overflow, moved: decisions.length };
  const because = { rule: 'cheapest flow of round trip and service-time risk', facts };
  return { decisions, memory: { ...memory, weights }, because };
}

function problemOf(memory: Memory, observation: Observation, setting: Setting): RouteProblem {
  const { brief, parameters, piecesOf } = setting;
  const { rtt, weights: before, work } = memory;
  const rates = memory.rates.map((rate, g) => (rate < 0 ? brief.groups[g].plannedPeakRate : rate));
  const networks = regionNetworks({ brief, rates, rtt, before });
  const pieces = observation.regions.map(({ ready }, r) =>
    piecesOf(work, networks[r], (ready['on-demand'] + ready.spot) * brief.slotsPerInstance),
  );
  const settings: RoutingSettings = {
    cap: parameters['rtt-cap'],
    movePenalty: parameters['move-penalty'],
    deadBand: parameters['dead-band'],
  };
  return { brief, rates, rtt, lateCost: lateCosts(memory, setting), pieces, before, settings };
}

/** What answers that no capacity makes punctual cost on each link. */
function lateCosts({ rtt, work }: Memory, { brief, parameters, risks }: Setting): number[][] {
  const { answer } = risks.lawsOf(work);
  return rtt.map((links) =>
    links.map((trip) =>
      trip < Infinity ? parameters['late-penalty'] * shareBeyond(answer, brief.budget - trip) : 0,
    ),
  );
}

function isWithin(before: readonly number[], after: readonly number[], band: number): boolean {
  return before.length === after.length && after.every((w, r) => Math.abs(w - before[r]) <= band);
}
