import type { Law } from '../../engine/distributions.ts';
import type { Duration } from '../../engine/units.ts';
import type { TimeLaw } from '../../policies/search.ts';
import type { Annealer } from '../devices/annealer.ts';

/** A quantity that grows with a power of the size: ln = intercept + slope ln n + N(0, sd). */
export type Growth = Pick<TimeLaw, 'intercept' | 'slope' | 'sd'>;

/** How often bursts come and how large they are. */
export interface BurstSetup {
  readonly gap: Law;
  /** Factor on the rate by UTC time of day, and the time of day at time 0. */
  readonly cycle: { readonly every: Duration; readonly values: readonly number[] };
  readonly clock: Duration;
  /** Searches of a burst: any number from least to most, all alike likely. */
  readonly least: number;
  readonly most: number;
}

/** How large problems are: log-normal in variables, cut off at both ends. */
export interface SizeSetup {
  readonly mu: number;
  readonly sigma: number;
  readonly least: number;
  readonly most: number;
}

/** The game's own machines for searches: c workers, first come first served. */
export interface ClassicalSetup {
  readonly region: number;
  readonly workers: number;
  readonly law: TimeLaw;
  readonly pricePerHour: number;
  /** Whether workers are held, and paid, for the whole run; false: only while they work. */
  readonly isHeld: boolean;
  readonly idleW: number;
  readonly busyW: number;
  readonly embodiedGPerSecond: number;
}

/** The annealer as a customer meets it. */
export interface AnnealerSetup {
  readonly region: number;
  readonly device: Annealer;
  readonly mostReads: number;
  /** Jobs of other customers: gaps and times of service; a gap of Infinity: there are none. */
  readonly othersGap: number;
  readonly othersService: Law;
  /** From the end of an outage to the next, and how long one lasts; absent: none. */
  readonly outages?: { readonly gap: Law; readonly lasts: Law };
  /** Network and the service's own machinery, there and back. */
  readonly roundTrip: Law;
  /** Seconds to embed a graph on the client's machine, by variables. */
  readonly embedding: Growth;
  /** A client that has no answer this long after it asked turns to the classical machines. */
  readonly giveUp: Duration;
  readonly pricePerHour: number;
  /** Share of its time that the machine is sold: the power of the rest is spread over it. */
  readonly sold: number;
  /** Mean gap of one read that misses the target, as a share of the best value. */
  readonly missGap: number;
}

/** All that is fixed about the burst searches of a run. */
export interface SearchesSetup {
  readonly bursts: BurstSetup;
  readonly size: SizeSetup;
  /** Graphs that come again and again, and the share of searches on one of them. */
  readonly commonGraphs: number;
  readonly commonShare: number;
  readonly deadline: Duration;
  readonly classical: ClassicalSetup;
  readonly annealer: AnnealerSetup;
  /** Waits are told once in this time, this much later. */
  readonly toldEvery: Duration;
  readonly toldDelay: Duration;
}
