import type { Law } from '../engine/distributions.ts';
import type { Duration } from '../engine/units.ts';
import type { CurvePoint } from '../models/accounts/power-curve.ts';
import type { BatchingSetup } from '../models/batching/setup.ts';
import type { BootSetup } from '../models/cold-start/setup.ts';
import type { FaultKind, Feed } from '../models/faults/fault.ts';
import type { ForecastSetup } from '../models/grid/forecast.ts';
import type { SloSetup } from '../models/slo/setup.ts';
import type { Parameters } from '../policies/parameters.ts';
import type { ShieldLimits } from '../policies/shield/limits.ts';
import type { AccessShare } from './access-classes.ts';
import type { AccountsScenario } from './accounts-scenario.ts';
import type { CrowdScenario } from './crowd-scenario.ts';
import type { FeaturesScenario } from './features.ts';
import type { GatewayScenario } from './gateways.ts';
import type { MembershipScenario } from './membership-scenario.ts';
import type { PlacementScenario } from './placements.ts';
import type { PoolScenario, WorkPaces } from './pool-scenario.ts';
import type { SearchesScenario } from './search-scenario.ts';
import type { TraceSources } from './trace-sources.ts';
import type { JobsScenario, PipelineScenario } from './workloads.ts';

/** A point on the globe, degrees; south and west are negative. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** One cloud region. */
export interface RegionScenario extends Place {
  readonly name: string;
  /** Electricity zone whose carbon series applies. */
  readonly grid: string;
  /** Power usage effectiveness: facility energy over device energy, >= 1. */
  readonly pue: number;
  /** Most instances the account may hold here. */
  readonly quota: number;
  /** Spot zones. */
  readonly zones: number;
  readonly edgeSlots: number;
  /** Region in whose building this further pool stands; absent: a region of its own. */
  readonly place?: string;
  /** Instances of a pool's own; absent: those of `serving`. */
  readonly pool?: PoolScenario;
}

/** Players who live near one place and keep one clock. */
export interface GroupScenario extends Place {
  readonly name: string;
  /** Share of the world's arrivals, 0..1; shares add up to 1. */
  readonly share: number;
  /** Offset of the local clock from UTC. */
  readonly clock: Duration;
  /** Region nearest in the network; base round trips go through it. */
  readonly home: string;
  /** Kind of its work; absent: what `serving.service` tells. */
  readonly workClass?: string;
  /** Names of the regions its data may be in, its home among them; absent: anywhere. */
  readonly residency?: readonly string[];
  /** Last mile between the player and the home region, round trip; 0 where `ways` tell it. */
  readonly access: Duration;
  /** Access classes of its players and their shares; absent: one time for all. */
  readonly ways?: readonly AccessShare[];
}

/** A curve sampled at compile time: value i holds over [i * every, (i + 1) * every). */
export interface Curve {
  readonly every: Duration;
  readonly values: readonly number[];
}

/** Who plays, when, for how long, and what they ask for. */
export interface PlayersScenario {
  /** Arrivals of the whole world per second of UTC time, before the daily cycle. */
  readonly arrivals: Curve;
  /** Factor by local time of day; applied per group. */
  readonly dailyCycle: Curve;
  /** Factor by local time since Monday; absent: every day alike. */
  readonly weeklyCycle?: Curve;
  readonly groups: readonly GroupScenario[];
  /** Planned length of a session from the start of play. */
  readonly session: Law;
  /** Between the end of one answer and the next request. */
  readonly think: Law;
  readonly matchSize: number;
  /** A lobby whose first player has waited this long starts short-handed (bots fill seats). */
  readonly fillAfter: Duration;
  /** How long a player waits in the lobby before giving up. */
  readonly patience: Law;
  /** Chance that one late answer makes the player leave for good. */
  readonly quitPerLateAnswer: number;
  /** Chance added per budget of lateness: a stall's size matters more than its count. */
  readonly quitPerBudgetOver: number;
  /** Feeling, spending, reacting, logging in and storms, where the scenario says something. */
  readonly crowd?: CrowdScenario;
}

/** How long a request holds a slot: from its tokens, or straight from a law. */
export type ServiceScenario =
  | {
      readonly kind: 'tokens';
      readonly first: Duration;
      /** Microseconds per prompt token. */
      readonly prefill: number;
      /** Microseconds per generated token. */
      readonly decode: number;
    }
  | { readonly kind: 'law'; readonly law: Law };

/** The GPU instance and the model on it. */
export interface ServingScenario {
  readonly instance: string;
  /** The card on it; absent: it is not known. */
  readonly device?: string;
  readonly slots: number;
  readonly idleW: number;
  readonly maxW: number;
  /** Power with training on every card and the host's share at work; absent: as `maxW`. */
  readonly limitW?: number;
  /** How power grows with busy slots, where the accounts do not say; absent: a straight line. */
  readonly powerCurve?: readonly CurvePoint[];
  /** Embodied emissions of one instance, kgCO2e, spread evenly over its life. */
  readonly embodiedKg: number;
  /** Own catalogue's price of the instance over the shipped one; absent: recorded prices hold. */
  readonly priceFactor?: number;
  readonly life: Duration;
  readonly boot: BootSetup;
  /** Warning before a spot instance is taken. */
  readonly notice: Duration;
  /** Shipped trace that spot's hazards are fitted to; absent: policies are told none by it. */
  readonly hazards?: string;
  /** Shortest span an instance is billed for. */
  readonly leastBilled: Duration;
  readonly service: ServiceScenario;
  /** How requests share an instance; absent: each slot is a server of its own. */
  readonly batching?: BatchingSetup;
  /** A response later than this is a late frame. */
  readonly budget: Duration;
  /** Requests that may wait in a region; beyond it they are rejected. Infinity: no limit. */
  readonly queueLimit: number;
  /** A request still waiting this long after it was issued is abandoned. Infinity: never. */
  readonly giveUp: Duration;
  /** Work and fidelity of the smaller variant relative to the full model. */
  readonly lowFidelity: { readonly work: number; readonly fidelity: number };
  readonly edge: {
    /** Round trip that a request spilled to the region's PoP travels beside the region's own. */
    readonly rtt: Duration;
    /** Pay-per-use price of one busy slot, USD per hour. */
    readonly pricePerSlotHour: number;
    readonly powerPerSlotW: number;
  };
}

/** How policies see and act: the last mile. */
export interface ObservingScenario {
  readonly every: Duration;
  readonly delay: Duration;
  /** Share of scrapes lost. */
  readonly loss: number;
  /** Probes per group, region and scrape. */
  readonly probes: number;
  /** A turn's own thinking time. */
  readonly thinking: Duration;
  /** From an order given to the cloud's acting on it. */
  readonly actuation: Duration;
  /** Forecast of carbon intensity that policies see; absent: none. */
  readonly forecast?: ForecastSetup | undefined;
}

/** One loop policy and its parameters in base units. */
export interface PolicyChoice {
  readonly use: string;
  readonly every: Duration;
  readonly parameters: Parameters;
  /** The envelope of the shield before it; absent: none. */
  readonly shield?: ShieldLimits;
}

/** One gate and its parameters in base units. */
export interface GateChoice {
  readonly use: string;
  readonly parameters: Parameters;
}

/** One way to run the game: a capacity loop and a routing loop, judged together. */
export interface Contender {
  readonly name: string;
  readonly capacity: PolicyChoice;
  readonly routing: PolicyChoice;
  /** Present where the scenario has jobs. */
  readonly jobs?: PolicyChoice;
  /** Who solves a search, where the scenario has searches, and the rules over that. */
  readonly searches?: GateChoice;
  readonly governance?: string;
  /** Name of the collector it uses, where the scenario has a pipeline. */
  readonly collector?: string;
  /** The gate that places its frames, where the scenario places them. */
  readonly placement?: GateChoice;
  /** Name of the gateway before its players; absent: the routing table sends them. */
  readonly gateway?: string;
}

/** One thing that goes wrong; an absent region or group means all of them. */
export interface FaultScenario {
  readonly name: string;
  readonly fault: FaultKind;
  readonly at: Duration;
  /** 0 for what happens in an instant. */
  readonly lasts: Duration;
  readonly region: string | undefined;
  readonly zone: number | undefined;
  readonly group: string | undefined;
  readonly farRegion?: string | undefined;
  readonly share: number;
  readonly factor: number;
  readonly skew: Duration;
  readonly feed: Feed;
}

/**
 * How finely a run is computed: every request, everybody counted and one player in so many
 * followed, or expectations only.
 */
export type Detail =
  | { readonly kind: 'exact' }
  | { readonly kind: 'sampled'; readonly oneIn: number }
  | { readonly kind: 'fluid' };

/** A fully resolved situation in base units: nothing is looked up later. */
export interface Scenario {
  readonly name: string;
  readonly question: string;
  /** Unix seconds of simulated time 0. */
  readonly epoch: number;
  readonly horizon: Duration;
  readonly warmUp: Duration;
  readonly seed: number;
  readonly replications: number;
  readonly traces: TraceSources;
  readonly regions: readonly RegionScenario[];
  readonly players: PlayersScenario;
  readonly serving: ServingScenario;
  readonly observing: ObservingScenario;
  /** Instances of on-demand capacity ready at the start, per region. */
  readonly atStart: number;
  readonly contenders: readonly Contender[];
  /** Training and search jobs beside the players. */
  readonly jobs?: JobsScenario;
  /** Burst searches on own machines and on an annealer. */
  readonly searches?: SearchesScenario;
  /** The stream of what players do. */
  readonly pipeline?: PipelineScenario;
  /** Absent when it is exact. */
  /** The composite objective; absent: none. */
  readonly slo?: SloSetup;
  readonly detail?: Exclude<Detail, { readonly kind: 'exact' }>;
  /** What goes wrong and when; policies are not told. */
  readonly faults: readonly FaultScenario[];
  /** How regions agree on which of them are in; absent: nobody asks. */
  readonly membership?: MembershipScenario;
  /** How frames are placed one by one; absent: they are not. */
  readonly placement?: PlacementScenario;
  /** What requests look up before their work begins; absent: nothing. */
  readonly features?: FeaturesScenario;
  /** Gateways that contenders choose from. */
  readonly gateways?: readonly GatewayScenario[];
  /** What is paid and emitted beside instances and edge; absent: nothing. */
  readonly accounts?: AccountsScenario;
  /** How fast each pool does each kind of work; absent: all alike, one kind. */
  readonly paces?: readonly WorkPaces[];
}
