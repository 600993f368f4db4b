import { type Duration, HOUR, type SimTime } from '../../engine/units.ts';
import type { Setup } from '../setup.ts';
import type { RegionMeters } from './region-meters.ts';

/** Instances and edge slots over a stretch in which no level and no price changed. */
export interface Held {
  readonly region: number;
  readonly from: SimTime;
  readonly span: Duration;
  /** Instances billed by market. */
  readonly onDemand: number;
  readonly spot: number;
  /** Busy slots of the edge. */
  readonly edge: number;
}

/** Charges one stretch: a reservation pays for as many on-demand instances as it has. */
export function chargeMoney(setup: Setup, meters: RegionMeters, held: Held): void {
  const { region, span } = held;
  const cell = region * 2;
  const onDemandTime = held.onDemand * span;
  const spotTime = held.spot * span;
  const edgeTime = held.edge * span;
  const covered = coveredTime(setup, held);
  meters.billedTime[cell] += onDemandTime;
  meters.billedTime[cell + 1] += spotTime;
  meters.coveredTime[region] += covered;
  meters.edgeBusyTime[region] += edgeTime;
  meters.costOnDemand[region] += ((onDemandTime - covered) / HOUR) * meters.price[cell];
  meters.costSpot[region] += (spotTime / HOUR) * meters.price[cell + 1];
  meters.costEdge[region] += (edgeTime / HOUR) * setup.edgePricePerSlotHour;
}

function coveredTime({ accounts }: Setup, { region, from, span, onDemand }: Held): number {
  const reservation = accounts?.reserved?.[region];
  if (reservation === undefined) return 0;
  const inForce = Math.max(0, Math.min(span, reservation.until - from));
  return Math.min(reservation.instances, onDemand) * inForce;
}

/** Whether a reservation pays for this one too, of `billed` on-demand instances. */
export function isCovered(
  { accounts }: Setup,
  { region, market }: { readonly region: number; readonly market: number },
  billed: number,
  now: SimTime,
): boolean {
  const reservation = accounts?.reserved?.[region];
  if (reservation === undefined || market !== 0 || now >= reservation.until) return false;
  return billed <= reservation.instances;
}

/** Bills the rest of the least billed span when an instance goes early, at `factor` × the price. */
export function billLeast(
  meters: RegionMeters,
  cell: number,
  missing: Duration,
  factor: number,
): void {
  if (missing <= 0 || factor === 0) return;
  const cost = ((missing * factor) / HOUR) * meters.price[cell];
  const meter = cell % 2 === 0 ? meters.costOnDemand : meters.costSpot;
  meter[Math.floor(cell / 2)] += cost;
  meters.restTime[cell] += missing;
  meters.restCost[cell] += cost;
}
