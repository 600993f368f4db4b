import type { Law } from '../engine/distributions.ts';
import type { Duration, SimTime } from '../engine/units.ts';
import type { GroupBrief, RegionBrief } from '../policies/observation.ts';
import type { PriceSeries, Series } from '../traces/series.ts';

/** A region's fixed facts and the recorded series it lives under. */
export interface RegionSetup extends RegionBrief {
  readonly pue: number;
  readonly intensity: Series;
  readonly prices: PriceSeries;
  /** One availability series per spot zone. */
  readonly zoneSeries: readonly Series[];
}

/** A player group's fixed facts: its arrival rate is a step curve on the setup's grid. */
export interface GroupSetup extends GroupBrief {
  readonly home: number;
  /** Arrivals per microsecond over [i * rateEvery, (i + 1) * rateEvery). */
  readonly rates: Float64Array;
  /** Base round trip to each region, access included, microseconds. */
  readonly rtt: Float64Array;
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
  readonly work: WorkSetup;
  readonly jitter: Float64Array;
  readonly slots: number;
  readonly idleW: number;
  readonly maxW: number;
  readonly embodiedGPerSecond: number;
  readonly boot: Law;
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
  readonly atStart: number;
  /** Period of each loop, in the order of the policies handed to the handlers. */
  readonly loopEvery: readonly Duration[];
  readonly loopNames: readonly string[];
}
