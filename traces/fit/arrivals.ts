import { exp } from '../../engine/math.ts';
import { SECOND, type SimTime } from '../../engine/units.ts';

/** How requests come, by three models of one mean rate. Times in seconds. */
export interface ArrivalFit {
  readonly rate: number;
  /** Coefficient of variation of the gaps: a gamma renewal process has no more to it. */
  readonly gapCv: number;
  /**
   * A rate that switches between (1 + swing) and (1 - swing) times its mean, each state `lasting`
   * seconds in the mean: a Markov-modulated Poisson process of two states.
   */
  readonly swing: number;
  readonly lasting: number;
}

const SHORT = 10;
const LONG = 60;
const LONGEST = 3600;

/** Variance over mean of the counts in steps of so many seconds: 1 for a Poisson process. */
export function scatterOf(arrivals: readonly SimTime[], step: number): number {
  const counts = countsOf(arrivals, step);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0);
  return squares / counts.length / mean;
}

/** Arrivals in each whole step from the first one on. */
function countsOf(arrivals: readonly SimTime[], step: number): readonly number[] {
  const first = arrivals[0];
  const last = arrivals[arrivals.length - 1];
  const counts = new Array<number>(Math.floor((last - first) / (step * SECOND))).fill(0);
  for (const at of arrivals) {
    const cell = Math.floor((at - first) / (step * SECOND));
    if (cell < counts.length) counts[cell]++;
  }
  return counts;
}

/** Coefficient of variation of the gaps. */
export function gapCvOf(arrivals: readonly SimTime[]): number {
  const gaps = arrivals.slice(1).map((at, i) => at - arrivals[i]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const squares = gaps.reduce((sum, gap) => sum + (gap - mean) * (gap - mean), 0);
  return Math.sqrt(squares / gaps.length) / mean;
}

/** Fits all three: the renewal process to the gaps, the modulated one to the scatter of counts. */
export function fitArrivals(arrivals: readonly SimTime[]): ArrivalFit {
  const span = (arrivals[arrivals.length - 1] - arrivals[0]) / SECOND;
  const rate = (arrivals.length - 1) / span;
  const [short, long] = [SHORT, LONG].map((step) => Math.max(0, scatterOf(arrivals, step) - 1));
  const switching = switchingOf(long / short);
  const variance = (short * rate * switching) / (2 * coverOf(switching, SHORT));
  return {
    rate,
    gapCv: gapCvOf(arrivals),
    swing: short === 0 ? 0 : Math.min(1, Math.sqrt(variance) / rate),
    lasting: 2 / switching,
  };
}

/** 1 - (1 - exp(-qt)) / qt: how much of the slow variance a step of t sees. */
function coverOf(q: number, t: number): number {
  return 1 - (1 - exp(-q * t)) / (q * t);
}

/** Rate at which the modulation forgets, from how much more long steps scatter than short ones. */
function switchingOf(ratio: number): number {
  let low = 2 / LONGEST;
  let high = 10;
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(low * high);
    if (coverOf(middle, LONG) / coverOf(middle, SHORT) > ratio) low = middle;
    else high = middle;
  }
  return low;
}

/** Scatter of counts that the modulated process has in steps of so many seconds. */
export function modulatedScatter({ rate, swing, lasting }: ArrivalFit, step: number): number {
  const q = 2 / lasting;
  const variance = swing * swing * rate * rate;
  return 1 + ((2 * variance) / rate / q) * coverOf(q, step);
}

/** Coefficient of variation of the modulated process's gaps, in closed form. */
export function modulatedGapCv({ rate, swing, lasting }: ArrivalFit): number {
  const [a, b, s] = [rate * (1 + swing), rate * (1 - swing), 1 / lasting];
  const det = a * b + s * (a + b);
  // Gaps begin with an arrival, which comes more often from the faster state.
  const [fast, slow] = [a / (a + b), b / (a + b)];
  const first = [(b + s + s) / det, (s + a + s) / det];
  const mean = fast * first[0] + slow * first[1];
  const second = [
    ((b + s) * first[0] + s * first[1]) / det,
    (s * first[0] + (a + s) * first[1]) / det,
  ];
  const square = 2 * (fast * second[0] + slow * second[1]);
  return Math.sqrt(square / (mean * mean) - 1);
}
