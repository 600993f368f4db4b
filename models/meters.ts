import { HOUR, SECOND, type SimTime } from '../engine/units.ts';
import { chargeBoots } from './cold-start/charges.ts';
import type { ColdStart } from './cold-start/table.ts';
import type { Fleet } from './fleet.ts';
import type { Setup } from './setup.ts';

const JOULES_PER_KWH = 3.6e6;

/** Per-region integrals; prices and intensities are those in force. */
export interface RegionMeters {
  /** When each region's levels were last integrated; busy slots, which change most, apart. */
  readonly since: Float64Array;
  readonly busySince: Float64Array;
  readonly busySlotTime: Float64Array;
  /** Busy slot time whose energy has been charged. */
  readonly busyCharged: Float64Array;
  readonly readySlotTime: Float64Array;
  readonly instanceTime: Float64Array;
  readonly edgeBusyTime: Float64Array;
  readonly costOnDemand: Float64Array;
  readonly costSpot: Float64Array;
  readonly costEdge: Float64Array;
  readonly energyJ: Float64Array;
  readonly operationalG: Float64Array;
  readonly intensity: Float64Array;
  /** Prices in force, USD per hour, by region * 2 + market. */
  readonly price: Float64Array;
}

/** What the meters read of a world. */
interface Metered {
  readonly setup: Setup;
  readonly fleet: Fleet;
  readonly stations: readonly { readonly edgeBusy: number }[];
  readonly ledger: { readonly region: RegionMeters };
  readonly coldStart?: ColdStart;
}

/** Meters that all read 0. */
export function createMeters(regions: number): RegionMeters {
  const one = () => new Float64Array(regions);
  return {
    since: one(),
    busySince: one(),
    busySlotTime: one(),
    busyCharged: one(),
    readySlotTime: one(),
    instanceTime: one(),
    edgeBusyTime: one(),
    costOnDemand: one(),
    costSpot: one(),
    costEdge: one(),
    energyJ: one(),
    operationalG: one(),
    intensity: one(),
    price: new Float64Array(regions * 2),
  };
}

/** Takes a reading: every integral of `from` is written into `into`. */
export function copyMeters(into: RegionMeters, from: RegionMeters): void {
  into.busySlotTime.set(from.busySlotTime);
  into.readySlotTime.set(from.readySlotTime);
  into.instanceTime.set(from.instanceTime);
  into.edgeBusyTime.set(from.edgeBusyTime);
  into.costOnDemand.set(from.costOnDemand);
  into.costSpot.set(from.costSpot);
  into.costEdge.set(from.costEdge);
  into.energyJ.set(from.energyJ);
  into.operationalG.set(from.operationalG);
}

/** Integrates a region's busy slots; call before every change of their number. */
export function integrateBusy(world: Metered, region: number, now: SimTime): void {
  const meters = world.ledger.region;
  meters.busySlotTime[region] += world.fleet.busySlots[region] * (now - meters.busySince[region]);
  meters.busySince[region] = now;
}

/**
 * Closes off a region's integrals at `now`: call before any change of its ready, billed or edge
 * counts, its prices or its intensity. Power is idle + (max - idle) × busy share, times PUE.
 */
export function integrateRegion(world: Metered, region: number, now: SimTime): void {
  const { ledger, fleet, setup } = world;
  const meters = ledger.region;
  integrateBusy(world, region, now);
  const span = now - meters.since[region];
  if (span === 0) return;
  meters.since[region] = now;
  const busyTime = meters.busySlotTime[region] - meters.busyCharged[region];
  meters.busyCharged[region] = meters.busySlotTime[region];
  const edgeTime = world.stations[region].edgeBusy * span;
  const onDemandTime = fleet.billed[region * 2] * span;
  const spotTime = fleet.billed[region * 2 + 1] * span;
  meters.readySlotTime[region] += fleet.readySlots[region] * span;
  meters.instanceTime[region] += onDemandTime + spotTime;
  meters.edgeBusyTime[region] += edgeTime;
  meters.costOnDemand[region] += (onDemandTime / HOUR) * meters.price[region * 2];
  meters.costSpot[region] += (spotTime / HOUR) * meters.price[region * 2 + 1];
  meters.costEdge[region] += (edgeTime / HOUR) * setup.edgePricePerSlotHour;
  const { coldStart } = world;
  if (coldStart !== undefined && setup.boot.kind === 'stages') {
    chargeBoots(coldStart, setup.boot, { region, span }, meters);
  }
  const instances = onDemandTime + spotTime;
  const joules = energyOf(setup, region, { instances, busyTime, edgeTime });
  meters.energyJ[region] += joules;
  meters.operationalG[region] += (joules / JOULES_PER_KWH) * meters.intensity[region];
}

/** Facility energy, joules: idle draw of every instance hour, dynamic draw of every busy one. */
function energyOf(
  setup: Setup,
  region: number,
  time: { readonly instances: number; readonly busyTime: number; readonly edgeTime: number },
): number {
  const dynamic = ((setup.maxW - setup.idleW) / setup.slots) * time.busyTime;
  const device = setup.idleW * time.instances + dynamic;
  const edge = setup.edgePowerPerSlotW * time.edgeTime;
  return ((device + edge) * setup.regions[region].pue) / SECOND;
}

/** Bills the rest of the least billed span when an instance goes early. */
export function billLeast(meters: RegionMeters, cell: number, missing: number): void {
  if (missing <= 0) return;
  const cost = (missing / HOUR) * meters.price[cell];
  const meter = cell % 2 === 0 ? meters.costOnDemand : meters.costSpot;
  meter[Math.floor(cell / 2)] += cost;
}
