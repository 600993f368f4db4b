/**
 * Birth and death chains. A. K. Erlang, Post Office Electrical Engineers' Journal 10, 1917
 * (B and C); L. Kleinrock, Queueing Systems I, Wiley 1975, ch. 3 (M/M/c/K, finite source);
 * C. Palm, The distribution of repairmen in servicing automatic machines, 1947.
 */

/** Rates of going up and down by one, in a state. */
export interface Rates {
  readonly up: (n: number) => number;
  readonly down: (n: number) => number;
}

/** Share of time in each state from 0 to `last`. */
export function stationary({ up, down }: Rates, last: number): readonly number[] {
  const weights = [1];
  for (let n = 1; n <= last; n++) weights.push((weights[n - 1] * up(n - 1)) / down(n));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Mean of f over a distribution on 0, 1, 2, ... */
export function expectation(shares: readonly number[], f: (n: number) => number): number {
  return shares.reduce((sum, share, n) => sum + share * f(n), 0);
}

/** M/M/c/K: shares of time with 0 to c + room present. */
export function boundedQueue(servers: number, load: number, room: number): readonly number[] {
  const down = (n: number) => Math.min(n, servers);
  return stationary({ up: () => load, down }, servers + room);
}

/** Erlang B: share lost of `load` erlangs on `servers`, by its recursion. */
export function erlangB(servers: number, load: number): number {
  let loss = 1;
  for (let c = 1; c <= servers; c++) loss = (load * loss) / (c + load * loss);
  return loss;
}

/** Erlang C: share that waits. */
export function erlangC(servers: number, load: number): number {
  const loss = erlangB(servers, load);
  return loss / (1 - (load / servers) * (1 - loss));
}

/** Machines that break down after 1/wear and repairmen who take 1/repair: shares of n down. */
export function machinesDown(machines: number, repairmen: number, wear: number) {
  const down = (n: number) => Math.min(n, repairmen);
  return stationary({ up: (n) => (machines - n) * wear, down }, machines);
}
