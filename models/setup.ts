import type { Law } from '../engine/distributions.ts';
import type { Duration, SimTime } from '../engine/units.ts';
import type { GroupBrief, RegionBrief } from '../policies/observation.ts';
import type { CarbonSeries, PriceSeries, Series } from '../traces/series.ts';
import type { AccountsSetup } from './accounts/setup.ts';
import type { BatchingSetup } from './batching/setup.ts';
import type { BootSetup } from './cold-start/setup.ts';
import type { InstanceSetup } from './devices/instance.ts';
import type { PaceTable } from './devices/pace.ts';
import type { FaultSetup } from './faults/fault.ts';
import type { GatewaySetup } from './gateway/setup.ts';
import type { ForecastSetup } from './grid/forecast.ts';
import type { JobsSetup } from './jobs/setup.ts';
import type { CouncilSetup } from './membership/setup.ts';
import type { AccessSetup } from './network/access.ts';
import type { LinksSetup } from './network/links.ts';
import type { PipelineSetup } from './pipeline/setup.ts';
import type { PlacementSetup } from './placement/setup.ts';
import type { CrowdSetup } from './players/crowd.ts';
import type { LookUpsSetup } from './residency/setup.ts';
import type { SearchesSetup } from './searches/setup.ts';
import type { SloSetup } from './slo/setup.ts';

/** A region's fixed facts and the recorded series it lives under. */
export interface RegionSetup extends RegionBrief {
  /** Which region's building it stands in, by place in the setup: its own, but for pools. */
  readonly place: number;
  readonly instance: InstanceSetup;
  readonly pue: number;
  /** Average intensity, by which operational emissions are counted. */
  readonly intensity: CarbonSeries<'average'>;
  /** Marginal intensity; absent: not accounted. */
  readonly marginal?: CarbonSeries<'marginal'>;
  readonly prices: PriceSeries;
  /** One availability series per spot zone. */
  readonly zoneSeries: readonly Series[];
}

/** A player group's fixed facts: its arrival rate is a step curve on the setup's grid. */
export interface GroupSetup extends GroupBrief {
  readonly home: number;
  /** Arrivals per microsecond over [i * rateEvery, (i + 1) * rateEvery). */
  readonly rates: Float64Array;
  /** Base round trip to each region, microseconds; access is in it where there are no `ways`. */
  readonly rtt: Float64Array;
  /** The ways its players reach the network; absent where one access time stands for all. */
  readonly ways?: readonly AccessSetup[];
}

/** How long a request works: token sizes times fixed rates, or a law for the whole of it. */
export type WorkSetup =
  | {
      readonly kind: 'tokens';
      readonly context: Float64Array;
      readonly generated: Float64Array;
      readonly first: Duration;
      readonly prefill: number;
      readonly decode: number;
    }
  | { readonly kind: 'law'; readonly law: Law };

/** How finely a run that is not exact is computed, and the length of its steps. */
export type DetailSetup =
  | { readonly kind: 'sampled'; readonly oneIn: number; readonly step: Duration }
  | { readonly kind: 'fluid'; readonly step: Duration };

/** Everything about a run that never changes: plain data, compiled from scenario and traces. */
export interface Setup {
  readonly seed: number;
  readonly horizon: SimTime;
  readonly warmUp: SimTime;
  readonly regions: readonly RegionSetup[];
  readonly groups: readonly GroupSetup[];
  readonly rateEvery: Duration;
  readonly session: Law;
  readonly think: Law;
  readonly patience: Law;
  readonly matchSize: number;
  /** A lobby older than this starts its match short-handed (bots fill the seats). */
  readonly fillAfter: Duration;
  readonly quitPerLateAnswer: number;
  readonly quitPerBudgetOver: number;
  /** Feeling, spending, reacting, logging in and storms. */
  readonly crowd: CrowdSetup;
  readonly work: WorkSetup;
  /** How requests of one instance are served together; absent: each slot is a server of its own. */
  readonly batching?: BatchingSetup;
  /** How fast each pool does each kind of work; absent: all alike, one kind. */
  readonly paces?: PaceTable;
  readonly jitter: Float64Array;
  /** Delays that each link has of its own; absent where the jitter has none. */
  readonly links?: LinksSetup;
  /** Base round trips between regions, by from * regions + to. */
  readonly between: Float64Array;
  readonly boot: BootSetup;
  readonly notice: Duration;
  readonly leastBilled: Duration;
  readonly budget: Duration;
  readonly queueLimit: number;
  readonly giveUp: Duration;
  readonly lowWork: number;
  readonly edgeRtt: Duration;
  readonly edgePricePerSlotHour: number;
  readonly edgePowerPerSlotW: number;
  readonly scrapeEvery: Duration;
  readonly scrapeDelay: Duration;
  readonly scrapeLoss: number;
  readonly probes: number;
  readonly thinking: Duration;
  readonly actuation: Duration;
  /** Period of each loop, in the order of the policies handed to the handlers. */
  readonly loopEvery: readonly Duration[];
  readonly loopNames: readonly string[];
  /** Absent in an exact run. */
  readonly detail?: DetailSetup;
  /** Training and search jobs; absent where there are none. */
  readonly jobs?: JobsSetup;
  /** Burst searches on own machines and on an annealer; absent where there are none. */
  readonly searches?: SearchesSetup;
  /** The stream of what players do; absent where there is none. */
  readonly pipeline?: PipelineSetup;
  readonly faults: readonly FaultSetup[];
  /** What stands between players and regions; absent: the routing table sends them. */
  readonly gateway?: GatewaySetup;
  /** How regions agree on which of them are in; absent: nobody asks. */
  readonly membership?: CouncilSetup;
  /** How frames are placed one by one; absent: they are not. */
  readonly placement?: PlacementSetup;
  /** What requests look up before their work begins; absent: nothing. */
  readonly lookUps?: LookUpsSetup;
  /** The forecast of carbon intensity that policies see; absent: none. */
  readonly forecast?: ForecastSetup;
  /** The composite objective that windows are judged by; absent: none. */
  readonly slo?: SloSetup;
  /** What is accounted beside instances and edge; absent: nothing. */
  readonly accounts?: AccountsSetup;
}
