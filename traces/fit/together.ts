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
  /** Ticks at which neither would fall if the two fell independently. */
  readonly staysExpected: number;
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
    staysExpected: bothUp === 0 ? 0 : ((bothUp - fallsA) * (bothUp - fallsB)) / bothUp,
  };
}

/**
 * Chance a tick of a shock q that takes both markets, from all pairs. With chances a and b to fall,
 * shocks counted, falls together exceed a b by (1 - a) (1 - b) q / (1 - q) (Marshall and Olkin
 * 1967: both stay with chance (1 - a) (1 - b) / (1 - q)). Never below 0.
 */
export function sharedShock(pairs: readonly Together[]): number {
  const excess = pairs.reduce((sum, pair) => sum + pair.fallsTogether - pair.fallsExpected, 0);
  const stays = pairs.reduce((sum, { staysExpected }) => sum + staysExpected, 0);
  const odds = stays > 0 ? Math.max(0, excess / stays) : 0;
  return odds / (1 + odds);
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
