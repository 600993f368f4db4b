import { type Arc, solveMinCostFlow } from '../min-cost-flow.ts';
import { areCheapest, loadOf } from './route-check.ts';
import { type GroupLinks, linksOf } from './route-links.ts';
import type { RegionPiece, RouteProblem } from './route-problem.ts';

/** The cheapest routes. */
export interface RoutePlan {
  /** Proportions by group; they add up to 1. */
  readonly weights: readonly (readonly number[])[];
  /** Mean round trip of a request, microseconds. */
  readonly meanRtt: number;
  /** Share of the requests that only a region's last piece had room for. */
  readonly overflow: number;
}

/** Flow units per request and second: weights are exact to a thousandth of a request. */
const UNITS = 1000;

/**
 * Plans routes by min-cost flow; the weights in force stay where they are cheapest already. A
 * region's last piece must be without limit, so that a plan always exists.
 */
export function planRoutes(problem: RouteProblem): RoutePlan {
  const links = problem.brief.groups.map((_, group) => linksOf(problem, group));
  const weights = areCheapest(problem, links) ? problem.before : solveRoutes(problem, links);
  return { weights, ...measure(problem, links, weights) };
}

/** Nodes: groups, then regions, then the sink. Costs are whole microseconds. */
function solveRoutes(problem: RouteProblem, links: readonly GroupLinks[]) {
  const { brief, rates, pieces } = problem;
  const groups = brief.groups.length;
  const sink = groups + brief.regions.length;
  const supplies = rates.map((rate) => Math.max(1, Math.round(rate * UNITS)));
  const total = supplies.reduce((sum, units) => sum + units, 0);
  const ways = links.flatMap((link, g) => waysOf(problem, link, g, supplies[g]));
  const exits = pieces.flatMap((list, r) =>
    list.map((piece) => exitOf(piece, groups + r, sink, total)),
  );
  const { units } = solveMinCostFlow({
    nodes: sink + 1,
    arcs: [...ways, ...exits],
    supply: [...supplies, ...brief.regions.map(() => 0), -total],
  });
  const weights = brief.groups.map(() => brief.regions.map(() => 0));
  ways.forEach(({ from, to }, i) => {
    weights[from][to - groups] += units[i] / supplies[from];
  });
  return weights;
}

/** Two arcs per usable region: staying up to the present share, moving beyond it. */
function waysOf(problem: RouteProblem, links: GroupLinks, from: number, supply: number): Arc[] {
  const { settings, before, brief } = problem;
  const isFirst = before[from].length === 0;
  const ways: Arc[] = [];
  links.cost.forEach((cost, region) => {
    if (!links.isUsable[region]) return;
    const to = brief.groups.length + region;
    const stays = isFirst ? supply : Math.round(supply * before[from][region]);
    if (stays > 0) ways.push({ from, to, capacity: stays, cost });
    const moved = cost + Math.round(settings.movePenalty);
    if (!isFirst) ways.push({ from, to, capacity: supply, cost: moved });
  });
  return ways;
}

function exitOf({ rate, cost }: RegionPiece, from: number, to: number, total: number): Arc {
  const capacity = rate === Infinity ? total : Math.floor(rate * UNITS);
  return { from, to, capacity: Math.min(total, capacity), cost: Math.round(cost) };
}

/** Mean round trip and overflow of the weights, request by request. */
function measure(
  { rates, pieces }: RouteProblem,
  links: readonly GroupLinks[],
  weights: readonly (readonly number[])[],
): Pick<RoutePlan, 'meanRtt' | 'overflow'> {
  let total = 0;
  let overflow = 0;
  let sum = 0;
  for (let region = 0; region < pieces.length; region += 1) {
    const load = loadOf(region, rates, weights);
    total += load;
    overflow += Math.max(0, load - finiteRoom(pieces[region]));
    for (let group = 0; group < links.length; group += 1) {
      sum += rates[group] * weights[group][region] * links[group].rtt[region];
    }
  }
  return total > 0 ? { meanRtt: sum / total, overflow: overflow / total } : NOTHING_SENT;
}

const NOTHING_SENT = { meanRtt: 0, overflow: 0 };

function finiteRoom(pieces: readonly RegionPiece[]): number {
  let room = 0;
  for (const { rate } of pieces) if (rate < Infinity) room += rate;
  return room;
}
