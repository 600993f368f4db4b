/** A part of a scenario as it is written in a file. */
export type Raw = Readonly<Record<string, unknown>>;

/** What a drawn scenario is to be; times in minutes. */
export interface Wish {
  /** Players come until then. */
  readonly active: number;
  /** Faults are over by then. */
  readonly calmFrom: number;
  readonly horizon: number;
  readonly detail: string;
}

/** A member that is a mapping; an empty one when it is not there. */
export function partOf(raw: Raw, key: string): Raw {
  const part = raw[key];
  return isRaw(part) ? part : {};
}

/** Whether a value is a mapping. */
export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
