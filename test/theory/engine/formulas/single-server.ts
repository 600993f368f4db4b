/**
 * M/G/1 first come first served, one arrival per second. F. Pollaczek 1930, A. Y. Khinchine 1932:
 * L. Kleinrock, Queueing Systems I, Wiley 1975, §5.5 to 5.7 (mean, transform, geometric sum).
 */

/** Mean and squared coefficient of variation. */
export interface Moments {
  readonly mean: number;
  readonly scv: number;
}

/** Mean residual service over all arrivals, λ·E[S²]/2. */
export function residualWork({ mean, scv }: Moments): number {
  return (mean * mean * (1 + scv)) / 2;
}

/** Mean wait of M/G/1: Pollaczek and Khinchine. */
export function meanWait(service: Moments): number {
  return residualWork(service) / (1 - service.mean);
}

/** P(W > t) of M/M/1: an atom of 1 - ρ at 0 and an exponential law. */
export function tailExponential(load: number, t: number): number {
  return load * Math.exp(-(1 / load - 1) * t);
}

/**
 * P(W > t) of M/D/1: A. K. Erlang, Nyt Tidsskrift for Matematik B 20, 1909. An alternating sum, so
 * for a few service times only.
 */
export function tailDeterministic(load: number, t: number): number {
  let [sum, factorial] = [0, 1];
  for (let k = 0; k * load <= t; k++) {
    if (k > 0) factorial *= k;
    const rest = t - k * load;
    sum += ((-rest) ** k / factorial) * Math.exp(rest);
  }
  return 1 - (1 - load) * sum;
}

/** Two exponential branches by weight. */
export interface TwoBranches {
  readonly weights: readonly number[];
  readonly means: readonly number[];
}

/**
 * P(W > t) of M/H2/1. The transform (1-ρ) / (1 - Σ pᵢ/(μᵢ+s)) has two real poles -θ, so the wait is
 * an atom and two exponentials.
 */
export function tailHyperexponential({ weights: [p, q], means }: TwoBranches, t: number): number {
  const [a, b] = means.map((mean) => 1 / mean);
  const half = (a + b - 1) / 2;
  const root = Math.sqrt(half * half - (a * b - p * b - q * a));
  const residue = (theta: number, other: number) => {
    const numerator = p * (b - theta) + q * (a - theta);
    return (numerator / (other - theta) / theta) * Math.exp(-theta * t);
  };
  const [slow, fast] = [half - root, half + root];
  return (1 - p / a - q / b) * (residue(slow, fast) + residue(fast, slow));
}

/**
 * P(W > t) of M/Ek/1. The wait is a geometric number of residual services, each 1 to k phases with
 * equal chance; so the number of phases ahead has a recursion, and waits are Poisson sums.
 */
export function tailErlang(phases: number, load: number, t: number): number {
  const ahead = [1 - load];
  const passed = (phases / load) * t;
  let [chance, tail, atMost] = [Math.exp(-passed), 0, 0];
  for (let m = 0; m < 2000; m++) {
    if (m > 0) {
      const recent = ahead.slice(Math.max(0, m - phases), m);
      ahead.push((load / phases) * recent.reduce((sum, share) => sum + share, 0));
      chance *= passed / m;
    }
    atMost += ahead[m];
    // After m phases have passed he still waits if more than m were ahead.
    tail += chance * (1 - atMost);
  }
  return tail;
}
