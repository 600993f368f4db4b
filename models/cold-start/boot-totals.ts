import { SECOND } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { sumBoots } from './charges.ts';

/** Time and money of boots since the account opened, stage by stage; nothing for boots by a law. */
export function bootTotals(world: World) {
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
    stalledRequests: sumBoots(table, 'stalls'),
    parkedSeconds: sumBoots(table, 'parkedTime') / SECOND,
  };
}

/** What stopped instances in warm pools cost since the account opened, USD. */
export function warmCost({ coldStart }: World): number {
  return coldStart === undefined ? 0 : sumBoots(coldStart, 'parkedCost');
}
