/**
 * Deletion of the warm-up by MSER-5: the marginal standard error rule of White (1997, Simulation
 * 69) on means of five observations, as White, Cobb and Spratt (2000, Winter Simulation Conference)
 * found it best. It leaves out the beginning whose absence makes the standard error of the rest,
 * taken as if it were independent, the least.
 */
import { badArgument } from './errors.ts';

/** What of a series to leave out, and what the rest amounts to. */
export interface WarmUp {
  /** How many observations to leave out at the beginning: a multiple of the batch size. */
  readonly length: number;
  /** Mean of all observations that are kept, in their unit. */
  readonly mean: number;
  /**
   * False when the rule chose the last place it was allowed to: the series has not warmed up, and
   * its mean is not to be trusted. Run longer.
   */
  readonly isOver: boolean;
}

const LEAST_BATCHES = 10;

/**
 * Finds the warm-up of a series in the order of its recording, in one pass from its end and without
 * a copy. Only the first half may be left out; of equal choices the shortest wins. Refuses a series
 * below ten batches and values that are not finite.
 *
 * @throws EngineError `bad-argument` for a batch size below 1, a series below ten batches, or
 * values that are not finite.
 */
export function findWarmUp(series: Float64Array, batchSize = 5): WarmUp {
  if (!(Number.isSafeInteger(batchSize) && batchSize >= 1)) {
    throw badArgument('batchSize', batchSize, 'a whole number, at least 1');
  }
  const batches = Math.floor(series.length / batchSize);
  if (batches < LEAST_BATCHES) {
    const wanted = `at least ${LEAST_BATCHES} batches of ${batchSize}`;
    throw badArgument('the length of series', series.length, wanted);
  }
  const last = Math.floor(batches / 2);
  const chosen = leastError(series, batches, batchSize);
  const length = chosen * batchSize;
  return { length, mean: meanAfter(series, length), isOver: chosen < last };
}

/** Number of batches to leave out. From the end on, one tally serves every candidate. */
function leastError(series: Float64Array, batches: number, batchSize: number): number {
  const last = Math.floor(batches / 2);
  let [chosen, least] = [last, Infinity];
  let [mean, spread] = [0, 0];
  for (let batch = batches - 1; batch >= 0; batch--) {
    const kept = batches - batch;
    const x = meanOfBatch(series, batch * batchSize, batchSize);
    const distance = x - mean;
    mean += distance / kept;
    spread += distance * (x - mean);
    const error = spread / (kept * kept);
    if (batch <= last && error <= least) [chosen, least] = [batch, error];
  }
  return chosen;
}

function meanOfBatch(series: Float64Array, from: number, size: number): number {
  let sum = 0;
  for (let i = from; i < from + size; i++) sum += series[i];
  if (!Number.isFinite(sum)) throw badArgument(`series near ${from}`, sum, 'finite numbers');
  return sum / size;
}

/**
 * Mean of a series without its first `length` observations; NaN when none is left.
 *
 * @throws EngineError `bad-argument` for values that are not finite.
 */
export function meanAfter(series: Float64Array, length: number): number {
  if (length === series.length) return NaN;
  let mean = 0;
  for (let i = length; i < series.length; i++) mean += (series[i] - mean) / (i - length + 1);
  if (!Number.isFinite(mean)) throw badArgument('series at its end', mean, 'finite numbers');
  return mean;
}

/**
 * Replications of one length, averaged place by place. The warm-up of the average is the better one
 * to leave out of each: chosen by each for itself, it also removes what only happened to be high.
 *
 * @throws EngineError `bad-argument` for no series, or series of two lengths.
 */
export function averageSeries(replications: readonly Float64Array[]): Float64Array {
  const [first, ...others] = replications;
  if (first === undefined) throw badArgument('replications', 'empty', 'at least one series');
  const sums = first.slice();
  for (const [index, { length }] of others.entries()) {
    if (length === sums.length) continue;
    throw badArgument(`the length of replications[${index + 1}]`, length, `${sums.length}`);
  }
  for (const series of others) for (let i = 0; i < sums.length; i++) sums[i] += series[i];
  return sums.map((sum) => sum / replications.length);
}
