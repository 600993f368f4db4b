/** Instant of simulated time: whole microseconds since the scenario's epoch. */
export type SimTime = number;

/** Length of simulated time: whole microseconds. */
export type Duration = number;

/** One millisecond in microseconds. */
export const MILLISECOND = 1_000;

/** One second in microseconds. */
export const SECOND = 1_000_000;

/** One minute in microseconds. */
export const MINUTE = 60 * SECOND;

/** One hour in microseconds. */
export const HOUR = 60 * MINUTE;

/** One day in microseconds. */
export const DAY = 24 * HOUR;

/** The nearest whole microsecond, halves up. Several times as fast as Math.round. */
export function roundTime(x: number): SimTime {
  return Math.floor(x + 0.5);
}
