import type { Receipt } from '../contract.ts';
import type { ScaleDecision } from '../decision.ts';
import type { RegionObservation } from '../observation.ts';

/** A spot order of late, to know which zone a receipt is about. */
export interface GivenOrder {
  readonly turn: number;
  readonly index: number;
  readonly region: number;
  readonly zone: number;
}

const KEPT_ORDERS = 192;

/** The orders with the spot ones of this turn, the newest kept. */
export function noteOrders(
  given: readonly GivenOrder[],
  turn: number,
  decisions: readonly ScaleDecision[],
): readonly GivenOrder[] {
  const more = decisions.flatMap(({ market, region, zone = 0 }, index) =>
    market === 'spot' ? [{ turn, index, region, zone }] : [],
  );
  return more.length === 0 ? given : [...given, ...more].slice(-KEPT_ORDERS);
}

/** Zones of a region whose spot orders were cut short; order ids end in `turn/index`. */
export function refusedZones(
  given: readonly GivenOrder[],
  receipts: readonly Receipt[],
  region: number,
): ReadonlySet<number> {
  const refused = new Set<number>();
  for (const { order, outcome } of receipts) {
    if (outcome === 'done') continue;
    const [turn, index] = order.split('/').slice(-2).map(Number);
    const match = given.find((one) => one.turn === turn && one.index === index);
    if (match?.region === region) refused.add(match.zone);
  }
  return refused;
}

/** Orders for every zone that holds another count than it should. */
export function spotOrders(
  region: number,
  seen: RegionObservation,
  held: readonly number[],
  wanted: readonly number[],
): ScaleDecision[] {
  const orders: ScaleDecision[] = [];
  wanted.forEach((instances, zone) => {
    if (held[zone] === instances) return;
    const place = seen.spotZones === undefined ? {} : { zone };
    orders.push({ kind: 'scale', region, ...place, market: 'spot', instances });
  });
  return orders;
}

/** The order for on-demand where another count is held than should be. */
export function keptOrders(
  region: number,
  { ready, booting }: RegionObservation,
  instances: number,
): ScaleDecision[] {
  if (ready['on-demand'] + booting['on-demand'] === instances) return [];
  return [{ kind: 'scale', region, market: 'on-demand', instances }];
}
