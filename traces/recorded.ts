import { type Duration, SECOND } from '../engine/units.ts';
import { refuse } from './problem.ts';
import type { Series } from './series.ts';
import { rebase } from './series-ops.ts';
import { formatUtc } from './utc.ts';

/** A series and the Unix second at which its time 0 was recorded. */
export interface RecordedSeries {
  readonly startsAt: number;
  readonly series: Series;
}

/** The part of a recording to use: first instant (absent: the first recorded) and least length. */
export interface Window {
  readonly since?: number;
  readonly span: Duration;
}

/** The recording from `since` on; refuses an instant outside it and names the recorded span. */
export function cutSince(file: string, recorded: RecordedSeries, window: Window): Series {
  const { startsAt, series } = recorded;
  const since = window.since ?? startsAt;
  const endsAt = startsAt + series.span / SECOND;
  if (since >= startsAt && since < endsAt) {
    return rebase(series, Math.round((since - startsAt) * SECOND));
  }
  return refuse({
    file,
    row: 0,
    found: `since ${formatUtc(since)}`,
    wanted: `an instant from ${formatUtc(startsAt)} up to ${formatUtc(endsAt)} UTC, as recorded`,
  });
}

/** A note when a series is shorter than the horizon and its end behaviour takes over. */
export function shortNote(series: Series, span: Duration): readonly string[] {
  if (series.span >= span) return [];
  const hours = (series.span / (3600 * SECOND)).toFixed(1);
  const then = series.end === 'repeat' ? 'starts again' : 'keeps its last value';
  return [`${series.name}: recorded for ${hours} h, shorter than the horizon; then it ${then}`];
}
