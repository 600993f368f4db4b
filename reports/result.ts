import type { RunTotals } from './run-totals.ts';

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
  /** The resolved scenario: every default written out. */
  readonly resolved: unknown;
}
