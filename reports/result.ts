import type { BillRow, FootprintRow } from './bill.ts';
import type { BootTotals } from './boot-totals.ts';
import type { FaultOutcome } from './fault-outcome.ts';
import type { RunTotals } from './run-totals.ts';
import type { SearchSwitch } from './search-totals.ts';
import type { SloOutcome } from './slo-outcome.ts';

/** A KPI of one replication, or of one comparison: undefined ones say why and never become 0. */
export type Value = { readonly value: number } | { readonly undefinedBecause: string };

/** One replication of one contender: exact totals, KPIs and the digest of every event. */
export interface ReplicationResult {
  readonly contender: string;
  readonly replication: number;
  readonly seed: number;
  /** Sixteen hex digits over every event of the run. */
  readonly digest: string;
  readonly events: number;
  /** Numerators and denominators apart, so that ratios over replications are divided last. */
  readonly totals: RunTotals;
  /** KPI values by id, in base units of their definition. */
  readonly kpis: Readonly<Record<string, Value>>;
  /** Where the time and money of boots went; absent where they follow a law. */
  readonly boots?: BootTotals;
  /** How the run got over each fault; absent where the scenario has none. */
  readonly faults?: readonly FaultOutcome[];
  /** How the run kept its objective; absent where the scenario has none. */
  readonly slo?: SloOutcome;
  /** When rules began or ceased to overrule the gate of searches; absent where they never did. */
  readonly switches?: readonly SearchSwitch[];
  /** What was paid and what was emitted, line by line: they add up to the totals. */
  readonly bill?: readonly BillRow[];
  readonly footprint?: readonly FootprintRow[];
}

/**
 * A KPI over replications with the half-width of its 95 % Student interval, absent for a single
 * replication. Ratios are pooled (all numerators over all denominators), the rest are means.
 */
export type Estimate =
  | { readonly mean: number; readonly halfWidth?: number; readonly replications: number }
  | { readonly undefinedBecause: string };

/** One contender over its replications. */
export interface ContenderResult {
  readonly name: string;
  readonly kpis: Readonly<Record<string, Estimate>>;
  readonly replications: readonly ReplicationResult[];
}

/** Paired difference of two contenders under common random numbers: `contender` minus `against`. */
export interface Comparison {
  readonly contender: string;
  readonly against: string;
  readonly kpis: Readonly<Record<string, Estimate>>;
}

/** A fork on the way to a result: up to `at` the run is that of the save, then it is another. */
export interface Forked {
  /** Microseconds since the epoch of the scenario. */
  readonly at: number;
  /** Digest of the save it went on from. */
  readonly save: string;
  /** What was changed there, `PATH=VALUE` each. */
  readonly edits: readonly string[];
}

/** How far one contender's outcome hangs on the order of events that share instant and rank. */
export interface TieSensitivity {
  readonly name: string;
  /** Runs with another order, and how many of them came to other totals. */
  readonly runs: number;
  readonly moved: number;
  /** KPIs whose estimate moved, by id: the widest shift, and its share of the half-width. */
  readonly kpis: Readonly<
    Record<string, { readonly shift: number; readonly ofHalfWidth?: number }>
  >;
}

/** What `playtwin run` gives and `--out` writes. */
export interface ScenarioResult {
  readonly schema: 'playtwin/result/1';
  readonly scenario: string;
  readonly question: string;
  readonly seed: number;
  readonly provenance: readonly {
    readonly name: string;
    readonly source: string;
    readonly licence: string;
    readonly digest: string;
  }[];
  readonly contenders: readonly ContenderResult[];
  readonly comparisons: readonly Comparison[];
  /** Each contender minus one that sees the future; absent where none does. */
  readonly regrets?: readonly Comparison[];
  /** Absent in a run that is of one piece; else the scenario below holds from the last fork on. */
  readonly forks?: readonly Forked[];
  /** Only when it was asked for: one entry a contender. */
  readonly ties?: readonly TieSensitivity[];
  /** The resolved scenario: every default written out. */
  readonly resolved: unknown;
}
