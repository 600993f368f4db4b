/** What a parameter measures; the scenario file must give it with that unit. */
export type ParameterUnit = 'ratio' | 'duration' | 'count' | 'money' | 'money per hour';

/** One tunable of a policy, as the scenario file may set it. */
export interface ParameterSpec {
  readonly unit: ParameterUnit;
  /** Inclusive bounds in base units: 1 for ratios, microseconds, instances, USD. */
  readonly least: number;
  readonly most: number;
  /** Absent: the scenario must give it. */
  readonly default?: number;
  /** What it means, one sentence. */
  readonly doc: string;
}

/** A policy's parameters in base units, by name. */
export type Parameters = Readonly<Record<string, number>>;
