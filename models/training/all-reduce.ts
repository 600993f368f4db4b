import { exp } from '../../engine/math.ts';
import { normalQuantile } from '../../engine/special.ts';
import type { Duration } from '../../engine/units.ts';

/** Data-parallel training by ring all-reduce: what one step is made of. */
export interface AllReduce {
  /** Forward and backward pass of one worker, mean. */
  readonly step: Duration;
  /** Bytes of gradient that all workers must add up. */
  readonly gradientBytes: number;
  /** Bytes a second of the ring's narrowest link. */
  readonly bytesPerSecond: number;
  /** Of one message between neighbours. */
  readonly latency: Duration;
  /** Gradients are sent in buffers of this many bytes (tensor fusion). */
  readonly bufferBytes: number;
  /** Share of the step during which gradients that are ready already may travel. */
  readonly overlap: number;
  /** Standard deviation of the logarithm of one worker's step: the slowest sets the pace. */
  readonly spread: number;
}

/**
 * Time for n workers to add up their gradients: each of k buffers goes round the ring twice, in
 * 2(n - 1) messages of an n-th of its bytes. Nothing for a single worker.
 */
export function reduceTime(cost: AllReduce, n: number): number {
  if (n < 2) return 0;
  const hops = 2 * (n - 1);
  const buffers = Math.max(1, Math.ceil(cost.gradientBytes / cost.bufferBytes));
  const seconds = ((hops / n) * cost.gradientBytes) / cost.bytesPerSecond;
  return hops * buffers * cost.latency + seconds * 1e6;
}

/**
 * How much longer than one worker's mean step the slowest of n takes, for a lognormal step: its
 * quantile at Blom's position (n - 0.375) / (n + 0.25), an approximation of the mean of the
 * largest of n (Blom 1958).
 */
export function stragglerFactor(spread: number, n: number): number {
  if (n < 2) return 1;
  const z = normalQuantile((n - 0.375) / (n + 0.25));
  return Math.max(1, exp(spread * z - (spread * spread) / 2));
}

/** One step of n workers: the slowest worker's, and the part of the sum that nothing hides. */
export function stepTime(cost: AllReduce, n: number): number {
  const slowest = cost.step * stragglerFactor(cost.spread, n);
  return slowest + Math.max(0, reduceTime(cost, n) - cost.overlap * cost.step);
}

/** Times as fast as one worker that n are together, at a fixed batch a worker; 1 for n = 1. */
export function speedup(cost: AllReduce, n: number): number {
  return (n * cost.step) / stepTime(cost, n);
}

/** The speed-up by number of workers, up to `most`; entry 0 stands for none. */
export function speedups(cost: AllReduce | undefined, most: number): readonly number[] {
  return Array.from({ length: most + 1 }, (_, n) => {
    return n === 0 || cost === undefined ? n : speedup(cost, n);
  });
}
