/** Where the recorded data of a role are: shipped, or a public format on the user's disk. */
export type TraceSource =
  | { readonly kind: 'shipped'; readonly name: string }
  | {
      readonly kind: 'import';
      readonly format: string;
      /** Path below the traces folder (`--traces DIR`). */
      readonly from: string;
      /** First instant wanted, Unix seconds; absent: the first recorded. */
      readonly since?: number;
      /** Column, instance type or field inside the file, where the format has several. */
      readonly select?: string;
    };

/** The roles of recorded data a scenario names. */
export interface TraceSources {
  /** Average intensity: what operational emissions are accounted with. */
  readonly carbon: TraceSource;
  /** Marginal intensity: a KPI of its own; absent: none. */
  readonly marginal?: TraceSource | undefined;
  readonly prices: TraceSource;
  readonly availability: TraceSource;
  readonly rtt: TraceSource;
  readonly jitter: TraceSource;
  readonly tokens: TraceSource;
  /** Recorded jobs, for classes that replay them; absent: none. */
  readonly jobs?: TraceSource | undefined;
}
