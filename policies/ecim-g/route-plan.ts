import type { Duration } from '../../engine/units.ts';
import { nearestFirst } from '../geography.ts';
import { type Arc, solveMinCostFlow } from '../min-cost-flow.ts';
import type { Brief } from '../observation.ts';

/** A part of a region's room: so many requests per second at so many microseconds each. */
export interface RegionPiece {
  readonly rate: number;
  readonly cost: number;
}

/** How routes may be chosen. */
export interface RoutingSettings {
  /** Slower links are not used, unless a group has no other. */
  readonly cap: Duration;
  /** Round-trip time that must be saved before players move. */
  readonly movePenalty: Duration;
}

/** One routing problem; lists follow the brief. */
export interface RouteProblem {
  readonly brief: Brief;
  /** Requests per second by group. */
  readonly rates: readonly number[];
  /** Round trip by group and region, microseconds; Infinity: not measured. */
  readonly rtt: readonly (readonly number[])[];
  /** Room by region, in pieces of rising cost. */
  readonly pieces: readonly (readonly RegionPiece[])[];
  /** Weights in force by group; empty: none. */
  readonly before: readonly (readonly number[])[];
  readonly settings: RoutingSettings;
}

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
 * Plans routes by min-cost flow. Nodes: groups, then regions, then the sink. Costs are whole
 * microseconds. A region's last piece must be without limit, so that a plan always exists.
 */
export function planRoutes(problem: RouteProblem): RoutePlan {
  const { brief, rates, pieces } = problem;
  const groups = brief.groups.length;
  const sink = groups + brief.regions.length;
  const supplies = rates.map((rate) => Math.max(1, Math.round(rate * UNITS)));
  const total = supplies.reduce((sum, units) => sum + units, 0);
  const links = brief.groups.flatMap((_, g) => linksOf(problem, g, supplies[g]));
  const exits = pieces.flatMap((list, r) =>
    list.map((piece) => exitOf(piece, groups + r, sink, total)),
  );
  const flow = solveMinCostFlow({
    nodes: sink + 1,
    arcs: [...links.map(({ arc }) => arc), ...exits],
    supply: [...supplies, ...brief.regions.map(() => 0), -total],
  });
  const weights = brief.groups.map(() => brief.regions.map(() => 0));
  let rtt = 0;
  links.forEach(({ arc, region, base }, i) => {
    weights[arc.from][region] += flow.units[i] / supplies[arc.from];
    rtt += flow.units[i] * base;
  });
  return { weights, meanRtt: rtt / total, overflow: overflowOf(pieces, links, flow.units) / total };
}

interface Link {
  readonly arc: Arc;
  readonly region: number;
  /** Round trip without the penalty for moving. */
  readonly base: number;
}

/** Two arcs per allowed region: staying up to the present share, moving beyond it. */
function linksOf(problem: RouteProblem, group: number, supply: number): Link[] {
  const { settings, before } = problem;
  const base = roundTrips(problem, group);
  const lowest = Math.min(...base);
  const links: Link[] = [];
  base.forEach((rtt, region) => {
    if (rtt > settings.cap && rtt > lowest) return;
    const to = problem.brief.groups.length + region;
    const isFirst = before[group].length === 0;
    const stays = isFirst ? supply : Math.round(supply * before[group][region]);
    const add = (capacity: number, cost: number) =>
      links.push({ arc: { from: group, to, capacity, cost: Math.round(cost) }, region, base: rtt });
    if (stays > 0) add(stays, rtt);
    if (!isFirst) add(supply, rtt + settings.movePenalty);
  });
  return links;
}

/** Measured round trips; where nothing is measured, 1 ms per rank of distance on the map. */
function roundTrips({ brief, rtt }: RouteProblem, group: number): number[] {
  if (rtt[group].some((value) => value < Infinity)) {
    return rtt[group].map((value) => (value < Infinity ? value : UNMEASURED));
  }
  const order = nearestFirst(brief.groups[group], brief.regions);
  return rtt[group].map((_, region) => 1000 * (1 + order.indexOf(region)));
}

/** A link without probes beside measured ones: usable only as the last resort. */
const UNMEASURED = 1_000_000;

function exitOf({ rate, cost }: RegionPiece, from: number, to: number, total: number): Arc {
  const capacity = rate === Infinity ? total : Math.floor(rate * UNITS);
  return { from, to, capacity: Math.min(total, capacity), cost: Math.round(cost) };
}

function overflowOf(
  pieces: readonly (readonly RegionPiece[])[],
  links: readonly Link[],
  units: readonly number[],
): number {
  let place = links.length;
  let overflow = 0;
  for (const list of pieces) {
    place += list.length;
    overflow += units[place - 1];
  }
  return overflow;
}
