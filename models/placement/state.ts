import { createFifo, type Fifo } from '../../engine/fifo.ts';
import { openStream } from '../../engine/random.ts';
import type { Setup } from '../setup.ts';
import { createCounts, type PlacementCounts } from './counts.ts';
import { createFrames, type FrameTable, growFrames } from './frames.ts';
import { createLinkMemory, growLinkMemory, type LinkMemory } from './link-memory.ts';
import { createPlayers, growPlayers, type PlayerTable } from './players.ts';
import type { PlacementSetup } from './setup.ts';
import { createWaits, type WaitTable } from './waits.ts';

/** Places as numbers, in the order of `PLACES`. */
export const PLACE = { device: 0, edge: 1, cloud: 2 } as const;

/** Everything about placed frames that changes during a run. */
export interface PlacementState {
  /** What the gate remembers. */
  memory: unknown;
  /** Key from which each player's kind of device is drawn. */
  readonly deviceKey: Int32Array;
  readonly players: PlayerTable;
  readonly links: LinkMemory;
  readonly frames: FrameTable;
  /** Frames in line at each region's point of presence, first come first served. */
  readonly lines: readonly Fifo[];
  readonly waits: WaitTable;
  /** Rows that frames hold, and by place the open frames and the remote work under way. */
  rows: number;
  readonly open: Float64Array;
  readonly away: Float64Array;
  counts: PlacementCounts;
}

const PLACE_COUNT = 3;

/** Nothing placed yet; absent where the setup places nothing. */
export function createPlacement(setup: Setup, rows: number): PlacementState | undefined {
  const { seed, placement, regions, scrapeEvery, scrapeDelay } = setup;
  if (placement === undefined) return undefined;
  const open = new Float64Array(PLACE_COUNT);
  const away = new Float64Array(PLACE_COUNT);
  return {
    memory: undefined,
    deviceKey: openStream(seed, 'placement/devices'),
    players: createPlayers(rows),
    links: createLinkMemory(rows),
    frames: createFrames(rows),
    lines: regions.map(() => createFifo()),
    waits: createWaits(regions.length, scrapeEvery, scrapeDelay),
    rows: 0,
    open,
    away,
    counts: createCounts(placement.devices.length, open, away),
  };
}

/** Makes room for as many rows as the sessions' table has. */
export function growPlacement(state: PlacementState, rows: number): void {
  if (state.frames.owner.length >= rows) return;
  growPlayers(state.players, rows);
  growLinkMemory(state.links, rows);
  growFrames(state.frames, rows);
}

/** The state and the setup of a world that places frames. */
export function placementOf(world: {
  readonly placement?: PlacementState;
  readonly setup: Setup;
}): { readonly state: PlacementState; readonly setup: PlacementSetup } {
  const { placement, setup } = world;
  if (placement === undefined || setup.placement === undefined) {
    throw new Error('no frame is placed in this world');
  }
  return { state: placement, setup: setup.placement };
}
