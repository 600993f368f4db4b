import { openStream, uniform } from '../../../engine/random.ts';

/** A service time from two uniform numbers. */
export type Sampler = (u: number, v: number) => number;

/** M/G/c to be simulated, mean service 1. */
export interface SimulatedQueue {
  readonly servers: number;
  /** Erlangs. */
  readonly load: number;
  readonly draw: Sampler;
  readonly customers: number;
  readonly seed: number;
}

/** Waiting times by the recursion of Kiefer and Wolfowitz, the first tenth left out. */
export function simulateWaits(queue: SimulatedQueue): Float64Array {
  const stream = openStream(queue.seed, 'theory/kiefer-wolfowitz');
  const work = new Float64Array(queue.servers);
  const waits = new Float64Array(queue.customers);
  for (let n = 0; n < queue.customers; n += 1) {
    waits[n] = work[0];
    work[0] += queue.draw(uniform(stream, 0), uniform(stream, 0));
    settle(work);
    const gap = -Math.log(1 - uniform(stream, 0)) / queue.load;
    for (let i = 0; i < work.length; i += 1) work[i] = Math.max(0, work[i] - gap);
  }
  return waits.slice(queue.customers / 10);
}

/** Moves the changed first entry to its place among the ascending others. */
function settle(work: Float64Array): void {
  for (let i = 0; i + 1 < work.length && work[i] > work[i + 1]; i += 1) {
    [work[i], work[i + 1]] = [work[i + 1], work[i]];
  }
}
