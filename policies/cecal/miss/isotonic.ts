/** A chance that never falls as the log-odds rise: a value a block, from its least log-odds. */
export interface Staircase {
  readonly from: Float64Array;
  readonly chances: Float64Array;
}

/**
 * Isotonic calibration by pooling adjacent violators (Ayer and others, 1955): the non-falling
 * chance nearest to what happened, in squares. Wants a thousand late answers; few are luck.
 */
export function fitStaircase(logits: Float64Array, misses: Uint8Array): Staircase {
  const order = Array.from(logits.keys()).sort((a, b) => logits[a] - logits[b] || a - b);
  const from: number[] = [];
  const sums: number[] = [];
  const sizes: number[] = [];
  let previous = Number.NaN;
  for (const i of order) {
    if (logits[i] === previous) {
      sums[sums.length - 1] += misses[i];
      sizes[sizes.length - 1]++;
    } else {
      from.push(logits[i]);
      sums.push(misses[i]);
      sizes.push(1);
    }
    previous = logits[i];
    pool(from, sums, sizes);
  }
  return {
    from: Float64Array.from(from),
    chances: Float64Array.from(sums.map((sum, i) => sum / sizes[i])),
  };
}

/** The chance of the block that the log-odds fall into; below the first block its own. */
export function staircaseChance(staircase: Staircase, logit: number): number {
  let low = 0;
  let high = staircase.from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (staircase.from[middle] <= logit) low = middle;
    else high = middle - 1;
  }
  return staircase.chances[low];
}

function pool(from: number[], sums: number[], sizes: number[]): void {
  for (let last = sums.length - 1; last > 0; last--) {
    if (sums[last] * sizes[last - 1] > sums[last - 1] * sizes[last]) return;
    sums[last - 1] += sums[last];
    sizes[last - 1] += sizes[last];
    from.pop();
    sums.pop();
    sizes.pop();
  }
}
