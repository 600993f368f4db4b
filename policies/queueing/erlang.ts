import { exp } from '../../engine/math.ts';
import { normalCdf } from '../../engine/special.ts';

/** Erlang B: share of arrivals that find all servers busy in M/M/c/c; load in erlangs. */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let i = 1; i <= servers; i += 1) blocked = (load * blocked) / (i + load * blocked);
  return blocked;
}

/** Erlang C: P(W > 0) in M/M/c; 1 from a load of c erlangs on. */
export function erlangC(servers: number, load: number): number {
  if (load <= 0) return 0;
  if (load >= servers) return 1;
  const blocked = erlangB(servers, load);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** Halfin and Whitt (1981): P(W > 0) with load + beta * sqrt(load) servers, many servers. */
export function halfinWhitt(beta: number): number {
  const density = exp((-beta * beta) / 2) / Math.sqrt(2 * Math.PI);
  return density / (density + beta * normalCdf(beta));
}

/** The beta whose Halfin-Whitt chance of waiting is `waitChance`, 0.001 to 1. */
export function squareRootBeta(waitChance: number): number {
  let low = 0;
  let high = 6;
  for (let i = 0; i < 40; i += 1) {
    const middle = (low + high) / 2;
    if (halfinWhitt(middle) > waitChance) low = middle;
    else high = middle;
  }
  return high;
}

/** Square-root staffing: the servers to start an integer search from, at least 1. */
export function squareRootStart(load: number, beta: number): number {
  return Math.max(1, Math.ceil(load + beta * Math.sqrt(load)));
}
