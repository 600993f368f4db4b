import type { Duration, SimTime } from '../engine/units.ts';
import type { LinkJitter } from './series-links.ts';

/** What a series says after its last point: keep the last value, or start again from the first. */
export type SeriesEnd = 'hold' | 'repeat';

/** A step function of time: value i holds over [times[i], times[i+1]). */
export interface Series {
  readonly name: string;
  /** Unit of the values, for people: `gCO2e/kWh`, `USD/h`, `1`. */
  readonly unit: string;
  /** Ascending instants in microseconds; the first is 0. */
  readonly times: readonly SimTime[];
  readonly values: readonly number[];
  /** Where the recorded span ends, microseconds: after it `end` decides. */
  readonly span: SimTime;
  readonly end: SeriesEnd;
  /** Series of one name here were recorded side by side: they are cut at the same instants. */
  readonly beside?: string;
}

/** Whose emissions a carbon intensity counts: of all that runs, or of the next kWh. */
export type CarbonAccounting = 'average' | 'marginal';

/** Which emissions: burning only, or the whole life cycle of the plants. Never to be mixed. */
export type CarbonScope = 'lifecycle' | 'direct';

/** A carbon intensity that says what it is; an average never stands in for a marginal one. */
export interface CarbonSeries<A extends CarbonAccounting = CarbonAccounting> extends Series {
  readonly accounting: A;
  readonly scope: CarbonScope;
  /** Values at the whole hours before time 0, oldest first: what a forecaster starts with. */
  readonly before?: readonly number[];
}

/** On-demand and spot price of one instance type in one region, USD per hour. */
export interface PriceSeries {
  readonly onDemand: Series;
  readonly spot: Series;
}

/** Base round-trip times, microseconds. */
export interface RttMatrix {
  readonly names: readonly string[];
  /** rtt[i][j] between names[i] and names[j]; the diagonal is the round trip inside one region. */
  readonly rtt: readonly (readonly number[])[];
}

/** Prompt and reply sizes of recorded requests, row by row (their correlation is kept). */
export interface TokenSample {
  readonly context: readonly number[];
  readonly generated: readonly number[];
}

/** Round trip over the link's median: the jitter that multiplies a base round trip. Ascending. */
export interface JitterSample {
  readonly factors: readonly number[];
  /** Delays that come on top of it, where each link has a law of its own. */
  readonly links?: LinkJitter;
}

/** Recorded jobs, row by row in the order they came. */
export interface JobSample {
  /** Arrivals, microseconds from the first one on. */
  readonly at: readonly SimTime[];
  /** Work in time of one instance: what it took on all of them times how many there were. */
  readonly work: readonly Duration[];
  /** Instances of each job, at least 1. */
  readonly width: readonly number[];
}

/** Where the numbers of one role come from. */
export interface Provenance {
  readonly name: string;
  /** Publisher and title, or the generator and the figures it was fitted to. */
  readonly source: string;
  readonly licence: string;
  /** Digest of the parsed content, 16 hex digits. */
  readonly digest: string;
}

/** The recorded world of one scenario, rebased on its epoch: plain data, sent to workers. */
export interface TraceBundle {
  /** Average carbon intensity by grid zone, gCO2e/kWh. */
  readonly carbon: Readonly<Record<string, CarbonSeries<'average'>>>;
  /** Marginal carbon intensity by grid zone, of the same scope; absent where none is given. */
  readonly marginal?: Readonly<Record<string, CarbonSeries<'marginal'>>>;
  /** Prices by region name. */
  readonly prices: Readonly<Record<string, PriceSeries>>;
  /**
   * Spot capacity of one zone each, as a share of its most: a fall from u to v takes each held
   * instance with chance 1 - v/u, all of them when v is 0; while it is 0 nothing is sold.
   */
  readonly availability: readonly Series[];
  readonly rtt: RttMatrix;
  readonly jitter: JitterSample;
  readonly tokens: TokenSample;
  /** Present where the scenario names a trace of jobs. */
  readonly jobs?: JobSample;
  readonly provenance: readonly Provenance[];
}
