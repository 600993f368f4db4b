import { sin } from '../../engine/math.ts';

/**
 * Memory from one reading to the next and the one after: how far a link's delayed readings come in
 * rows. The correlation of a link's few readings is held against that of the same readings in
 * random order, which is below 0; links are weighted by what they say. The share and the keep are
 * of the normal score behind a reading, taking delayed and quiet as halves of it (exact when one
 * reading in two is delayed, good to a tenth for shares from 0.3 to 0.7).
 */
export function fitMemory(
  rows: readonly (readonly number[])[],
  isDelayed: (value: number) => boolean,
): { readonly share: number; readonly keep: number } {
  const marks = rows.map((row) => row.map((value) => (isDelayed(value) ? 1 : 0)));
  const [next, second] = [1, 2].map((lag) => scoreOf(memoryAt(marks, lag)));
  if (next <= 0 || second <= 0) return { share: Math.max(0, next), keep: 0 };
  const keep = Math.min(1, second / next);
  return { share: Math.min(1, next / keep), keep };
}

/** Correlation of readings this many readings apart, free of the bias of short rows. */
export function memoryAt(rows: readonly (readonly number[])[], lag: number): number {
  let joint = 0;
  let variance = 0;
  for (const row of rows) {
    const n = row.length;
    if (n <= lag + 1) continue;
    const mean = row.reduce((sum, value) => sum + value, 0) / n;
    const squares = row.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    for (let i = lag; i < n; i++) {
      joint += (row[i] - mean) * (row[i - lag] - mean) + squares / (n * (n - 1));
      variance += squares / (n - 1);
    }
  }
  return variance === 0 ? 0 : joint / variance;
}

// Sheppard 1899: halves of a bivariate normal law agree by the arc sine of its correlation.
function scoreOf(correlation: number): number {
  return sin((Math.PI / 2) * correlation);
}
