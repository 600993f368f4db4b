import { seedState } from '../engine/random.ts';
import { recordValue } from '../engine/sketch.ts';
import { MARKETS } from '../policies/loop.ts';
import { endBilling } from './cold-start/billing.ts';
import { abandonBoot } from './cold-start/boots.ts';
import { launchStaged, refuseQuota } from './cold-start/launching.ts';
import { fillPool } from './cold-start/pool.ts';
import { awaitCapacity, noteWanted } from './cold-start/retries.ts';
import { drainDetail } from './detail.ts';
import { pickKeptZone, refuseFaulty, refuseZone, sellsSpot } from './faults/refusal.ts';
import { countInstances, type Fleet, findFreeRow, regionOf, STATE, setState } from './fleet.ts';
import { warnJobs } from './jobs/phases.ts';
import { KIND } from './kinds.ts';
import { isTaken, openLoss, type ZoneLoss } from './market.ts';
import { integrateRegion } from './meters.ts';
import { endOutage } from './outage.ts';
import { drawDuration } from './players/durations.ts';
import { interruptServed, serveWaiting } from './requests.ts';
import { closeSlots, isDrained, openSlots } from './slots.ts';
import type { World, WorldSimulation } from './world.ts';

/** How much of a wanted change the cloud granted, and why not more. */
export interface Grant {
  readonly granted: number;
  readonly reason: string;
}

/** What is scaled: one market of a region, or of one zone of it. */
interface Cell {
  readonly region: number;
  readonly market: number;
  readonly zone?: number | undefined;
}

const ON_DEMAND = MARKETS.indexOf('on-demand');
const SPOT = MARKETS.indexOf('spot');

/** Brings a region's booting and ready instances of one market to `target`, as far as it can be. */
export function scaleTo(
  world: World,
  simulation: WorldSimulation,
  cell: Cell,
  target: number,
): Grant {
  const held = heldInstances(world.fleet, cell.region, cell.market, cell.zone);
  integrateRegion(world, cell.region, simulation.now);
  if (cell.zone === undefined) noteWanted(world, simulation, cell, target);
  if (target < held) {
    for (let n = held; n > target; n--) releaseOne(world, simulation, cell);
    return { granted: target - held, reason: '' };
  }
  for (let n = held; n < target; n++) {
    const refusal = launchOne(world, simulation, cell);
    if (refusal === '') continue;
    if (cell.zone === undefined) awaitCapacity(world, simulation, cell);
    return { granted: n - held, reason: refusal };
  }
  return { granted: target - held, reason: '' };
}

/** Tries again to launch what a region still wants (0), or to fill its warm pool (1). */
export function retryLaunches(
  world: World,
  simulation: WorldSimulation,
  region: number,
  which: number,
): void {
  const { coldStart, fleet } = world;
  if (coldStart === undefined) return;
  if (which === 1) {
    coldStart.poolRetries[region] = -1;
    fillPool(world, simulation, region);
    return;
  }
  coldStart.retries[region] = -1;
  const held = heldInstances(fleet, region, ON_DEMAND);
  const target = Math.max(held, coldStart.wanted[region]);
  scaleTo(world, simulation, { region, market: ON_DEMAND }, target);
}

/** Instances booting or ready, of one zone where it is given. */
export function heldInstances(fleet: Fleet, region: number, market: number, zone?: number): number {
  if (zone !== undefined) return heldInZone(fleet, { region, market, zone });
  return (
    countInstances(fleet, region, market, STATE.booting) +
    countInstances(fleet, region, market, STATE.ready)
  );
}

function heldInZone(fleet: Fleet, { region, market, zone }: Required<Cell>): number {
  let held = 0;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    const state = fleet.state[row];
    if (state !== STATE.booting && state !== STATE.ready) continue;
    if (fleet.market[row] === market && fleet.zone[row] === zone) held++;
  }
  return held;
}

/** Launches one instance; answers the cloud's refusal, or nothing. */
function launchOne(world: World, simulation: WorldSimulation, cell: Cell): string {
  const { fleet, setup, chance } = world;
  const { region, market } = cell;
  const whole = refuseFaulty(world, region, market);
  const faulty = whole === '' ? refuseZone(world, cell) : whole;
  if (faulty !== '') {
    world.ledger.counts.capacityErrors++;
    return faulty;
  }
  const zone =
    cell.zone ?? (market === SPOT ? pickZone(world, region) : pickKeptZone(world, region));
  if (setup.boot.kind === 'stages' && zone >= 0) {
    return launchStaged(world, simulation, { region, market, zone });
  }
  const refusal = refuseQuota(world, region);
  if (refusal !== '') return refusal;
  const row = findFreeRow(fleet, region);
  if (zone < 0 || setup.boot.kind === 'stages') return 'insufficient spot capacity in every zone';
  const key = chance.bootKeys.subarray(region * 4, region * 4 + 4);
  seedState(chance.scratch, 0, key, fleet.ordered[region]++);
  const drawn = drawDuration(setup.boot, chance.scratch, 0);
  const boot = drawn + setup.regions[region].instance.bootExtra;
  fleet.market[row] = market;
  fleet.zone[row] = zone;
  setState(fleet, row, STATE.booting);
  fleet.launchedAt[row] = simulation.now;
  fleet.billed[region * 2 + market]++;
  fleet.pending[row] = simulation.schedule(simulation.now + boot, KIND.instanceBoots, row, region);
  return '';
}

/** The open zone with the fewest spot instances, so that one zone's loss takes least; -1: none. */
function pickZone(world: World, region: number): number {
  const { fleet } = world;
  const held = fleet.spotHeld.subarray(region * fleet.zonesMost, (region + 1) * fleet.zonesMost);
  let best = -1;
  world.zonesUp[region].forEach((_, zone) => {
    if (sellsSpot(world, region, zone) && (best < 0 || held[zone] < held[best])) best = zone;
  });
  return best;
}

/** Lets one instance go: a booting one first, else the one with least work on it. */
function releaseOne(world: World, simulation: WorldSimulation, cell: Cell): void {
  const row = pickRelease(world.fleet, cell);
  drainInstance(world, simulation, row);
}

function pickRelease(fleet: Fleet, { region, market, zone }: Cell): number {
  let best = -1;
  let bestBusy = Number.POSITIVE_INFINITY;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    const state = fleet.state[row];
    if (fleet.market[row] !== market) continue;
    if (zone !== undefined && fleet.zone[row] !== zone) continue;
    if (state !== STATE.booting && state !== STATE.ready) continue;
    const busy = state === STATE.booting ? -1 : fleet.busy[row];
    if (busy <= bestBusy) {
      best = row;
      bestBusy = busy;
    }
  }
  return best;
}

/** Takes no more work on an instance; it goes when it has served what it holds. */
function drainInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet } = world;
  const region = regionOf(fleet, row);
  integrateRegion(world, region, simulation.now);
  if (fleet.state[row] === STATE.booting) {
    removeInstance(world, simulation, row);
    return;
  }
  closeSlots(fleet, region, row);
  drainDetail(world, row);
  if (fleet.busy[row] === 0) removeInstance(world, simulation, row);
}

/** An instance is gone: it is no longer billed, but for the least billed span. */
function removeInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet } = world;
  const region = regionOf(fleet, row);
  integrateRegion(world, region, simulation.now);
  if (fleet.pending[row] >= 0) simulation.cancel(fleet.pending[row]);
  abandonBoot(world, simulation, row);
  const bought = { region, market: fleet.market[row], family: world.coldStart?.family[row] ?? 0 };
  endBilling(world, bought, fleet.launchedAt[row], simulation.now);
  setState(fleet, row, STATE.gone);
  fleet.pending[row] = -1;
}

/** A draining instance that has served out goes, unless it was revoked at this very instant. */
export function leaveInstance(world: World, simulation: WorldSimulation, row: number): void {
  if (isDrained(world.fleet, row)) removeInstance(world, simulation, row);
}

/** A booted instance opens its slots and serves who waits. */
export function bootInstance(world: World, simulation: WorldSimulation, row: number): void {
  const region = regionOf(world.fleet, row);
  integrateRegion(world, region, simulation.now);
  world.fleet.pending[row] = -1;
  recordValue(world.ledger.boots, simulation.now - world.fleet.launchedAt[row]);
  openSlots(world.fleet, region, row);
  serveWaiting(world, simulation, region);
  endOutage(world, region, simulation.now);
}

/** A zone loses spot capacity: what it takes of what is held there is under notice from now on. */
export function warnZone(world: World, simulation: WorldSimulation, loss: ZoneLoss): void {
  const { fleet } = world;
  const stream = openLoss(world, loss, simulation.now);
  const from = loss.region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.market[row] !== SPOT || fleet.zone[row] !== loss.zone) continue;
    if (fleet.state[row] === STATE.gone) continue;
    if (isTaken(loss, stream)) warnInstance(world, simulation, row);
  }
  warnJobs(world, simulation, loss);
}

function warnInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet, setup } = world;
  const region = regionOf(fleet, row);
  if (fleet.state[row] !== STATE.draining) {
    world.ledger.counts.revocations++;
    world.scrapes.revoked[region]++;
    drainInstance(world, simulation, row);
  }
  if (fleet.state[row] !== STATE.draining || fleet.pending[row] >= 0) return;
  const at = simulation.now + setup.notice;
  fleet.pending[row] = simulation.schedule(at, KIND.instanceRevokes, row, region);
}

/** An instance is gone at once, without notice; call when its region's integrals are closed. */
export function loseInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet } = world;
  const region = regionOf(fleet, row);
  if (fleet.state[row] === STATE.ready) {
    closeSlots(fleet, region, row);
    drainDetail(world, row);
  }
  if (fleet.market[row] === SPOT) world.scrapes.revoked[region]++;
  interruptServed(world, simulation, row);
  removeInstance(world, simulation, row);
}

/** The notice is over: whatever the instance still serves begins again elsewhere. */
export function revokeInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet } = world;
  const region = regionOf(fleet, row);
  integrateRegion(world, region, simulation.now);
  fleet.pending[row] = -1;
  interruptServed(world, simulation, row);
  removeInstance(world, simulation, row);
  serveWaiting(world, simulation, region);
}
