import type { Observation } from '../../observation.ts';

/** What one region holds on demand and wants as spot, before the reserve has its place. */
export interface RegionHedge {
  readonly target: number;
  /** On-demand whatever spot does. */
  readonly base: number;
  /** Spot to hold, over-provision and all. */
  readonly spot: number;
  /** On-demand for spot that is missing now. */
  readonly fallback: number;
  /** On-demand for ready spot that may be lost before any could be bought. */
  readonly reserve: number;
}

/** Spot of one region that is ready, and the part of it that stands in no prone zone. */
export interface ReadySpot {
  readonly all: number;
  readonly safe: number;
}

/** Shares of the target that are on-demand for good and spot beyond need. */
export interface HedgeShares {
  readonly base: number;
  readonly over: number;
}

/**
 * What a target asks for. Ready spot counts, booting spot does not; what over-provision adds beyond
 * need is used up before on-demand is bought, now or ahead. Base, fallback and reserve together are
 * never more than the target.
 */
export function hedgeRegion(
  target: number,
  { base: baseShare, over }: HedgeShares,
  ready: ReadySpot,
): RegionHedge {
  const base = Math.min(target, Math.ceil(baseShare * target - 1e-9));
  const need = target - base;
  const fallback = Math.max(0, need - ready.all);
  const reserve = Math.max(0, need - ready.safe) - fallback;
  return { target, base, spot: need + Math.ceil(over * need - 1e-9), fallback, reserve };
}

/** Where reserves may stand, and for how many there is room. */
export interface ReserveSites {
  readonly near: readonly (readonly number[])[];
  readonly quotas: readonly number[];
}

/**
 * On-demand by region: base and fallback at home, each reserve in the cheapest region within the
 * latency margin that has room for all of it. Home is always within it, and wins ties.
 */
export function placeReserves(
  hedges: readonly RegionHedge[],
  { near, quotas }: ReserveSites,
  { regions }: Observation,
): readonly number[] {
  const kept = hedges.map(({ base, fallback }) => base + fallback);
  hedges.forEach(({ reserve }, home) => {
    if (reserve === 0) return;
    let place = home;
    for (const other of near[home]) {
      const isCheaper = regions[other].onDemandPricePerHour < regions[place].onDemandPricePerHour;
      const room = quotas[other] - kept[other] - hedges[other].spot;
      if (isCheaper && room >= reserve) place = other;
    }
    kept[place] += reserve;
  });
  return kept;
}
