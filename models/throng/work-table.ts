import { cdfOf, type Law, meanOf } from '../../engine/distributions.ts';
import { BINS, binOf } from '../bins.ts';
import type { WorkSetup } from '../setup.ts';

/** Values of a law that stand for equal shares of it. */
const LEVELS = 2048;
const HALVINGS = 50;

/** What a request may work: pairs drawn with equal chance, microseconds. */
export interface WorkTable {
  /** From the start of service to the answer that is felt. */
  readonly answer: Float64Array;
  /** How long the slot is held. */
  readonly hold: Float64Array;
  readonly meanHold: number;
}

/** Every recorded pair of token counts, or the middles of equal shares of a law. */
export function tabulateWork(work: WorkSetup): WorkTable {
  if (work.kind === 'law') {
    const hold = quantilesOf(work.law, LEVELS);
    return { answer: hold, hold, meanHold: averageOf(hold) };
  }
  const { context, generated } = work;
  const answer = context.map((tokens) => Math.round(work.first + work.prefill * tokens));
  const hold = answer.map((felt, pick) => Math.round(felt + work.decode * generated[pick]));
  return { answer, hold, meanHold: averageOf(hold) };
}

/**
 * Middles of equal shares of a law, microseconds. The last one stands for the far end of the tail:
 * it is as long as the mean of the law wants it.
 */
export function quantilesOf(law: Law, levels: number): Float64Array {
  const values = new Float64Array(levels);
  let low = 0;
  for (let level = 0; level < levels; level++) {
    low = quantileOf(law, (level + 0.5) / levels, low);
    values[level] = low;
  }
  const missing = (meanOf(law) - averageOf(values)) * levels;
  const last = values[levels - 1] + missing;
  if (Number.isFinite(missing) && last >= 0) values[levels - 1] = last;
  return values;
}

function quantileOf(law: Law, share: number, from: number): number {
  let low = from;
  let high = Math.max(1, 2 * from);
  while (cdfOf(law, high) < share) high *= 2;
  for (let i = 0; i < HALVINGS && high - low > 1e-6 * high; i++) {
    const middle = (low + high) / 2;
    if (cdfOf(law, middle) < share) low = middle;
    else high = middle;
  }
  return high;
}

/** Share of the values, times a factor, in each bin of the telemetry. */
export function binShares(values: Float64Array, factor: number): Float64Array {
  const shares = new Float64Array(BINS);
  for (const value of values) shares[binOf(Math.round(value * factor))] += 1 / values.length;
  return shares;
}

function averageOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
