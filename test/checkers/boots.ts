import { POOL_STATE, TIME_PARTS } from '../../models/cold-start/table.ts';
import { STATE } from '../../models/fleet.ts';
import type { World } from '../../models/world.ts';

/** Invariant 19 at an instant: levels and bills of boots, counted again from the instances. */
export function brokenBoots(world: World): string[] {
  const { coldStart: table, fleet } = world;
  if (table === undefined) return [];
  const booting = fleet.state.filter((state) => state === STATE.booting).length;
  const filling = table.pool.filter((state) => state === POOL_STATE.filling).length;
  const parked = table.pool.filter((state) => state === POOL_STATE.parked).length;
  const isRunning = world.setup.boot.kind === 'stages' && world.setup.boot.pool?.isRunning === true;
  const spent = table.levels.reduce((sum, parts) => sum + parts, 0) / TIME_PARTS;
  const billed = table.billed.reduce((sum, count) => sum + count, 0);
  const present = fleet.state.filter((state) => state !== STATE.gone).length;
  const stopped = table.parked.reduce((sum, count) => sum + count, 0);
  return [
    ...tell('levels', spent, booting + runningPool(world)),
    ...tell('billed', billed, present + filling + (isRunning ? parked : 0)),
    ...tell('stopped', stopped, isRunning ? 0 : parked),
  ];
}

/** Instances that boot into a pool and have a stage under way: the cold part is in no stage. */
function runningPool({ coldStart: table }: World): number {
  if (table === undefined) return 0;
  return table.running.subarray(table.fleetRows).filter((mask) => mask !== 0).length;
}

function tell(what: string, found: number, wanted: number): string[] {
  return found === wanted ? [] : [`${what}: ${found}, wanted ${wanted}`];
}
