import { type Duration, SECOND } from '../../engine/units.ts';
import type { Policy, Turn } from '../contract.ts';
import type { Decision } from '../decision.ts';
import {
  type LoopPolicy,
  type ParameterSpecs,
  type PolicyListing,
  resolveParameters,
} from '../listing.ts';
import type { Brief, Observation, SpotHazardBrief } from '../observation.ts';
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
import { hedgeRegion, placeReserves } from './hedging/cover.ts';
import { beginPlaces, learnPlaces, type PlacesMemory } from './hedging/places.ts';
import { lossChance, proneAbove, watchAges, type ZoneAge } from './hedging/revocation.ts';

const ID = 'ecim-g/hedged-spot';

const PARAMETERS: ParameterSpecs = {
  ...TARGET_PARAMETERS,
  base: {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.2,
    doc: 'Share of the target that is on-demand whatever spot does, in whole instances.',
  },
  'over-provision': {
    unit: 'ratio',
    least: 0,
    most: 10,
    default: 0.2,
    doc: 'Spot beyond what the base leaves to it, relative to that, in whole instances.',
  },
  'outage-loss': {
    unit: 'money',
    least: 0,
    most: 1_000_000,
    default: 5,
    doc:
      "Value lost when one instance's capacity is missing until on-demand stands; with what that " +
      'on-demand costs it says how likely a loss makes a zone prone to revocation. 0: no reserve.',
  },
  margin: {
    unit: 'duration',
    least: 0,
    most: SECOND,
    default: 5_000,
    doc: 'Another region may hold the pre-allocated on-demand where players reach it within this.',
  },
};

interface RegionMemory {
  readonly zones: ZonesMemory;
  readonly ages: readonly ZoneAge[];
}

interface Memory {
  readonly turns: number;
  readonly targets: readonly TargetMemory[];
  readonly regions: readonly RegionMemory[];
  readonly places: PlacesMemory;
  readonly given: readonly GivenOrder[];
}

interface Setting {
  readonly brief: Brief;
  readonly parameters: Parameters;
  readonly hazards: SpotHazardBrief;
  /** From a loss to on-demand that makes up for it. */
  readonly lead: Duration;
}

/** Spot with a base of on-demand, fallback, and on-demand ahead of losses that are likely. */
export const hedgedSpot: PolicyListing = {
  doc:
    'Hedged spot: a base of on-demand, spot and some more spread over zones, on-demand for spot ' +
    'that is not ready, and on-demand pre-allocated within a latency margin for spot in zones ' +
    'whose hazard by age makes a loss likely before on-demand could boot.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const { spotHazards: hazards } = brief;
    if (hazards === undefined) {
      throw new Error(`${ID}: no hazards, name a trace to learn them from in serving.hazards`);
    }
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const lead = brief.bootP95 + 2 * brief.scrapeEvery + every;
    const setting = { brief, parameters, hazards, lead };
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => beginMemory(brief),
      decide(turn) {
        const { memory, observation } = turn;
        if (observation.window > 0) return hedge(turn, setting);
        const because = { rule: 'wait for a first observation', facts: {} };
        return { decisions: [], memory: { ...memory, turns: memory.turns + 1 }, because };
      },
    };
    return policy;
  },
};

function beginMemory(brief: Brief): Memory {
  return {
    turns: 0,
    targets: beginTargets(brief),
    regions: brief.regions.map(() => ({ zones: beginZones(), ages: [] })),
    places: beginPlaces(brief),
    given: [],
  };
}

type HedgeTurn = Turn<Observation, Memory>;

function hedge(turn: HedgeTurn, setting: Setting) {
  const { observation, observedAt, memory } = turn;
  const { brief, parameters } = setting;
  const targets = followLoad(memory.targets, parameters, brief, turn);
  const { groups } = observation;
  const look = { groups, observedAt };
  const places = learnPlaces(memory.places, brief, parameters.margin, look);
  const watched = observation.regions.map((_, region) => watchRegion(turn, setting, region));
  const hedges = watched.map(({ ready }, region) => {
    const shares = { base: parameters.base, over: parameters['over-provision'] };
    return hedgeRegion(targets[region].target, shares, ready);
  });
  const quotas = brief.regions.map(({ quota }) => quota);
  const kept = placeReserves(hedges, { near: places.near, quotas }, observation);
  const orders = observation.regions.map((seen, region) => {
    const { zones } = watched[region];
    const room = Math.max(0, quotas[region] - kept[region]);
    const wanted = spreadOver(zones, Math.min(hedges[region].spot, room));
    const spot = spotOrders(region, seen, zones.held, wanted);
    return { wanted, decisions: [...keptOrders(region, seen, kept[region]), ...spot] };
  });
  const decisions = orders.flatMap((one) => one.decisions);
  const regions = watched.map(({ zones, ages }, region) => {
    return { ages, zones: { ...zones, ordered: orders[region].wanted } };
  });
  const given = noteOrders(memory.given, memory.turns, decisions);
  const because = { rule: 'base, spot and some more, fallback, reserve', facts: sum(hedges) };
  const next = { turns: memory.turns + 1, targets, regions, places, given };
  return { decisions, memory: next, because };
}

/** What a region's zones hold, how old their runs are, and how much of their spot is safe. */
function watchRegion(turn: HedgeTurn, { parameters, hazards, lead }: Setting, region: number) {
  const { observation, observedAt, at, receipts, memory } = turn;
  const seen = observation.regions[region];
  const before = memory.regions[region];
  const spotZones = zonesOf(seen);
  const refused = refusedZones(memory.given, receipts, region);
  const zones = watchZones(before.zones, spotZones, refused);
  const ages = watchAges(before.ages, spotZones, observedAt);
  const { onDemandPricePerHour } = seen;
  const most = proneAbove({ lead, onDemandPricePerHour, outageLoss: parameters['outage-loss'] });
  let safe = 0;
  spotZones.forEach(({ ready }, zone) => {
    const isProne = lossChance(hazards, Math.max(0, at - ages[zone].since), lead) > most;
    if (!isProne) safe += ready;
  });
  return { zones, ages, ready: { all: seen.ready.spot, safe } };
}

function sum(hedges: readonly ReturnType<typeof hedgeRegion>[]) {
  const facts = { target: 0, base: 0, spot: 0, fallback: 0, reserve: 0 };
  for (const one of hedges) {
    facts.target += one.target;
    facts.base += one.base;
    facts.spot += one.spot;
    facts.fallback += one.fallback;
    facts.reserve += one.reserve;
  }
  return facts;
}
