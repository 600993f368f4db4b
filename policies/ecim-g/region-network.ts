import type { Duration } from '../../engine/units.ts';
import { nearestFirst } from '../geography.ts';
import type { Brief } from '../observation.ts';

/** Who is routed where, over which links; lists follow the brief. */
export interface Routed {
  readonly brief: Brief;
  /** Requests per second by group. */
  readonly rates: readonly number[];
  /** Round trip by group and region, microseconds; Infinity: not measured. */
  readonly rtt: readonly (readonly number[])[];
  /** Weights in force by group; empty: none. */
  readonly before: readonly (readonly number[])[];
}

/**
 * Request-weighted round trip of the players of each region, microseconds. Before the first order
 * players count where their round trip is lowest; a region without players is as far as the
 * nearest who could come, 0 when nobody's round trip is known.
 */
export function regionNetworks(routed: Routed): readonly Duration[] {
  const shares = routed.before.map((weights, group) =>
    weights.length > 0 ? weights : closestShare(routed, group),
  );
  return routed.brief.regions.map((_, region) => networkOf(region, shares, routed));
}

function networkOf(
  region: number,
  shares: readonly (readonly number[])[],
  { rates, rtt }: Routed,
): Duration {
  let requests = 0;
  let sum = 0;
  let nearest = Infinity;
  for (let group = 0; group < rates.length; group += 1) {
    const trip = rtt[group][region];
    if (trip === Infinity) continue;
    nearest = Math.min(nearest, trip);
    const sent = rates[group] * shares[group][region];
    requests += sent;
    sum += sent * trip;
  }
  if (requests > 0) return sum / requests;
  return nearest < Infinity ? nearest : 0;
}

function closestShare({ brief, rtt }: Routed, group: number): readonly number[] {
  const lowest = Math.min(...rtt[group]);
  const closest =
    lowest < Infinity
      ? rtt[group].indexOf(lowest)
      : nearestFirst(brief.groups[group], brief.regions)[0];
  return brief.regions.map((_, region) => (region === closest ? 1 : 0));
}
