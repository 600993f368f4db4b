/** A compiled part of an expression: its value at t seconds and its power of time (1: seconds). */
export interface Term {
  readonly power: number;
  readonly at: (t: number) => number;
  /** Set when the value does not depend on t. */
  readonly constant?: number;
}

/** How an operator or function maps powers of time and values. */
export interface Rule {
  /** Names of the arguments, for complaints; `…` last: any number of them. */
  readonly takes: readonly string[];
  /** Power of the result, or nothing when the arguments' units do not fit. */
  readonly power: (args: readonly Term[]) => number | undefined;
  readonly of: (values: readonly number[]) => number;
}
