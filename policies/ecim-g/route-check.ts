import type { GroupLinks } from './route-links.ts';
import type { RegionPiece, RouteProblem } from './route-problem.ts';

/** So much of a region's load beyond a piece calls for no new plan. */
const TOLERATED = 0.005;

/**
 * Whether the weights in force are a cheapest plan already. A dual proof in one pass: the dearest
 * piece each region uses is its price; if no group that is in a region would pay less elsewhere,
 * price and move included, no chain of moves gains either. `false` may be wrong, `true` is not,
 * but for the tolerated load and for shares within the dead band, which no order would move.
 */
export function areCheapest(problem: RouteProblem, links: readonly GroupLinks[]): boolean {
  const { before, rates, pieces, settings } = problem;
  if (before.some((weights) => weights.length === 0)) return false;
  const price = pieces.map((list, region) => priceOf(list, loadOf(region, rates, before)));
  return links.every(({ cost, isUsable }, group) => {
    let dearest = -Infinity;
    let cheapest = Infinity;
    for (let region = 0; region < cost.length; region += 1) {
      const paid = cost[region] + price[region];
      if (before[group][region] > settings.deadBand) {
        if (!isUsable[region]) return false;
        dearest = Math.max(dearest, paid);
      }
      if (isUsable[region]) cheapest = Math.min(cheapest, paid);
    }
    return dearest <= cheapest + settings.movePenalty;
  });
}

/** Requests per second that the weights send to a region. */
export function loadOf(
  region: number,
  rates: readonly number[],
  weights: readonly (readonly number[])[],
): number {
  let load = 0;
  for (let group = 0; group < rates.length; group += 1) {
    load += rates[group] * weights[group][region];
  }
  return load;
}

/** Cost of the piece that the last request of this load falls into. */
function priceOf(pieces: readonly RegionPiece[], load: number): number {
  let room = load * TOLERATED;
  for (const { rate, cost } of pieces) {
    room += rate;
    if (rate > 0 && load <= room) return cost;
  }
  return Infinity;
}
