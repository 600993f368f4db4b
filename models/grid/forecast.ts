import type { Duration } from '../../engine/units.ts';

/** How wrong a forecast is that a provider sells: see `drawNoise`. */
export interface ForecastError {
  /** Standard deviation of the log error far ahead. */
  readonly limit: number;
  /** Hours ahead at which half of its variance is reached. */
  readonly halfBy: number;
  /** Correlation of one issue's revisions for neighbouring hours, 0..1. */
  readonly correlation: number;
}

/**
 * Where the forecast of carbon intensity comes from: the forecaster, which knows the past only;
 * the last value, held; or the truth, disturbed as a provider's forecast is.
 */
export type ForecastSource =
  | { readonly kind: 'seasonal' }
  | { readonly kind: 'persistence' }
  | { readonly kind: 'disturbed'; readonly error: ForecastError };

/** A forecast that is issued every so often, for each of so many whole hours ahead. */
export interface ForecastSetup {
  readonly source: ForecastSource;
  readonly every: Duration;
  readonly hours: number;
}

/** Hours of past the forecaster uses: seven whole days and the hour now. */
export const PAST_HOURS = 7 * 24;

/** Hours ahead at which a forecast ends; a bought one is first told then. */
export const FURTHEST_HOURS = 96;
