import type { SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import type { ColdStart, StoreCell } from './table.ts';

const BYTES_PER_GB = 1e9;

/** What the instances of one region have read from one store since the account opened. */
export interface StoreReads {
  readonly region: number;
  readonly name: string;
  /** Bytes on the wire, in units of 1e9. */
  readonly gb: number;
  /** USD. */
  readonly cost: number;
}

/** Reads by region and store since the account opened; none where boots follow a law. */
export function storeReads({ coldStart, setup }: World, now: SimTime): readonly StoreReads[] {
  const { boot } = setup;
  if (coldStart === undefined || boot.kind !== 'stages') return [];
  return coldStart.cells.map((cell, at) => {
    const { name, pricePerGb } = boot.stores[at % boot.stores.length];
    const gb = (deliveredBy(coldStart, cell, now) - cell.bytesAtOpen) / BYTES_PER_GB;
    const region = Math.floor(at / boot.stores.length);
    return { region, name, gb, cost: gb * pricePerGb };
  });
}

/** What all reads since the account opened cost, USD. */
export function storesCost(world: World, now: SimTime): number {
  return storeReads(world, now).reduce((sum, { cost }) => sum + cost, 0);
}

/** Takes a reading of every store: reads are counted from here on. */
export function openStoreReads({ coldStart }: World, now: SimTime): void {
  for (const cell of coldStart?.cells ?? []) {
    cell.bytesAtOpen = coldStart === undefined ? 0 : deliveredBy(coldStart, cell, now);
  }
}

/** Bytes delivered since time 0, with those of reads that are still under way. */
function deliveredBy(table: ColdStart, cell: StoreCell, now: SimTime): number {
  return cell.flows.reduce((sum, flow) => {
    const read = table.rate[flow] * (now - table.since[flow]);
    return sum + Math.min(table.left[flow], read);
  }, cell.bytes);
}
