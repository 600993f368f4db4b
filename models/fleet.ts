import { MARKETS } from '../policies/loop.ts';
import { compileCurve, STRAIGHT } from './accounts/power-curve.ts';
import type { InstanceSetup } from './devices/instance.ts';

/** Life of an instance: booting → ready → draining → gone. */
export const STATE = { gone: 0, booting: 1, ready: 2, draining: 3 } as const;

const STATES = 4;
const SPOT = MARKETS.indexOf('spot');

/**
 * Every instance of every region: row = region * rowsPerRegion + place. A region's free slots are a
 * stack of instance rows, one entry a slot, so a request finds a slot in one step and the most
 * recently freed instance is used again (idle ones stay idle and can be released).
 */
export interface Fleet {
  readonly rowsPerRegion: number;
  /** Slots of the largest instance, by which rows are laid out. */
  readonly slots: number;
  /** Slots of one instance, by region. */
  readonly slotsOf: Int32Array;
  /** Whether slots are only counted; `busy` then tells of draining instances alone. */
  readonly isCounted: boolean;
  readonly state: Uint8Array;
  /** Place in the policies' list of markets. */
  readonly market: Uint8Array;
  readonly zone: Uint8Array;
  readonly busy: Int32Array;
  readonly launchedAt: Float64Array;
  /** Handle of the boot or revocation the instance waits for; -1 for none. */
  readonly pending: Float64Array;
  /** Instances ever ordered per region: numbers their boot draws. */
  readonly ordered: Int32Array;
  readonly freeSlots: Int32Array;
  readonly freeCount: Int32Array;
  /** Slots of ready instances per region, busy or free. */
  readonly readySlots: Int32Array;
  /** Busy slots per region, draining instances included. */
  readonly busySlots: Int32Array;
  /** Instances billed per region and market: region * 2 + market. */
  readonly billed: Int32Array;
  /** Instances by (region * 2 + market) * 4 + state; those that are gone are not counted. */
  readonly tally: Int32Array;
  /** Spot instances that are not gone, by region * zonesMost + zone. */
  readonly spotHeld: Int32Array;
  /** On-demand instances that are not gone, by the same place. */
  readonly keptHeld: Int32Array;
  readonly zonesMost: number;
  /** Session row that each busy slot serves, in no order: instance * slots + place below `busy`. */
  readonly served: Int32Array;
  /** Whether requests share an instance: it draws by those it works on, not by those it holds. */
  readonly isShared: boolean;
  /** Power of an instance above idle, uW, by region * (slots + 1) + busy; empty: straight lines. */
  dynamicUw: Float64Array;
  /** The same of all instances now, by region; not kept where slots are only counted. */
  readonly drawnUw: Float64Array;
}

/** What a fleet must have room for. */
export interface FleetSize {
  readonly quotaMost: number;
  readonly zonesMost: number;
  /** One a region. */
  readonly instances: readonly InstanceSetup[];
  /** Whether slots are only counted: no request knows its own. */
  readonly isCounted: boolean;
  /** Whether requests share instances. */
  readonly isShared: boolean;
}

/** A fleet with room for each region's quota. */
export function createFleet(size: FleetSize): Fleet {
  const { quotaMost, zonesMost, instances, isCounted, isShared } = size;
  const regions = instances.length;
  const rows = quotaMost;
  const slots = Math.max(...instances.map((one) => one.slots));
  return {
    rowsPerRegion: rows,
    slots,
    slotsOf: Int32Array.from(instances, (one) => one.slots),
    state: new Uint8Array(regions * rows),
    market: new Uint8Array(regions * rows),
    zone: new Uint8Array(regions * rows),
    busy: new Int32Array(regions * rows),
    launchedAt: new Float64Array(regions * rows),
    pending: new Float64Array(regions * rows).fill(-1),
    ordered: new Int32Array(regions),
    isCounted,
    freeSlots: new Int32Array(isCounted ? 0 : regions * rows * slots),
    freeCount: new Int32Array(regions),
    readySlots: new Int32Array(regions),
    busySlots: new Int32Array(regions),
    billed: new Int32Array(regions * 2),
    tally: new Int32Array(regions * 2 * STATES),
    spotHeld: new Int32Array(regions * zonesMost),
    keptHeld: new Int32Array(regions * zonesMost),
    zonesMost,
    served: new Int32Array(isCounted ? 0 : regions * rows * slots),
    isShared,
    dynamicUw: layCurves(instances, slots),
    drawnUw: new Float64Array(regions),
  };
}

/** Every region's curve side by side; none where no region has one, for then all are straight. */
export function layCurves(instances: readonly InstanceSetup[], slots: number): Float64Array {
  if (instances.every(({ dynamicUw }) => dynamicUw === undefined)) return new Float64Array(0);
  const laid = new Float64Array(instances.length * (slots + 1));
  instances.forEach((one, region) => {
    const curve = one.dynamicUw ?? compileCurve(STRAIGHT, one);
    laid.set(curve, region * (slots + 1));
  });
  return laid;
}

/** Moves an instance to another state; its market and zone are settled before it first boots. */
export function setState(fleet: Fleet, row: number, state: number): void {
  const before = fleet.state[row];
  const region = regionOf(fleet, row);
  const cell = (region * 2 + fleet.market[row]) * STATES;
  if (before !== STATE.gone) fleet.tally[cell + before]--;
  if (state !== STATE.gone) fleet.tally[cell + state]++;
  if ((before === STATE.gone) !== (state === STATE.gone)) {
    const held = fleet.market[row] === SPOT ? fleet.spotHeld : fleet.keptHeld;
    held[region * fleet.zonesMost + fleet.zone[row]] += state === STATE.gone ? -1 : 1;
  }
  fleet.state[row] = state;
}

/** Instances of one region and market in a state other than gone. */
export function countInstances(
  fleet: Fleet,
  region: number,
  market: number,
  state: number,
): number {
  return fleet.tally[(region * 2 + market) * STATES + state];
}

/** Instances of one region that are not gone: what the account's quota counts. */
export function presentInstances(fleet: Fleet, region: number): number {
  let count = 0;
  for (let cell = region * 2 * STATES; cell < (region + 1) * 2 * STATES; cell++) {
    count += fleet.tally[cell];
  }
  return count;
}

/** The region an instance row belongs to. */
export function regionOf(fleet: Fleet, row: number): number {
  return Math.floor(row / fleet.rowsPerRegion);
}

/** A free row of the region, or -1 when all are taken. */
export function findFreeRow(fleet: Fleet, region: number): number {
  const from = region * fleet.rowsPerRegion;
  const row = fleet.state.indexOf(STATE.gone, from);
  return row >= from && row < from + fleet.rowsPerRegion ? row : -1;
}
