import { SECOND } from '../../engine/units.ts';
import type { Policy, Receipt, Turn, Verdict } from '../contract.ts';
import type { Decision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief, Observation } from '../observation.ts';
import { type Covers, openCovers } from './covers.ts';
import {
  beginRegion,
  decideRegion,
  holdRegion,
  type RegionMemory,
  restartWaits,
} from './region-turn.ts';
import { beginSituation, learnSituation, type Situation } from './situation.ts';
import {
  settingsOf,
  THREE_RING_PARAMETERS,
  type ThreeRingSettings,
} from './three-ring-settings.ts';

const ID = 'ecim-g/three-ring';

interface Memory {
  readonly turns: number;
  readonly situation: Situation;
  readonly regions: readonly RegionMemory[];
  /** Recent orders, to know which region a refusal is about. */
  readonly given: readonly Given[];
}

interface Given {
  readonly turn: number;
  readonly index: number;
  readonly region: number;
  readonly market: string;
}

const KEPT_ORDERS = 96;

/** Reserved core, elastic spot ring, edge ring, lower fidelity; and back without flapping. */
export const threeRing: PolicyListing = {
  doc:
    'Three-ring control: forecast, insure and order a reserved core and an elastic spot ring ' +
    'per region; open the edge and the lower fidelity when what is ready will not do. Without ' +
    'fresh telemetry it holds everything.',
  parameters: THREE_RING_PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, THREE_RING_PARAMETERS, given);
    const settings = settingsOf(parameters, brief, every);
    const covers = openCovers(brief, settings);
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => beginThreeRing(brief),
      decide(turn) {
        if (turn.observation.window === 0) return waiting(turn.memory);
        const age = turn.at - turn.observedAt;
        return age > settings.staleAfter
          ? hold(turn, settings)
          : control(turn, { brief, settings, covers });
      },
    };
    return policy;
  },
};

type ThreeRingTurn = Turn<Observation, Memory>;

interface Setting {
  readonly brief: Brief;
  readonly settings: ThreeRingSettings;
  readonly covers: Covers;
}

function control(turn: ThreeRingTurn, setting: Setting): Verdict<Decision, Memory> {
  const { at, observedAt, observation, receipts, memory } = turn;
  const { brief, settings, covers } = setting;
  const before = memory.situation.observedAt;
  const isNew = observedAt > before;
  const situation = learnSituation(memory.situation, { observation, observedAt, brief, settings });
  const refusals = refusedSpot(memory, receipts);
  const wasBlind = before >= 0 && observedAt - before > settings.staleAfter;
  const turns = observation.regions.map((seen, region) =>
    decideRegion(wasBlind ? restartWaits(memory.regions[region]) : memory.regions[region], {
      at,
      observedAt,
      isNew,
      seen,
      region,
      brief,
      settings,
      covers,
      situation,
      isSpotRefused: refusals.has(region),
    }),
  );
  const decisions = turns.flatMap((one) => one.decisions);
  const facts = totalFacts(
    turns.map((one) => one.facts),
    settings.lateValue,
  );
  const because = { rule: 'forecast, insure, hold; rings by risk', facts };
  return { decisions, memory: remember(memory, situation, turns, decisions), because };
}

/** No decisions on old news; what receipts say of refused spot is still learnt. */
function hold(turn: ThreeRingTurn, settings: ThreeRingSettings): Verdict<Decision, Memory> {
  const { at, observedAt, observation, receipts, memory } = turn;
  const refusals = refusedSpot(memory, receipts);
  const regions = memory.regions.map((region, r) => {
    const isSpotRefused = refusals.has(r);
    return holdRegion(region, { at, seen: observation.regions[r], isSpotRefused, settings });
  });
  const facts = {
    ageSeconds: (at - observedAt) / SECOND,
    boundSeconds: settings.staleAfter / SECOND,
  };
  const because = { rule: 'hold everything: telemetry is too old', facts };
  return { decisions: [], memory: { ...memory, turns: memory.turns + 1, regions }, because };
}

function beginThreeRing(brief: Brief): Memory {
  const regions = brief.regions.map(() => beginRegion());
  return { turns: 0, situation: beginSituation(brief), regions, given: [] };
}

function waiting(memory: Memory) {
  const because = { rule: 'hold until a first observation', facts: {} };
  return { decisions: [], memory: { ...memory, turns: memory.turns + 1 }, because };
}

function remember(
  memory: Memory,
  situation: Situation,
  turns: readonly { readonly memory: RegionMemory }[],
  decisions: readonly Decision[],
): Memory {
  const given = decisions.flatMap((decision, index) =>
    decision.kind === 'scale'
      ? [{ turn: memory.turns, index, region: decision.region, market: decision.market }]
      : [],
  );
  return {
    turns: memory.turns + 1,
    situation,
    regions: turns.map((turn) => turn.memory),
    given: given.length > 0 ? [...memory.given, ...given].slice(-KEPT_ORDERS) : memory.given,
  };
}

/** Regions whose spot orders were cut short; order ids end in `turn/index`. */
function refusedSpot({ given }: Memory, receipts: readonly Receipt[]): ReadonlySet<number> {
  const refused = new Set<number>();
  for (const { order, outcome } of receipts) {
    if (outcome === 'done') continue;
    const [turn, index] = order.split('/').slice(-2).map(Number);
    const match = given.find((known) => known.turn === turn && known.index === index);
    if (match?.market === 'spot') refused.add(match.region);
  }
  return refused;
}

/** Facts of the regions added up. */
function totalFacts(facts: readonly ThreeRingFacts[], lateValue: number): Record<string, number> {
  const sum = (of: (one: ThreeRingFacts) => number) => facts.reduce((all, one) => all + of(one), 0);
  return {
    core: sum((one) => one.core),
    elastic: sum((one) => one.elastic),
    premium: sum((one) => one.premium),
    payout: sum((one) => one.payout),
    expectedLoss: sum((one) => one.expectedLoss),
    floorLoss: sum((one) => one.floorLoss),
    newsvendorQuantile: sum((one) => one.newsvendorQuantile) / facts.length,
    lateValue,
    worstRisk: Math.max(0, ...facts.map(({ risk }) => risk)),
  };
}

type ThreeRingFacts = ReturnType<typeof decideRegion>['facts'];
