/**
 * Networks. J. R. Jackson, Operations Research 5, 1957 (open, product form); W. J. Gordon, G. F.
 * Newell, Operations Research 15, 1967 (closed); J. P. Buzen, Communications of the ACM 16, 1973
 * (convolution); F. Baskett, K. M. Chandy, R. R. Muntz, F. Palacios, Journal of the ACM 22, 1975
 * (any service law where nobody waits); M. Reiser, S. Lavenberg, Journal of the ACM 27, 1980 (MVA).
 */
import { stationary } from './birth-death.ts';

/** A node: servers (Infinity where nobody waits), mean service and where customers go next. */
export interface NodeMeans {
  readonly servers: number;
  readonly mean: number;
  readonly rate: number;
  readonly routes: readonly number[];
}

/** Arrivals at each node per second, from outside and from other nodes: Jackson's equations. */
export function trafficRates(nodes: readonly NodeMeans[]): readonly number[] {
  let rates = nodes.map(({ rate }) => rate);
  for (let step = 0; step < 2000; step++) {
    rates = nodes.map(({ rate }, to) => {
      return nodes.reduce((sum, { routes }, from) => sum + rates[from] * routes[to], rate);
    });
  }
  return rates;
}

/** Shares of time with 0, 1, 2, ... at each node, which are independent of one another. */
export function jacksonShares(nodes: readonly NodeMeans[]): readonly (readonly number[])[] {
  const rates = trafficRates(nodes);
  return nodes.map(({ servers, mean }, at) => {
    const load = rates[at] * mean;
    return stationary({ up: () => load, down: (n) => Math.min(n, servers) }, 1000);
  });
}

/** Demand of one cycle at a node: visits × mean service. */
export interface Demand {
  readonly demand: number;
  /** Nobody waits here. */
  readonly isDelay: boolean;
}

/** What a closed network does: cycles per second and mean numbers at the nodes. */
export interface ClosedMeans {
  readonly throughput: number;
  readonly numbers: readonly number[];
}

/** Mean value analysis: who arrives sees the network with one customer less. */
export function meanValues(demands: readonly Demand[], population: number): ClosedMeans {
  let [numbers, throughput] = [demands.map(() => 0), 0];
  for (let n = 1; n <= population; n++) {
    const sojourns = demands.map(({ demand, isDelay }, at) => {
      return isDelay ? demand : demand * (1 + numbers[at]);
    });
    throughput = n / sojourns.reduce((sum, sojourn) => sum + sojourn, 0);
    numbers = sojourns.map((sojourn) => sojourn * throughput);
  }
  return { throughput, numbers };
}

/** The throughput by Buzen's convolution: G(N-1) / G(N). */
export function convolvedThroughput(demands: readonly Demand[], population: number): number {
  let constants: readonly number[] = Array.from({ length: population + 1 }, (_, n) =>
    n === 0 ? 1 : 0,
  );
  for (const { demand, isDelay } of demands) {
    const weights = [1];
    for (let n = 1; n <= population; n++)
      weights.push((weights[n - 1] * demand) / (isDelay ? n : 1));
    constants = constants.map((_, n) => {
      return weights.slice(0, n + 1).reduce((sum, weight, k) => sum + weight * constants[n - k], 0);
    });
  }
  return constants[population - 1] / constants[population];
}
