import type { Duration, SimTime } from '../engine/units.ts';
import type { JobClassBrief, JobState } from './job-brief.ts';
import type { PoolBrief } from './pool-brief.ts';

/** How an instance is bought. `on-demand` is kept until released; `spot` may be revoked. */
export type Market = 'on-demand' | 'spot';

/** The four rings of a region, from the calm one to the last resort. */
export type Ring = 'core' | 'elastic' | 'edge' | 'fidelity';

/** What an operator knows of a region before the first player arrives. */
export interface RegionBrief {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Most instances the account may hold there, all markets together. */
  readonly quota: number;
  /** Spot zones of the region: capacity is lost zone by zone. */
  readonly zones: number;
  /** Slots of the region's edge PoP; 0 where there is none. */
  readonly edgeSlots: number;
  /** What its instances are; absent where all regions hold the same and do one kind of work. */
  readonly pool?: PoolBrief;
}

/** What an operator knows of a player group before the first player arrives. */
export interface GroupBrief {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Requests per second the studio plans for at the launch peak. */
  readonly plannedPeakRate: number;
  /** Kind of its requests' work, by place in the brief's; absent: the first. */
  readonly workClass?: number;
  /** Regions its data may be in, by place in the brief; absent: anywhere. */
  readonly residency?: readonly number[];
  /** Mean time of its requests' look-ups by region, as measured beforehand; absent: none. */
  readonly lookUps?: readonly Duration[];
}

/** The static facts handed to every policy alike when it is made. No future, no hidden truth. */
export interface Brief {
  readonly regions: readonly RegionBrief[];
  readonly groups: readonly GroupBrief[];
  /** A response later than this after the request was issued is a late frame. */
  readonly budget: Duration;
  /** Kinds of work that requests are of; absent: one. */
  readonly workClasses?: readonly string[];
  /** Requests one instance serves at once, but where a region's `pool` says another number. */
  readonly slotsPerInstance: number;
  /** Mean time a request holds a slot, as measured in the studio's load test. */
  readonly plannedService: Duration;
  /**
   * Mean time of a request on an instance that holds 1, 2, … `slotsPerInstance` of them, where they
   * share it; `plannedService` is then the last. Absent: a slot is a server of its own.
   */
  readonly serviceByNumber?: readonly Duration[];
  /** From order to ready, mean and 95th percentile, as measured in the studio's load test. */
  readonly bootMean: Duration;
  readonly bootP95: Duration;
  /** Work of the lower-fidelity variant relative to the full model, 0..1. */
  readonly lowFidelityWork: number;
  /** How often telemetry is scraped. */
  readonly scrapeEvery: Duration;
  /** The classes of training and search jobs; absent where the studio has none. */
  readonly jobClasses?: readonly JobClassBrief[];
  /** How spot came and went in a recording that is not the run's; absent where none is named. */
  readonly spotHazards?: SpotHazardBrief;
}

/** Chances that a run of a spot zone ends at its next tick, by nine buckets of its age. */
export interface SpotHazardBrief {
  readonly tick: Duration;
  /** Of runs in which spot capacity is sold, and of those in which it is not. */
  readonly up: readonly number[];
  readonly down: readonly number[];
}

/** One job that has come and is not finished, as the last scrape saw it. */
export interface JobObservation {
  /** Its number: jobs are numbered in the order they come. */
  readonly job: number;
  /** Place of its class in the brief. */
  readonly jobClass: number;
  readonly arrivedAt: SimTime;
  readonly deadlineAt: SimTime;
  /** Instances it takes, all or none. */
  readonly width: number;
  readonly state: JobState;
  /** Where it runs; while it waits, where it last ran or would by default. */
  readonly market: Market;
  readonly region: number;
  /** Time it works in all on its instances when nothing goes wrong: its steps are known. */
  readonly length: Duration;
  /** Of that, what is done, and what a checkpoint holds. */
  readonly done: Duration;
  readonly saved: Duration;
}

/** Counts of a positive quantity in bins; bin i covers (upper[i-1], upper[i]], the first from 0. */
export interface Histogram {
  /** Upper edges, microseconds, ascending. The same array in every observation of a run. */
  readonly upper: readonly number[];
  readonly count: readonly number[] | Float64Array;
}

/** One region as the last scrape saw it; rates and counts are over the scrape window. */
export interface RegionObservation {
  readonly arrivals: number;
  readonly answered: number;
  readonly late: number;
  /** Slot-seconds spent serving in the window. */
  readonly busySlotSeconds: number;
  /** Slot-seconds that were ready (serving or idle) in the window. */
  readonly readySlotSeconds: number;
  readonly queueLength: number;
  readonly inService: number;
  readonly ready: Readonly<Record<Market, number>>;
  readonly booting: Readonly<Record<Market, number>>;
  /** Instances that wait in the region's warm pool; absent where the scenario has no pool. */
  readonly warm?: number;
  /** Spot instances under notice or drained, still there. */
  readonly draining: number;
  /** Spot instances revoked in the window. */
  readonly revoked: number;
  /** Zones that sell spot capacity now, as an operator learns by pinging (dry-run launches). */
  readonly zonesUp: number;
  /** Its spot zones one by one; absent where it has none. */
  readonly spotZones?: readonly SpotZoneObservation[];
  /** Time a request held its slot, as long as it was, neighbours and all. */
  readonly service: Histogram;
  /** Time from the start of service to the answer the player feels (first token). */
  readonly answerWork: Histogram;
  readonly onDemandPricePerHour: number;
  readonly spotPricePerHour: number;
  /** Average (not marginal) carbon intensity, gCO2e per kWh. */
  readonly intensityGPerKwh: number;
  /**
   * Forecast of it for the coming hours, element i for i + 1 hours after the issue; absent where
   * the scenario has no forecast.
   */
  readonly forecastGPerKwh?: readonly number[];
  readonly forecastIssuedAt?: SimTime;
  readonly ring: Ring;
  /** What the gateways know of it; absent where the scenario has none. */
  readonly gateway?: GatewayObservation;
}

/** One spot zone: whether it sells now, by pinging, and the spot instances held in it. */
export interface SpotZoneObservation {
  readonly sells: boolean;
  readonly ready: number;
  readonly booting: number;
}

/** A region as its gateways saw it: how hard it is pressed, and who holds it for good. */
export interface GatewayObservation {
  /** Requests let in and not yet done, and those that wait at its gateway. */
  readonly inside: number;
  readonly queueLength: number;
  /** Requests its gateway refused in the window: the signal to send less. */
  readonly shed: number;
  /** Share of the groups' gateways that hold it out, 0..1. */
  readonly outShare: number;
  /** Its instances booting or ready, all markets together, by zone. */
  readonly byZone: readonly number[];
}

/** One player group as the last scrape saw it. */
export interface GroupObservation {
  /** Requests issued in the window. */
  readonly requests: number;
  readonly playing: number;
  /** Active probes per region in the window, microseconds round trip; one list per region. */
  readonly rttProbes: readonly (readonly number[])[];
}

/** One scrape of the whole world; arrays follow the order of the brief. */
export interface Observation {
  /** Length of the scrape window; 0 before the first scrape. */
  readonly window: Duration;
  readonly regions: readonly RegionObservation[];
  readonly groups: readonly GroupObservation[];
  /** Jobs under way, in the order they came; absent where the scenario has no jobs. */
  readonly jobs?: readonly JobObservation[];
}
