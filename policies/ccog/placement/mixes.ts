import { isUsable, type PlacementProblem, type Shares } from './problem.ts';

/** One way to serve everybody: each group whole in one region, with the instances that takes. */
export interface Mix {
  /** Region by group. */
  readonly regions: readonly number[];
  /** USD per hour. */
  readonly cost: number;
  /** Mean round trip of the load, microseconds. */
  readonly latency: number;
  /** Instances times g/kWh: emissions but for the power of one instance. */
  readonly carbon: number;
}

/** What a mix must keep to. */
export interface MixBounds {
  readonly latency: number;
  readonly carbon: number;
}

/** What is minimised first, and what a unit of each other objective counts beside it. */
export interface MixObjective {
  readonly cost: number;
  readonly latency: number;
  readonly carbon: number;
}

/** The best mix, and whether the search was finished. */
export interface MixSearch {
  readonly mix: Mix | undefined;
  readonly isExact: boolean;
}

/** Nodes of the search tree looked at before the best so far has to do. */
const NODES_MOST = 20_000;
const SAME = 1e-9;

/**
 * The mix of least objective within the bounds, by depth-first branch and bound, large groups
 * first: instances are whole, so the problem is neither linear nor convex. Of equals the first.
 */
export function bestMix(
  problem: PlacementProblem,
  objective: MixObjective,
  bounds: MixBounds,
): MixSearch {
  const search = openSearch(problem, objective, bounds);
  descend(search, 0, { latency: 0 });
  const { best, nodes } = search;
  return { mix: best === undefined ? undefined : best.mix, isExact: nodes < NODES_MOST };
}

interface Search {
  readonly problem: PlacementProblem;
  readonly objective: MixObjective;
  readonly bounds: MixBounds;
  /** Groups from the largest load to the smallest. */
  readonly order: readonly number[];
  /** Least latency that the groups from each place of the order on add. */
  readonly latencyLeft: readonly number[];
  readonly total: number;
  readonly load: number[];
  readonly regions: number[];
  nodes: number;
  best: { readonly mix: Mix; readonly value: number } | undefined;
}

function openSearch(problem: PlacementProblem, objective: MixObjective, bounds: MixBounds): Search {
  const { loads, rtt, room } = problem;
  const total = Math.max(
    SAME,
    loads.reduce((sum, load) => sum + load, 0),
  );
  const order = loads.map((_, group) => group).sort((a, b) => loads[b] - loads[a] || a - b);
  const latencyLeft = new Array<number>(order.length + 1).fill(0);
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const least = Math.min(...rtt[order[i]]);
    latencyLeft[i] = latencyLeft[i + 1] + (loads[order[i]] / total) * least;
  }
  return {
    problem,
    objective,
    bounds,
    order,
    latencyLeft,
    total,
    load: room.map(() => 0),
    regions: loads.map(() => 0),
    nodes: 0,
    best: undefined,
  };
}

function descend(search: Search, depth: number, { latency }: { readonly latency: number }): void {
  if (search.nodes >= NODES_MOST) return;
  search.nodes += 1;
  const { problem, objective, bounds, order, load, regions, total } = search;
  const { cost, carbon } = usedBy(problem, load);
  const trips = latency + search.latencyLeft[depth];
  if (trips > bounds.latency + SAME || carbon > bounds.carbon + SAME) return;
  const value = objective.cost * cost + objective.latency * trips + objective.carbon * carbon;
  if (search.best !== undefined && value >= search.best.value - SAME) return;
  if (depth === order.length) {
    search.best = { mix: { regions: [...regions], cost, latency, carbon }, value };
    return;
  }
  const group = order[depth];
  for (let region = 0; region < load.length; region += 1) {
    const more = problem.loads[group];
    if (!isUsable(problem, group, region)) continue;
    if (load[region] + more > problem.room[region] + SAME) continue;
    load[region] += more;
    regions[group] = region;
    const trip = (more / total) * problem.rtt[group][region];
    descend(search, depth + 1, { latency: latency + trip });
    load[region] -= more;
  }
}

/** Cost and carbon of the instances that these loads take. */
function usedBy({ perInstance, price, intensity }: PlacementProblem, load: readonly number[]) {
  let cost = 0;
  let carbon = 0;
  for (let region = 0; region < load.length; region += 1) {
    const instances = Math.ceil(load[region] / perInstance - SAME);
    cost += instances * price[region];
    carbon += instances * intensity[region];
  }
  return { cost, carbon };
}

/** The mix as shares. */
export function sharesOf({ regions }: Mix, { room }: PlacementProblem): Shares {
  return regions.map((region) => room.map((_, r) => (r === region ? 1 : 0)));
}

/** The mix that shares in force amount to; undefined where a group is split or has no room. */
export function mixOf(problem: PlacementProblem, shares: Shares): Mix | undefined {
  const { loads, room, rtt } = problem;
  const regions = shares.map((row) => row.indexOf(1));
  if (regions.length !== loads.length || regions.some((region) => region < 0)) return undefined;
  const load = room.map(() => 0);
  let [latency, total] = [0, SAME];
  regions.forEach((region, group) => {
    load[region] += loads[group];
    latency += loads[group] * rtt[group][region];
    total += loads[group];
  });
  const isFit = load.every((erlangs, region) => erlangs <= room[region] + SAME);
  return isFit ? { regions, ...usedBy(problem, load), latency: latency / total } : undefined;
}
