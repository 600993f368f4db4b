/** A recording of one spot market on a grid of equal ticks. */
export interface TickRecording {
  readonly name: string;
  readonly gapSeconds: number;
  /** 1 while an instance can be had, 0 while it cannot. */
  readonly ticks: readonly number[];
}

/**
 * An unbroken stretch of ticks in one state, as far as it was watched. A run that goes on where the
 * recording stops is censored: it lasted at least so long.
 */
export interface Run {
  /** Ticks from its first to its last one seen, those before the watch began included. */
  readonly ticks: number;
  /** Its end was seen; otherwise it is right-censored. */
  readonly isEnded: boolean;
  /** Chances to end that had passed before the watch began, all of them outlived. */
  readonly entry: number;
}

/** The runs of one recording in one state, and what had to be left out. */
export interface WatchedRuns {
  readonly runs: readonly Run[];
  /** The recording begins within a run of this state, whose age is not known. */
  readonly isFirstLeftOut: boolean;
}

/** Part of a recording: ticks from `from` up to, but not with, `until`. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/**
 * The runs of a state that a stretch of the recording shows. The first run of the whole recording
 * is left out, since nobody knows when it began (left-censored); a run that began before the
 * stretch enters it with its age (delayed entry); one that outlasts it is right-censored.
 */
export function watchRuns(
  { ticks }: TickRecording,
  state: number,
  { from, until }: Stretch,
): WatchedRuns {
  const runs: Run[] = [];
  let start = 0;
  for (let at = 1; at <= ticks.length; at++) {
    if (at < ticks.length && ticks[at] === ticks[start]) continue;
    if (start > 0 && ticks[start] === state) {
      runs.push(...cutRun({ start, end: at }, ticks.length, { from, until }));
    }
    start = at;
  }
  const isFirstLeftOut = ticks[0] === state && from === 0;
  return { runs, isFirstLeftOut };
}

/**
 * What a stretch of a recording of that length shows of the run over ticks from `start` up to, but
 * not with, `end`: nothing, or one run. The tick after its last one is needed to see that it ended.
 */
export function cutRun(
  { start, end }: { readonly start: number; readonly end: number },
  length: number,
  { from, until }: Stretch,
): readonly Run[] {
  const seen = Math.min(end, until);
  if (start >= until || end < from || seen <= start) return [];
  const isEnded = end < Math.min(until, length);
  const entry = Math.max(0, from - start - 1);
  const isWatched = isEnded || seen - 1 > entry || entry === 0;
  return isWatched ? [{ ticks: seen - start, isEnded, entry }] : [];
}

/** Whole recording. */
export function wholeOf({ ticks }: TickRecording): Stretch {
  return { from: 0, until: ticks.length };
}

/** Share of ticks of a stretch at which an instance can be had. */
export function shareUp({ ticks }: TickRecording, { from, until }: Stretch): number {
  const part = ticks.slice(from, until);
  return part.reduce((sum, tick) => sum + tick, 0) / part.length;
}
