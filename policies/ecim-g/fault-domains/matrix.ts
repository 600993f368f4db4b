/** One place that can hold instances, and the domains it is lost with. */
export interface DomainPlace {
  /** Its domains from the outermost to the innermost, such as cloud, region, zone, pool. */
  readonly domains: readonly string[];
  /** Fewest instances it holds anyway, and most that it can. */
  readonly least: number;
  readonly most: number;
  /** Of one instance for an hour. */
  readonly price: number;
}

/** Holdings that carry the need whatever one domain is lost, or the reason why there are none. */
export type DomainPlan =
  | { readonly held: readonly number[]; readonly cost: number; readonly lossMost: number }
  | { readonly missing: number };

/**
 * The cheapest whole holdings such that, whichever one domain is lost, the other places still hold
 * `need`. Domains are nested, so the outermost ones are the worst losses and stand for all. When
 * no outermost domain holds more than M, a total of need + M survives any of them, and no total
 * below survives a domain that does hold M. For a given M the cheapest total fills places by
 * price: the limits are nested, so no exchange is cheaper. Every M is tried; the cheapest is best.
 * Where none is possible, `missing` is how much the survivors of the worst loss lack at most.
 */
export function coverAnyLoss(places: readonly DomainPlace[], need: number): DomainPlan {
  const order = places.map((_, place) => place);
  order.sort((a, b) => places[a].price - places[b].price || a - b);
  const floor = Math.max(0, ...domainSums(places, ({ least }) => least).values());
  let best: DomainPlan | undefined;
  for (let lossMost = floor; lossMost <= Math.max(floor, need); lossMost++) {
    const plan = fill(places, order, { need, lossMost });
    if (plan === undefined) continue;
    if (best === undefined || ('cost' in best && plan.cost < best.cost)) best = plan;
  }
  return best ?? { missing: need - survivors(places) };
}

interface Aim {
  readonly need: number;
  readonly lossMost: number;
}

function fill(
  places: readonly DomainPlace[],
  order: readonly number[],
  { need, lossMost }: Aim,
): { held: number[]; cost: number; lossMost: number } | undefined {
  const held = places.map(({ least }) => least);
  const sums = domainSums(places, ({ least }) => least);
  let left = need + lossMost - held.reduce((sum, one) => sum + one, 0);
  for (const place of order) {
    if (left <= 0) break;
    const { most, domains } = places[place];
    const inDomain = sums.get(domains[0]) ?? 0;
    const more = Math.max(0, Math.min(left, most - held[place], lossMost - inDomain));
    held[place] += more;
    sums.set(domains[0], inDomain + more);
    left -= more;
  }
  if (left > 0) return undefined;
  const cost = held.reduce((sum, one, place) => sum + one * places[place].price, 0);
  return { held, cost, lossMost };
}

function domainSums(
  places: readonly DomainPlace[],
  of: (place: DomainPlace) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const place of places) {
    sums.set(place.domains[0], (sums.get(place.domains[0]) ?? 0) + of(place));
  }
  return sums;
}

/** What is left at most when the outermost domain with the most room is lost. */
function survivors(places: readonly DomainPlace[]): number {
  const rooms = [...domainSums(places, ({ most }) => most).values()];
  return rooms.reduce((sum, room) => sum + room, 0) - Math.max(0, ...rooms);
}
