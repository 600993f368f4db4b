import { findFreeRow, presentInstances, STATE, setState } from '../fleet.ts';
import { integrateRegion } from '../meters.ts';
import type { World, WorldSimulation } from '../world.ts';
import { changeBilled } from './billing.ts';
import { beginBoot, wakeBoot } from './boots.ts';
import { chooseOffering } from './offerings.ts';
import { callParked, countPool } from './pool.ts';

/** Where a new instance is to stand: a zone is given for spot, and chosen for on-demand. */
export interface Launch {
  readonly region: number;
  readonly market: number;
  readonly zone: number;
}

/** Why the account may hold no more instances in a region; empty when it may. */
export function refuseQuota(world: World, region: number): string {
  const { quota } = world.setup.regions[region];
  if (presentInstances(world.fleet, region) + countPool(world, region) < quota) return '';
  return `quota of ${quota} instances reached, those still draining included`;
}

/**
 * Launches one instance that boots by stages: on-demand out of the warm pool when one waits there,
 * else from the cheapest offering that has capacity. Answers the cloud's refusal, or nothing.
 */
export function launchStaged(
  world: World,
  simulation: WorldSimulation,
  { region, market, zone }: Launch,
): string {
  integrateRegion(world, region, simulation.now);
  if (market === 0) {
    const called = callParked(world, simulation, region);
    if (called !== undefined) {
      const row = openRow(world, { region, market, ...called }, simulation.now);
      wakeBoot(world, simulation, row);
      return '';
    }
  }
  const refusal = refuseQuota(world, region);
  if (refusal !== '') return refusal;
  const choice = market === 0 ? chooseOffering(world, region, simulation.now) : { zone, family: 0 };
  if ('refusal' in choice) return choice.refusal;
  beginBoot(world, simulation, openRow(world, { region, market, ...choice }, simulation.now), 0);
  return '';
}

function openRow(world: World, launch: Launch & { readonly family: number }, now: number): number {
  const { fleet, coldStart } = world;
  const row = findFreeRow(fleet, launch.region);
  fleet.market[row] = launch.market;
  fleet.zone[row] = launch.zone;
  setState(fleet, row, STATE.booting);
  fleet.launchedAt[row] = now;
  if (coldStart !== undefined) coldStart.family[row] = launch.family;
  changeBilled(world, launch, 1);
  return row;
}
