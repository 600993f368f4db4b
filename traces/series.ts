import type { SimTime } from '../engine/units.ts';

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
  readonly carbon: Readonly<Record<string, Series>>;
  /** Prices by region name. */
  readonly prices: Readonly<Record<string, PriceSeries>>;
  /** Spot capacity of one zone each: 1 sold, 0 not; a step from 1 to 0 revokes what is held. */
  readonly availability: readonly Series[];
  readonly rtt: RttMatrix;
  readonly jitter: JitterSample;
  readonly tokens: TokenSample;
  readonly provenance: readonly Provenance[];
}
