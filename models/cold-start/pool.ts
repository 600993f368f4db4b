import type { SimTime } from '../../engine/units.ts';
import { presentInstances } from '../fleet.ts';
import { KIND } from '../kinds.ts';
import { integrateRegion } from '../meters.ts';
import type { World, WorldSimulation } from '../world.ts';
import { changeBilled, endBilling } from './billing.ts';
import { abandonBoot, beginBoot } from './boots.ts';
import { chooseOffering, heldByZone, nextAttempt, tryOffering } from './offerings.ts';
import { stagesOfPool } from './setup.ts';
import { type ColdStart, PHASE, POOL_STATE } from './table.ts';

/** Instances of a region's warm pool, those that boot into it included. */
export function countPool({ coldStart }: World, region: number): number {
  if (coldStart === undefined) return 0;
  return placesOf(coldStart, region).filter((at) => coldStart.pool[at] !== POOL_STATE.none).length;
}

/** Instances that wait in a region's warm pool and can be called. */
export function countParked({ coldStart }: World, region: number): number {
  if (coldStart === undefined) return 0;
  const isParked = (at: number) => coldStart.pool[at] === POOL_STATE.parked;
  return placesOf(coldStart, region).filter(isParked).length;
}

/** Fills the pools before the first event: their instances wait already at time 0. */
export function startPools(world: World): void {
  const { coldStart, setup } = world;
  if (coldStart === undefined) return;
  setup.regions.forEach(({ zones, quota }, region) => {
    // The quota counts them as well: what does not fit is refused, as it is later on.
    const room = Math.max(0, quota - presentInstances(world.fleet, region));
    placesOf(coldStart, region)
      .slice(0, Math.min(room, coldStart.poolSize[region]))
      .forEach((at, nth) => {
        coldStart.poolZone[at] = nth % Math.max(1, zones);
        coldStart.pool[at] = POOL_STATE.filling;
        changeBilled(world, { region, market: 0, family: 0 }, 1);
        park(world, at, region);
      });
  });
}

/** Brings a region's pool to its size: boots what is missing, lets go what is too much. */
export function fillPool(world: World, simulation: WorldSimulation, region: number): string {
  const { coldStart } = world;
  if (coldStart === undefined) return '';
  for (let held = countPool(world, region); held > coldStart.poolSize[region]; held--) {
    dropOne(world, simulation, coldStart, region);
  }
  for (let held = countPool(world, region); held < coldStart.poolSize[region]; held++) {
    const refusal = bootIntoPool(world, simulation, coldStart, region);
    if (refusal === '') continue;
    fillPoolAt(simulation, coldStart, region, nextAttempt(world, region, simulation.now));
    return refusal;
  }
  return '';
}

function fillPoolAt(
  simulation: WorldSimulation,
  table: ColdStart,
  region: number,
  at: SimTime,
): void {
  if (table.poolRetries[region] >= 0) simulation.cancel(table.poolRetries[region]);
  table.poolRetries[region] = simulation.schedule(at, KIND.provisionerRetries, region, 1);
}

function bootIntoPool(
  world: World,
  simulation: WorldSimulation,
  table: ColdStart,
  region: number,
): string {
  const { quota } = world.setup.regions[region];
  if (presentInstances(world.fleet, region) + countPool(world, region) >= quota) {
    return `quota of ${quota} instances reached`;
  }
  const choice = chooseOffering(world, region, simulation.now);
  if ('refusal' in choice) return choice.refusal;
  const free = placesOf(table, region).find((at) => table.pool[at] === POOL_STATE.none);
  if (free === undefined) return 'the pool is full';
  integrateRegion(world, region, simulation.now);
  table.pool[free] = POOL_STATE.filling;
  table.poolZone[free] = choice.zone;
  table.poolSince[free] = simulation.now;
  table.family[table.fleetRows + free] = choice.family;
  changeBilled(world, { region, market: 0, family: choice.family }, 1);
  beginBoot(world, simulation, table.fleetRows + free, 0);
  return '';
}

/** An instance has booted into its pool: it waits there once nothing of it is still to come. */
export function parkInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return;
  const at = row - coldStart.fleetRows;
  const all = stagesOfPool(setup.boot);
  const stages = setup.boot.stages.length;
  const flows = coldStart.phase.subarray(row * stages, (row + 1) * stages);
  if (coldStart.pool[at] !== POOL_STATE.filling || (coldStart.done[row] & all) !== all) return;
  if (flows.some((phase) => phase !== PHASE.idle)) return;
  const region = Math.floor(at / coldStart.poolRows);
  integrateRegion(world, region, simulation.now);
  park(world, at, region, simulation.now);
}

function park(world: World, at: number, region: number, now?: SimTime): void {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return;
  coldStart.pool[at] = POOL_STATE.parked;
  if (setup.boot.pool?.isRunning === true) return;
  const bought = { region, market: 0, family: coldStart.family[coldStart.fleetRows + at] };
  if (now === undefined) changeBilled(world, bought, -1);
  else endBilling(world, bought, coldStart.poolSince[at], now);
  coldStart.parked[region]++;
}

/**
 * Takes an instance out of the pool for the fleet, which bills it from here on, and fills the pool
 * up. A stopped one must find capacity in its zone again. Nothing when none can be had.
 */
export function callParked(
  world: World,
  simulation: WorldSimulation,
  region: number,
): { readonly zone: number; readonly family: number } | undefined {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return undefined;
  const { now } = simulation;
  for (const at of placesOf(coldStart, region)) {
    if (coldStart.pool[at] !== POOL_STATE.parked) continue;
    const zone = coldStart.poolZone[at];
    const family = coldStart.family[coldStart.fleetRows + at];
    const held = heldByZone(world, region, family)[zone];
    const isStopped = setup.boot.pool?.isRunning === false;
    if (isStopped && !tryOffering(world, { region, zone, family }, held, now)) continue;
    if (leavePool(world, at, region, now)) changeBilled(world, { region, market: 0, family }, -1);
    fillPoolAt(simulation, coldStart, region, now);
    return { zone, family };
  }
  return undefined;
}

/** Frees a place of the pool; whether its instance is billed as a running one until now. */
function leavePool(world: World, at: number, region: number, now: SimTime): boolean {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return false;
  integrateRegion(world, region, now);
  const wasParked = coldStart.pool[at] === POOL_STATE.parked;
  coldStart.pool[at] = POOL_STATE.none;
  if (!wasParked || setup.boot.pool?.isRunning === true) return true;
  coldStart.parked[region]--;
  return false;
}

/** Instances of a pool are gone at once: all of a region, or (zone >= 0) those of one zone. */
export function losePool(
  world: World,
  simulation: WorldSimulation,
  { region, zone }: { readonly region: number; readonly zone: number },
): void {
  const { coldStart } = world;
  if (coldStart === undefined) return;
  for (const at of placesOf(coldStart, region)) {
    const isThere = zone < 0 || coldStart.poolZone[at] === zone;
    if (isThere && coldStart.pool[at] !== POOL_STATE.none) dropPlace(world, simulation, at, region);
  }
  fillPoolAt(simulation, coldStart, region, simulation.now);
}

/** Lets one instance of the pool go: one that still boots first. */
function dropOne(
  world: World,
  simulation: WorldSimulation,
  table: ColdStart,
  region: number,
): void {
  const places = placesOf(table, region);
  const filling = places.findLast((at) => table.pool[at] === POOL_STATE.filling);
  const at = filling ?? places.findLast((one) => table.pool[one] === POOL_STATE.parked);
  if (at !== undefined) dropPlace(world, simulation, at, region);
}

function dropPlace(world: World, simulation: WorldSimulation, at: number, region: number): void {
  const { coldStart: table } = world;
  if (table === undefined) return;
  const row = table.fleetRows + at;
  const { now } = simulation;
  abandonBoot(world, simulation, row);
  const bought = { region, market: 0, family: table.family[row] };
  if (leavePool(world, at, region, now)) endBilling(world, bought, table.poolSince[at], now);
}

function placesOf({ poolRows }: ColdStart, region: number): readonly number[] {
  return Array.from({ length: poolRows }, (_, nth) => region * poolRows + nth);
}
