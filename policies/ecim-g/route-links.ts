import { nearestFirst } from '../geography.ts';
import { mayHold } from '../pools.ts';
import type { RouteProblem } from './route-problem.ts';

/** What one group pays for each region, microseconds; lists follow the brief's regions. */
export interface GroupLinks {
  /** Round trip. */
  readonly rtt: readonly number[];
  /** Round trip plus the price of the lateness that no capacity there can cure. */
  readonly cost: readonly number[];
  /** Whether the link may be used at all. */
  readonly isUsable: readonly boolean[];
}

/**
 * The links of one group: those over the cap are not used, unless there is no other, and those to
 * where its data may not be, never.
 */
export function linksOf(problem: RouteProblem, group: number): GroupLinks {
  const rtt = roundTrips(problem, group);
  const may = rtt.map((_, region) => mayHold(problem.brief, group, region));
  const lowest = Math.min(...rtt.filter((_, region) => may[region]));
  const { lateCost, settings } = problem;
  return {
    rtt,
    cost: rtt.map((value, region) => Math.round(value + lateCost[group][region])),
    isUsable: rtt.map((value, region) => may[region] && (value <= settings.cap || value <= lowest)),
  };
}

/** Measured round trips; where nothing is measured, 1 ms per rank of distance on the map. */
function roundTrips({ brief, rtt }: RouteProblem, group: number): readonly number[] {
  if (rtt[group].some((value) => value < Infinity)) {
    return rtt[group].map((value) => (value < Infinity ? value : UNMEASURED));
  }
  const order = nearestFirst(brief.groups[group], brief.regions);
  return rtt[group].map((_, region) => 1000 * (1 + order.indexOf(region)));
}

/** A link without probes beside measured ones: usable only as the last resort. */
const UNMEASURED = 1_000_000;
