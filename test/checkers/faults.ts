import { presentInstances, STATE } from '../../models/fleet.ts';
import type { WorldSimulation } from '../../models/world.ts';

/** Invariant 20: a fault is under way from its beginning to its end, and what is lost is empty. */
export function brokenFaults({ world, now }: WorldSimulation): string[] {
  const { faults, setup, fleet, network } = world;
  const broken: string[] = [];
  let cuts = 0;
  setup.faults.forEach(({ name, from, until, farRegion }, place) => {
    const isActive = faults.active[place] === 1;
    if (isActive !== (from <= now && now < until)) broken.push(`${name}: wrongly ${isActive}`);
    if (isActive && farRegion >= 0) cuts++;
  });
  if (network.cutCount !== cuts) broken.push(`${network.cutCount} links cut, ${cuts} faults`);
  setup.regions.forEach((_, region) => {
    const held = presentInstances(fleet, region);
    if (faults.regionLost[region] === 1 && held > 0) broken.push(`region ${region}: holds ${held}`);
    const from = region * fleet.rowsPerRegion;
    for (let row = from; row < from + fleet.rowsPerRegion; row++) {
      const isLost = faults.zoneLost[region][fleet.zone[row]] === 1;
      if (isLost && fleet.state[row] !== STATE.gone) broken.push(`instance ${row}: in a lost zone`);
    }
  });
  return broken;
}
