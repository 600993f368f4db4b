/**
 * The mean of one long, correlated run by batch means, in constant memory: when the line of batches
 * is full, neighbours are joined and batches are twice as long from then on (Fishman 1978, Yarberry
 * 1993). How many batches make an interval follows Schmeiser (1982): few and long.
 */
import { badArgument } from './errors.ts';
import { estimateMean } from './estimate.ts';
import { normalQuantile } from './special.ts';

/** Sums of successive batches of a stream of observations; plain data. */
export interface BatchMeans {
  /** Sums of the finished batches, oldest first; what lies beyond `finished` means nothing. */
  readonly sums: Float64Array;
  finished: number;
  /** Observations to a batch: a power of two. */
  size: number;
  /** Observations in the batch that is being filled, and their sum. */
  held: number;
  heldSum: number;
}

/** The steady-state mean with its interval, and whether the batches were long enough for it. */
export interface SteadyEstimate {
  /** Mean of the observations in `count` batches; NaN when there is no batch. */
  readonly mean: number;
  /** Student's, over the batches; Infinity while there are too few of them. */
  readonly halfWidth: number;
  /** Batches in the interval: 20 to 39, usually just above 20. */
  readonly count: number;
  /** Observations to each of them. */
  readonly batchSize: number;
  /** Correlation of neighbours among the stored batches, which are shorter; NaN below three. */
  readonly correlation: number;
  /**
   * Whether stored batches look correlated (von Neumann's ratio, 5 %, one-sided): the run is too
   * short and the interval too narrow. An independent stream is blamed once in twenty times; a run
   * that is not blamed may only have missed the busy spells, so never choose among runs by it.
   */
  readonly isCorrelated: boolean;
}

/** Below this many batches Student's interval jumps about; Schmeiser finds little gain above 30. */
const LEAST_BATCHES = 20;
const BLAME = 0.95;

/**
 * No observation yet; `capacity`, an even number, is how many batches are stored at most.
 *
 * @throws EngineError `bad-argument` for a capacity that is odd, or below 40.
 */
export function createBatchMeans(capacity = 128): BatchMeans {
  if (!(Number.isSafeInteger(capacity) && capacity % 2 === 0 && capacity >= 2 * LEAST_BATCHES)) {
    throw badArgument('capacity', capacity, `an even number, at least ${2 * LEAST_BATCHES}`);
  }
  return { sums: new Float64Array(capacity), finished: 0, size: 1, held: 0, heldSum: 0 };
}

/**
 * Takes the next observation of the run, a finite number. Leave the warm-up out before.
 *
 * @throws EngineError `bad-argument` for what is not a finite number.
 */
export function observe(batches: BatchMeans, x: number): void {
  if (!Number.isFinite(x)) throw badArgument('x', x, 'a finite number');
  batches.heldSum += x;
  batches.held++;
  if (batches.held < batches.size) return;
  batches.sums[batches.finished++] = batches.heldSum;
  batches.held = 0;
  batches.heldSum = 0;
  if (batches.finished === batches.sums.length) joinNeighbours(batches);
}

function joinNeighbours(batches: BatchMeans): void {
  const { sums } = batches;
  batches.finished /= 2;
  for (let i = 0; i < batches.finished; i++) sums[i] = sums[2 * i] + sums[2 * i + 1];
  batches.size *= 2;
}

/**
 * Mean and interval of what was observed so far (95 % unless told). Stored batches are joined to
 * about twenty; an odd rest is left out at the beginning, where the start of the run still tells,
 * and so is the unfinished batch at the end.
 *
 * @throws EngineError `bad-argument` for a confidence that is not above 0 and below 1.
 */
export function estimateSteady(batches: BatchMeans, confidence = 0.95): SteadyEstimate {
  const { finished, size } = batches;
  const stored = Array.from(batches.sums.subarray(0, finished), (sum) => sum / size);
  const joined = Math.max(1, Math.floor(finished / LEAST_BATCHES));
  const means = joinLast(stored, joined);
  const { mean, halfWidth, count } = estimateMean(means, confidence);
  const correlation = correlationOf(stored);
  return {
    mean,
    halfWidth: count < LEAST_BATCHES ? Infinity : halfWidth,
    count,
    batchSize: size * joined,
    correlation,
    isCorrelated: correlation > limitFor(finished),
  };
}

/** Means of runs of `joined` neighbours, counted from the end. */
function joinLast(values: readonly number[], joined: number): readonly number[] {
  const first = values.length % joined;
  return Array.from({ length: (values.length - first) / joined }, (_, group) => {
    let sum = 0;
    for (let i = 0; i < joined; i++) sum += values[first + group * joined + i];
    return sum / joined;
  });
}

/**
 * 1 - Σ(x - next)² ÷ 2Σ(x - mean)², von Neumann 1941: the lag-1 autocorrelation but for the two
 * ends; 0 on average when the values are independent and normal.
 */
function correlationOf(values: readonly number[]): number {
  if (values.length < 3) return NaN;
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  let [steps, spread] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    spread += (values[i] - mean) * (values[i] - mean);
    if (i > 0) steps += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
  }
  return spread === 0 ? 0 : 1 - steps / (2 * spread);
}

/** What independent values exceed once in twenty times: the variance is (n - 2) ÷ (n² - 1). */
function limitFor(count: number): number {
  return normalQuantile(BLAME) * Math.sqrt((count - 2) / (count * count - 1));
}
