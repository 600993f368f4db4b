/** Life of an instance: booting → ready → draining → gone. */
export const STATE = { gone: 0, booting: 1, ready: 2, draining: 3 } as const;

/**
 * Every instance of every region: row = region * rowsPerRegion + place. A region's free slots are a
 * stack of instance rows, one entry a slot, so a request finds a slot in one step and the most
 * recently freed instance is used again (idle ones stay idle and can be released).
 */
export interface Fleet {
  readonly rowsPerRegion: number;
  readonly slots: number;
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
}

/** A fleet with room for each region's quota. */
export function createFleet(regions: number, quotaMost: number, slots: number): Fleet {
  const rows = quotaMost;
  return {
    rowsPerRegion: rows,
    slots,
    state: new Uint8Array(regions * rows),
    market: new Uint8Array(regions * rows),
    zone: new Uint8Array(regions * rows),
    busy: new Int32Array(regions * rows),
    launchedAt: new Float64Array(regions * rows),
    pending: new Float64Array(regions * rows).fill(-1),
    ordered: new Int32Array(regions),
    freeSlots: new Int32Array(regions * rows * slots),
    freeCount: new Int32Array(regions),
    readySlots: new Int32Array(regions),
    busySlots: new Int32Array(regions),
    billed: new Int32Array(regions * 2),
  };
}

/** Instances of one region and market in a state. */
export function countInstances(
  fleet: Fleet,
  region: number,
  market: number,
  state: number,
): number {
  let count = 0;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.state[row] === state && fleet.market[row] === market) count++;
  }
  return count;
}

/** Instances of one region that are not gone: what the account's quota counts. */
export function presentInstances(fleet: Fleet, region: number): number {
  let count = 0;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.state[row] !== STATE.gone) count++;
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
