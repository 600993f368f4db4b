/** One device in place of others: what making it emitted, and what it saves while it works. */
export interface Replacement {
  readonly embodiedKg: number;
  /** Power of the devices it replaces less its own, at the same work, W. */
  readonly savedW: number;
  readonly intensityGPerKwh: number;
  readonly pue: number;
}

/**
 * Hours of such work after which a new device has saved what making it emitted; Infinity when it
 * never does. What the old ones were made with is spent either way and stays out.
 */
export function breakEvenHours(one: Replacement): number {
  const gramsPerHour = (one.savedW / 1000) * one.pue * one.intensityGPerKwh;
  return gramsPerHour > 0 ? (one.embodiedKg * 1000) / gramsPerHour : Number.POSITIVE_INFINITY;
}
