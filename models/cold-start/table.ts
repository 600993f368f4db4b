import { createFifo, type Fifo } from '../../engine/fifo.ts';
import { openStream } from '../../engine/random.ts';
import type { SimTime } from '../../engine/units.ts';
import type { Setup } from '../setup.ts';
import type { StagedBoot } from './setup.ts';

/** What becomes of an instance of the warm pool: it boots to wait there, or it waits. */
export const POOL_STATE = { none: 0, filling: 1, parked: 2 } as const;

/** What a stage of an instance does now. */
export const PHASE = { idle: 0, timed: 1, queued: 2, hot: 3, cold: 4 } as const;

/**
 * Shares of an instance's time are counted in whole parts of it, so that they add up without
 * rounding however many stages run side by side: 720 720 is divisible by 1 to 16.
 */
export const TIME_PARTS = 720_720;

/** One store of one region. */
export interface StoreCell {
  /** Reads under way, as flow numbers: row * stages + stage. */
  readonly flows: number[];
  /** Reads that wait until they may open their channels, first come first served. */
  readonly waiting: Fifo;
  /** Channels that are open. */
  open: number;
  /** Earliest instant at which a rested quota would stand full but for what was opened. */
  fullAt: SimTime;
  /** Handles of the next read's end and of the next opening; -1: none. */
  serves: number;
  opens: number;
  /** Channels opened and bytes delivered since time 0. */
  opened: number;
  bytes: number;
  /** Bytes delivered when the account opened. */
  bytesAtOpen: number;
}

/** Integrals over stages and pools; by region * stages + stage, or by region. */
export interface BootMeters {
  /** Instance time in microseconds and money in USD, split evenly between stages side by side. */
  readonly stageTime: Float64Array;
  readonly stageCost: Float64Array;
  /** Whole lengths of finished stages and how many; waits for a channel are part of them. */
  readonly lengths: Float64Array;
  readonly waits: Float64Array;
  readonly ends: Float64Array;
  /** Time and money of stopped instances in warm pools. */
  readonly parkedTime: Float64Array;
  readonly parkedCost: Float64Array;
  /** Requests that waited for a shard in the background of their instance. */
  readonly stalls: Float64Array;
}

/**
 * Boots under way, stores, offerings and warm pools: plain data, part of the world. Rows are those
 * of the fleet, then `poolRows` for each region's pool, whose instances are in no fleet.
 */
export interface ColdStart {
  readonly fleetRows: number;
  readonly rowsPerRegion: number;
  readonly poolRows: number;
  /** Stages that run and stages that are over, by row: bit i stands for stage i. */
  readonly running: Int32Array;
  readonly done: Int32Array;
  readonly family: Uint8Array;
  /** Numbers the draws of an instance's stages. */
  readonly serial: Float64Array;
  /** By flow, row * stages + stage. */
  readonly phase: Uint8Array;
  readonly store: Uint8Array;
  readonly timer: Float64Array;
  readonly beganAt: Float64Array;
  /** Bytes on the wire to come, their rate, since when, and when the last one arrives. */
  readonly left: Float64Array;
  readonly rate: Float64Array;
  readonly since: Float64Array;
  readonly endsAt: Float64Array;
  /** By region * stores + store. */
  readonly cells: readonly StoreCell[];
  /** Whether an offering has capacity, and until when it is skipped: see `offeringOf`. */
  readonly zones: number;
  readonly has: Uint8Array;
  readonly skippedUntil: Float64Array;
  readonly spells: Int32Array;
  /** On-demand instances wanted by region, and the handle of the next attempt; -1: none. */
  readonly wanted: Int32Array;
  readonly retries: Float64Array;
  /** By row from `fleetRows` on: state in the pool, zone, and since when it is billed. */
  readonly pool: Uint8Array;
  readonly poolZone: Uint8Array;
  readonly poolSince: Float64Array;
  /** Instances wanted in the warm pool by region, and the handle of the next attempt. */
  readonly poolSize: Int32Array;
  readonly poolRetries: Float64Array;
  /** Stopped instances in the pool by region. */
  readonly parked: Int32Array;
  /** Parts of time (`TIME_PARTS`) that booting instances spend by cell of `levelOf`. */
  readonly levels: Int32Array;
  /** Billed instances by (region * 2 + market) * families + family. */
  readonly billed: Int32Array;
  readonly meters: BootMeters;
  readonly atOpen: BootMeters;
}

/** The table of a world at time 0; nothing where instances boot by a law. */
export function createColdStart(setup: Setup, rows: number): ColdStart | undefined {
  const { boot, regions } = setup;
  if (boot.kind !== 'stages') return undefined;
  const stages = boot.stages.length;
  return {
    ...createRows(regions.length, rows, boot),
    ...createOfferings(setup, boot),
    cells: regions.flatMap(() => boot.stores.map(() => createCell())),
    wanted: Int32Array.from(setup.regions, ({ instance }) => instance.atStart),
    retries: new Float64Array(regions.length).fill(-1),
    poolSize: new Int32Array(regions.length).fill(boot.pool?.instances ?? 0),
    poolRetries: new Float64Array(regions.length).fill(-1),
    parked: new Int32Array(regions.length),
    levels: new Int32Array(regions.length * 2 * boot.families.length * stages),
    billed: new Int32Array(regions.length * 2 * boot.families.length),
    meters: createMeters(regions.length, stages),
    atOpen: createMeters(regions.length, stages),
  };
}

function createRows(regions: number, rowsPerRegion: number, { stages, pool }: StagedBoot) {
  const fleetRows = regions * rowsPerRegion;
  const poolRows = pool === undefined ? 0 : rowsPerRegion;
  const rows = fleetRows + regions * poolRows;
  const byFlow = () => new Float64Array(rows * stages.length);
  return {
    fleetRows,
    rowsPerRegion,
    poolRows,
    running: new Int32Array(rows),
    done: new Int32Array(rows),
    family: new Uint8Array(rows),
    serial: new Float64Array(rows),
    phase: new Uint8Array(rows * stages.length),
    store: new Uint8Array(rows * stages.length),
    timer: byFlow().fill(-1),
    beganAt: byFlow(),
    left: byFlow(),
    rate: byFlow(),
    since: byFlow(),
    endsAt: byFlow(),
    pool: new Uint8Array(rows - fleetRows),
    poolZone: new Uint8Array(rows - fleetRows),
    poolSince: new Float64Array(rows - fleetRows),
  };
}

function createOfferings(setup: Setup, boot: StagedBoot) {
  const zones = Math.max(1, ...setup.regions.map((region) => region.zones));
  const offerings = setup.regions.length * zones * boot.families.length;
  return {
    zones,
    has: new Uint8Array(offerings).fill(1),
    skippedUntil: new Float64Array(offerings),
    spells: spellStreams(setup, boot, zones),
  };
}

/** The region a row belongs to, of the fleet or of a pool. */
export function regionOfRow(table: ColdStart, row: number): number {
  const { fleetRows, rowsPerRegion, poolRows } = table;
  if (row < fleetRows) return Math.floor(row / rowsPerRegion);
  return Math.floor((row - fleetRows) / poolRows);
}

function createCell(): StoreCell {
  const waiting = createFifo();
  return {
    flows: [],
    waiting,
    open: 0,
    fullAt: 0,
    serves: -1,
    opens: -1,
    opened: 0,
    bytes: 0,
    bytesAtOpen: 0,
  };
}

function createMeters(regions: number, stages: number): BootMeters {
  const byStage = () => new Float64Array(regions * stages);
  return {
    stageTime: byStage(),
    stageCost: byStage(),
    lengths: byStage(),
    waits: byStage(),
    ends: byStage(),
    parkedTime: new Float64Array(regions),
    parkedCost: new Float64Array(regions),
    stalls: new Float64Array(regions),
  };
}

/** Spells of an offering are its own: no policy can move them. Four words for each. */
function spellStreams({ seed, regions }: Setup, { families }: StagedBoot, zones: number) {
  const words = new Int32Array(regions.length * zones * families.length * 4);
  regions.forEach((region, r) => {
    for (let zone = 0; zone < zones; zone++) {
      families.forEach(({ name }, f) => {
        const stream = openStream(seed, `offerings/${region.name}/${zone}/${name}`);
        words.set(stream, ((r * zones + zone) * families.length + f) * 4);
      });
    }
  });
  return words;
}

/** Takes a reading of all integrals: totals are what comes after. */
export function openBootMeters({ meters, atOpen }: ColdStart): void {
  atOpen.stageTime.set(meters.stageTime);
  atOpen.stageCost.set(meters.stageCost);
  atOpen.lengths.set(meters.lengths);
  atOpen.waits.set(meters.waits);
  atOpen.ends.set(meters.ends);
  atOpen.parkedTime.set(meters.parkedTime);
  atOpen.parkedCost.set(meters.parkedCost);
  atOpen.stalls.set(meters.stalls);
}
