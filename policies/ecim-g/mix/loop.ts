import { type Duration, MINUTE, type SimTime } from '../../../engine/units.ts';
import type { Because, Policy, Turn, Verdict } from '../../contract.ts';
import type { Decision, ScaleDecision } from '../../decision.ts';
import type { LoopPolicy, ParameterSpecs } from '../../listing.ts';
import { MARKETS } from '../../loop.ts';
import type { Brief, Market, Observation } from '../../observation.ts';
import type { Parameters } from '../../parameters.ts';
import { beginScale, followWanted, type ScaleMemory } from '../scale-hysteresis.ts';
import { openCapacities } from './capacity.ts';
import type { Holding, Mix, MixProblem, MixSettings } from './problem.ts';
import { orderRoutes, routesNow } from './routes.ts';
import {
  beginMixSituation,
  deadTimeOf,
  keyOfProblem,
  learnMixSituation,
  type MixSituation,
  mixProblemOf,
  type Reading,
} from './situation.ts';

/** Parameters of every loop that buys a mix for the same late target. */
export const MIX_PARAMETERS: ParameterSpecs = {
  'late-target': {
    unit: 'ratio',
    least: 0.0001,
    most: 0.5,
    default: 0.01,
    doc: 'Curable late share that every pool is bought for.',
  },
  safety: {
    unit: 'ratio',
    least: 0,
    most: 10,
    default: 1.3,
    doc: "Standard deviations of the forecast's own error that are planned for on top.",
  },
  'release-wait': {
    unit: 'duration',
    least: 0,
    most: 24 * 60 * MINUTE,
    default: 10 * MINUTE,
    doc: 'Capacity is released only after less has sufficed for so long; never under a dead time.',
  },
};

/** A way to answer the question of one turn; the key says which questions are the same. */
export type Planner = (key: string, problem: MixProblem) => Planned;

/** An answer, and why; no mix: what is held stays. */
export interface Planned {
  readonly mix: Mix | undefined;
  readonly because: Because;
}

/** What a loop is made of besides its planner. */
export interface MixLoop {
  readonly id: string;
  readonly brief: Brief;
  readonly every: Duration;
  readonly parameters: Parameters;
  readonly settings: MixSettings;
}

interface Memory {
  readonly situation: MixSituation;
  /** By pool and market. */
  readonly scale: readonly (readonly ScaleMemory[])[];
  /** Weights in force by group; empty: none ordered yet. */
  readonly weights: readonly (readonly number[])[];
}

/** Telemetry older than so many scrapes holds everything as it is. */
const STALE_SCRAPES = 10;
const RTT_QUANTILE = 0.9;

/** A loop that buys instances and routes players to them, by whatever planner it is given. */
export function openMixLoop(loop: MixLoop, plan: Planner): LoopPolicy {
  const { id, brief, every, parameters, settings } = loop;
  const reading: Reading = {
    brief,
    forecast: { lead: deadTimeOf(brief, every), spikeChance: 0, spikeFactor: 1 },
    safety: parameters.safety,
    rttQuantile: RTT_QUANTILE,
  };
  const capacities = openCapacities(brief, parameters['late-target']);
  const policy: Policy<Observation, Decision, Memory> = {
    id,
    wakes: { every },
    begin: () => ({
      situation: beginMixSituation(brief),
      scale: brief.regions.map(() => MARKETS.map(() => beginScale())),
      weights: brief.groups.map(() => []),
    }),
    decide(turn) {
      const { at, observedAt, observation, memory } = turn;
      if (observation.window === 0) return hold(memory, 'hold until a first observation');
      if (at - observedAt > STALE_SCRAPES * brief.scrapeEvery) {
        return hold(memory, 'hold everything: telemetry is too old');
      }
      if (!isSensible(observation)) return hold(memory, 'hold everything: numbers make no sense');
      const situation = learnMixSituation(memory.situation, turn, reading);
      const capacity = capacities(situation.works);
      const problem = mixProblemOf(situation, observation, reading, { settings, capacity });
      const { mix, because } = plan(keyOfProblem(problem, situation), problem);
      const known = { ...memory, situation };
      if (mix === undefined) return { decisions: [], memory: known, because };
      return { ...enact(known, loop, turn, { problem, mix }), because };
    },
  };
  return policy;
}

/** Rates, prices and counts beyond anything that is bought in earnest, or none at all. */
const ABSURD = 1e9;

function isSensible({ groups, regions, window }: Observation): boolean {
  const numbers = [
    ...groups.map(({ requests }) => requests),
    ...regions.flatMap((one) => [
      one.onDemandPricePerHour,
      one.spotPricePerHour,
      one.intensityGPerKwh,
      one.zonesUp,
      one.arrivals,
    ]),
  ];
  return window > 0 && numbers.every((value) => value >= 0 && value < ABSURD);
}

function hold(memory: Memory, rule: string): Verdict<Decision, Memory> {
  return { decisions: [], memory, because: { rule, facts: {} } };
}

function enact(
  memory: Memory,
  loop: MixLoop,
  turn: Turn<Observation, Memory>,
  { problem, mix }: { readonly problem: MixProblem; readonly mix: Mix },
): Omit<Verdict<Decision, Memory>, 'because'> {
  const orders: ScaleDecision[] = [];
  const scale = memory.scale.map((markets, region) =>
    markets.map((before, m) => {
      const market = MARKETS[m];
      const wanted = wantedOf(mix.holdings[region], market);
      const next = follow(before, loop, turn, { region, market, wanted });
      if (next.orderedAt === turn.at) {
        const most = problem.pools[region].quota;
        orders.push({ kind: 'scale', region, market, instances: Math.min(most, next.target) });
      }
      return next;
    }),
  );
  const wanted = routesNow(problem, mix, turn.observation);
  const routed = orderRoutes(memory.weights, wanted);
  return {
    decisions: [...orders, ...routed.orders],
    memory: { ...memory, scale, weights: routed.weights },
  };
}

function wantedOf({ onDemand, spot }: Holding, market: Market): number {
  return market === 'spot' ? spot : onDemand;
}

function follow(
  before: ScaleMemory,
  { brief, every, parameters }: MixLoop,
  { at, observedAt, observation }: { at: SimTime; observedAt: SimTime; observation: Observation },
  { region, market, wanted }: { region: number; market: Market; wanted: number },
): ScaleMemory {
  const deadTime = deadTimeOf(brief, every);
  const { ready, booting, onDemandPricePerHour, spotPricePerHour } = observation.regions[region];
  const rule = { wait: Math.max(deadTime, parameters['release-wait']), reversalCost: 0 };
  const price = market === 'spot' ? spotPricePerHour : onDemandPricePerHour;
  const held = ready[market] + booting[market];
  return followWanted(before, rule, { at, observedAt, wanted, held, price, deadTime });
}
