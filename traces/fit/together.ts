import type { TickRecording } from './runs.ts';

/** How two markets move together, tick by tick. */
export interface Together {
  readonly names: readonly [string, string];
  readonly ticks: number;
  readonly correlation: number;
  /** Correlation with the first market `lag` ticks earlier or later, mean of both. */
  readonly lagged: number;
  readonly bothUp: number;
  readonly fallsTogether: number;
  /** Falls in one tick to be expected if the two fell independently. */
  readonly fallsExpected: number;
}

/** Every pair of recordings that were made on one grid and are equally long. */
export function pairsOf(recordings: readonly TickRecording[], lag: number): readonly Together[] {
  return recordings.flatMap((one, i) =>
    recordings
      .slice(i + 1)
      .filter((other) => isBeside(one, other))
      .map((other) => together(one, other, lag)),
  );
}

function isBeside(one: TickRecording, other: TickRecording): boolean {
  return one.gapSeconds === other.gapSeconds && one.ticks.length === other.ticks.length;
}

function together(one: TickRecording, other: TickRecording, lag: number): Together {
  const [a, b] = [one.ticks, other.ticks];
  let [bothUp, fallsA, fallsB, fallsTogether] = [0, 0, 0, 0];
  for (let at = 1; at < a.length; at++) {
    if (a[at - 1] !== 1 || b[at - 1] !== 1) continue;
    bothUp++;
    fallsA += 1 - a[at];
    fallsB += 1 - b[at];
    fallsTogether += (1 - a[at]) * (1 - b[at]);
  }
  return {
    names: [one.name, other.name],
    ticks: a.length,
    correlation: correlate(a, b),
    lagged:
      (correlate(a.slice(lag), b.slice(0, -lag)) + correlate(a.slice(0, -lag), b.slice(lag))) / 2,
    bothUp,
    fallsTogether,
    fallsExpected: bothUp === 0 ? 0 : (fallsA * fallsB) / bothUp,
  };
}

/**
 * Rate a tick of a shock that takes both markets, from all pairs: falls together beyond what
 * independent markets would show, over ticks at which both could fall. Never below 0.
 */
export function sharedShock(pairs: readonly Together[]): number {
  const excess = pairs.reduce((sum, pair) => sum + pair.fallsTogether - pair.fallsExpected, 0);
  const chances = pairs.reduce((sum, { bothUp }) => sum + bothUp, 0);
  return chances === 0 ? 0 : Math.max(0, excess / chances);
}

/** Pearson's correlation; 0 where one side never changes. */
export function correlate(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const joint = mean(a.map((x, i) => (x - meanA) * (b[i] - meanB)));
  const spread = mean(a.map((x) => (x - meanA) ** 2)) * mean(b.map((y) => (y - meanB) ** 2));
  return spread > 0 ? joint / Math.sqrt(spread) : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
