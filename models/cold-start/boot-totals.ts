import { SECOND, type SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { sumBoots } from './charges.ts';
import { type StoreReads, storeReads } from './store-reads.ts';

/**
 * Time and money of boots since the account opened, stage by stage and store by store; nothing for
 * boots by a law.
 */
export function bootTotals(world: World, now: SimTime) {
  const { coldStart: table, setup } = world;
  if (table === undefined || setup.boot.kind !== 'stages') return undefined;
  const { meters, atOpen } = table;
  const count = setup.boot.stages.length;
  const sum = (meter: 'stageTime' | 'stageCost' | 'lengths' | 'waits' | 'ends', stage: number) =>
    setup.regions.reduce((total, _, region) => {
      const at = region * count + stage;
      return total + meters[meter][at] - atOpen[meter][at];
    }, 0);
  return {
    stages: setup.boot.stages.map(({ name }, stage) => ({
      name,
      ended: sum('ends', stage),
      seconds: sum('lengths', stage) / SECOND,
      waitSeconds: sum('waits', stage) / SECOND,
      instanceSeconds: sum('stageTime', stage) / SECOND,
      cost: sum('stageCost', stage),
    })),
    reads: readsByStore(world, now),
    stalledRequests: sumBoots(table, 'stalls'),
    parkedSeconds: sumBoots(table, 'parkedTime') / SECOND,
  };
}

/** The same store of all regions taken together. */
function readsByStore(world: World, now: SimTime) {
  const rows = storeReads(world, now);
  const names = rows.filter(({ region }) => region === 0).map(({ name }) => name);
  return names.map((name) => {
    const own = rows.filter((row) => row.name === name);
    const sum = (of: (row: StoreReads) => number) => own.reduce((total, row) => total + of(row), 0);
    return { name, gb: sum(({ gb }) => gb), cost: sum(({ cost }) => cost) };
  });
}

/** What stopped instances in warm pools cost since the account opened, USD. */
export function warmCost({ coldStart }: World): number {
  return coldStart === undefined ? 0 : sumBoots(coldStart, 'parkedCost');
}
