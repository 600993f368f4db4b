/**
 * M/D/c, service time 1. C. D. Crommelin, Post Office Electrical Engineers' Journal 25, 1932.
 * Whoever is in service at an instant has left one service time later, and nobody else: so the
 * number present at t + 1 is (n(t) - c)⁺ plus the Poisson arrivals between.
 * Waiting times: G. J. Franx, Operations Research Letters 29, 2001. Mean: H. C. Tijms, A First
 * Course in Stochastic Models, Wiley 2003, §9.6.
 */

const STATES = 400;
const STEPS = 4000;

/** Shares of time with 0, 1, 2, ... present: the fixed point of Crommelin's relation. */
export function numbersPresent(servers: number, load: number): Float64Array {
  const arrivals = poisson(load, STATES);
  let shares = new Float64Array(STATES);
  shares[0] = 1;
  for (let step = 0; step < STEPS; step++) shares = oneServiceLater(shares, arrivals, servers);
  return shares;
}

function oneServiceLater(shares: Float64Array, arrivals: Float64Array, servers: number) {
  const after = new Float64Array(STATES);
  for (let n = 0; n < STATES && (n <= servers || shares[n] > 1e-18); n++) {
    const stay = Math.max(0, n - servers);
    for (let k = 0; k + stay < STATES && arrivals[k] > 0; k++) {
      after[stay + k] += shares[n] * arrivals[k];
    }
  }
  return after;
}

/** Shares of 0, 1, 2, ... arrivals; those below 1e-18 are 0. */
function poisson(mean: number, count: number): Float64Array {
  const shares = new Float64Array(count);
  let share = Math.exp(-mean);
  for (let k = 0; k < count; k++) {
    if (share > 1e-18) shares[k] = share;
    share *= mean / (k + 1);
  }
  return shares;
}

/** Share that waits: those who find every server busy. */
export function shareWaiting(present: Float64Array, servers: number): number {
  return 1 - sumTo(present, servers - 1);
}

/** Mean wait by Tijms: needs the shares of fewer than c only. */
export function meanWait(present: Float64Array, servers: number, load: number): number {
  let sum = load * load - servers * (servers - 1);
  for (let j = 0; j < servers; j++) {
    sum += (servers * (servers - 1) - j * (j - 1)) * present[j];
  }
  return sum / (2 * (servers - load)) / load;
}

/** P(W > t) by Franx: sums of positive terms, so nothing cancels. */
export function waitTail(present: Float64Array, servers: number, load: number, t: number): number {
  const periods = Math.floor(t) + 1;
  const mean = load * (periods - t);
  const most = periods * servers - 1;
  let [chance, share] = [Math.exp(-mean), 0];
  for (let j = 0; j <= most; j++) {
    share += chance * sumTo(present, servers + most - j);
    chance *= mean / (j + 1);
  }
  return 1 - share;
}

/**
 * Crommelin's other way: the share that does not wait is (c - a) / Π (1 - z) over the c - 1 roots z
 * of zᶜ = exp(a(z - 1)) inside the unit circle, found by iteration.
 */
export function shareServedAtOnce(servers: number, load: number): number {
  let product = 1;
  for (let k = 1; k < servers; k++) {
    let [x, y] = [0, 0];
    for (let step = 0; step < 10_000; step++) {
      const size = Math.exp((load * (x - 1)) / servers);
      const angle = (2 * Math.PI * k + load * y) / servers;
      [x, y] = [size * Math.cos(angle), size * Math.sin(angle)];
    }
    // Roots come in conjugate pairs, so the product of the sizes is the product.
    product *= Math.hypot(1 - x, y);
  }
  return (servers - load) / product;
}

function sumTo(shares: Float64Array, last: number): number {
  return shares.subarray(0, last + 1).reduce((sum, share) => sum + share, 0);
}
