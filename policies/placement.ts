import type { Duration, SimTime } from '../engine/units.ts';
import type { Gate } from './gate.ts';

/** Where an inference may run: in the player's hand, at the near point of presence, in a region. */
export type Place = 'device' | 'edge' | 'cloud';

/** The places in the order that choices are numbered. */
export const PLACES: readonly Place[] = ['device', 'edge', 'cloud'];

/** One rung of the ladder of variants of a model, the best first. */
export interface VariantBrief {
  readonly name: string;
  /** Quality of its answers, 0..1; the full model is 1. */
  readonly fidelity: number;
  /** Mean work of one answer by place in the order of `PLACES`; Infinity where it does not fit. */
  readonly work: readonly Duration[];
}

/** What is known of placing before the first frame. Choice = place * variants + variant. */
export interface PlacementBrief {
  readonly variants: readonly VariantBrief[];
  /** An answer later than this after its frame asked is a late frame. */
  readonly budget: Duration;
  /** From one frame to the next. */
  readonly frameEvery: Duration;
  /** Price of one busy second by place, USD; 0 on the player's own device. */
  readonly pricePerSecond: readonly number[];
  /** Power of one busy second by place, W, overhead of the building included. */
  readonly powerW: readonly number[];
  /** Where a local answer takes over when a remote one is not there in time. */
  readonly hasFallback: boolean;
}

/** One way to a remote place, as the player's client has measured it. All times microseconds. */
export interface LinkView {
  lastRtt: number;
  /** Exponential means over about 1 s and 10 s. */
  quickRtt: number;
  slowRtt: number;
  /** Interarrival jitter of RFC 3550. */
  jitter: number;
  /** Median and other quantiles of the last 32 round trips. */
  p10Rtt: number;
  p25Rtt: number;
  medianRtt: number;
  p75Rtt: number;
  p90Rtt: number;
  p95Rtt: number;
  /** Share of the last 32 frames sent there that were lost or timed out. */
  loss: number;
  /** Age of the last round trip; Infinity before the first. */
  age: number;
  /** Mean wait for a slot there, as last scraped, and the age of that scrape. */
  wait: number;
  waitAge: number;
}

/** All that a placement gate may see of one frame. The same object is filled for every frame. */
export interface PlacementView {
  at: SimTime;
  player: number;
  group: number;
  /** Ways to the near point of presence and to the region, in that order. */
  readonly links: readonly [LinkView, LinkView];
  /** Heat of the player's device, 0 cool, 1 hot and slow; -1 where it has no neural unit. */
  heat: number;
  /** Choice of the frame before; -1 at the first. */
  choice: number;
  /** Grid intensity at the region, g/kWh, as last scraped. */
  intensityGPerKwh: number;
}

/** What became of one placed frame, told to the gate when the client knows. */
export interface PlacementOutcome {
  at: SimTime;
  player: number;
  choice: number;
  /** From asking to answer, microseconds; Infinity where none came. */
  response: number;
  /** Round trip alone, microseconds; 0 for the device. */
  roundTrip: number;
  isLate: boolean;
  /** Whether the local model answered in its stead. */
  isFallback: boolean;
}

/** A gate that places frames. */
export type PlacementGate = Gate<PlacementView, PlacementOutcome, unknown>;
