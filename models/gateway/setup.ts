import type { Duration } from '../../engine/units.ts';

/** Active checks of every region from every group's gateway. */
export interface CheckSetup {
  readonly every: Duration;
  /** No answer within this is a failure; at most `every`. */
  readonly timeOut: Duration;
  /** Failures in a row that take a region out, and passes in a row that bring it back. */
  readonly unhealthyAfter: number;
  readonly healthyAfter: number;
  /** Whether a check waits in line as a request does, or only asks whether a slot is ready. */
  readonly waitsInLine: boolean;
}

/** Passive ejection: a gateway judges a region by what its own requests meet there. */
export interface EjectionSetup {
  /** Failures in a row. */
  readonly after: number;
  /** Ejected for `base` times the number of recent ejections, at most `most`. */
  readonly base: Duration;
  readonly most: Duration;
  /** That number falls by one for every such span without an ejection. */
  readonly forgive: Duration;
  /** Largest share of regions that a gateway ejects; one may always be. */
  readonly share: number;
}

/** How a gateway weighs the regions it holds for good. */
export const WEIGHTS = ['policy', 'usage', 'least-request'] as const;

/** What happens when a request meets a full queue at a region's gateway. */
export const SHEDDING = ['newest', 'oldest', 'lowest-priority'] as const;

/** Weights and how long they take to act. */
export interface WeightSetup {
  readonly by: (typeof WEIGHTS)[number];
  /** Weights are read and put into force this often. */
  readonly sync: Duration;
  /** A player keeps the region it was given for this long, as a cached name does; 0: no time. */
  readonly hold: Duration;
  /** Players of a region whose weight falls to 0 stay for this long while it is in. */
  readonly drain: Duration;
}

/** A bucket of tokens, one a request. */
export interface BucketSetup {
  readonly perSecond: number;
  readonly burst: number;
}

/** What a region's gateway lets in; Infinity where there is no cap. */
export interface AdmissionSetup {
  readonly inFlight: number;
  /** Requests in flight for each ready slot. */
  readonly perSlot: number;
  readonly queue: number;
  /** A request waits no longer than this in the gateway's queue. */
  readonly deadline: Duration;
  readonly shed: (typeof SHEDDING)[number];
  /** By group; higher is more important. */
  readonly priority: readonly number[];
  /** By group; undefined: as many as come. */
  readonly buckets: readonly (BucketSetup | undefined)[];
}

/** How clients wait and try again. */
export interface ClientSetup {
  readonly timeOut: Duration;
  /** Attempts at most, the first included. */
  readonly attempts: number;
  /** Before the nth retry: first × factor^(n-1), at most `most`, less up to `jitter` of it. */
  readonly first: Duration;
  readonly factor: number;
  readonly most: Duration;
  readonly jitter: number;
  /** Retries that one request adds to its group's budget, and the most it holds. */
  readonly budget: number;
  readonly reserve: number;
  /** Whether an attempt that timed out is taken back from the region that works on it. */
  readonly cancels: boolean;
  /** Whether a retry avoids the region of the attempt before. */
  readonly goesElsewhere: boolean;
}

/** One gateway before every group of players. */
export interface GatewaySetup {
  readonly checks?: CheckSetup;
  readonly ejection?: EjectionSetup;
  readonly weights: WeightSetup;
  readonly admission?: AdmissionSetup;
  readonly clients: ClientSetup;
}
