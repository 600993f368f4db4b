import { seedState } from '../engine/random.ts';
import { MARKETS } from '../policies/loop.ts';
import {
  countInstances,
  type Fleet,
  findFreeRow,
  presentInstances,
  regionOf,
  STATE,
} from './fleet.ts';
import { KIND } from './kinds.ts';
import { billLeast, integrateRegion } from './meters.ts';
import { endOutage } from './outage.ts';
import { drawDuration } from './players.ts';
import { interruptRequest, serveWaiting } from './requests.ts';
import { closeSlots, isDrained, openSlots } from './slots.ts';
import type { World, WorldSimulation } from './world.ts';

/** How much of a wanted change the cloud granted, and why not more. */
export interface Grant {
  readonly granted: number;
  readonly reason: string;
}

const SPOT = MARKETS.indexOf('spot');

/** Brings a region's booting and ready instances of one market to `target`, as far as it can be. */
export function scaleTo(
  world: World,
  simulation: WorldSimulation,
  cell: { readonly region: number; readonly market: number },
  target: number,
): Grant {
  const held = heldInstances(world.fleet, cell.region, cell.market);
  integrateRegion(world, cell.region, simulation.now);
  if (target < held) {
    for (let n = held; n > target; n--) releaseOne(world, simulation, cell);
    return { granted: target - held, reason: '' };
  }
  for (let n = held; n < target; n++) {
    const refusal = launchOne(world, simulation, cell);
    if (refusal !== '') return { granted: n - held, reason: refusal };
  }
  return { granted: target - held, reason: '' };
}

/** Instances booting or ready. */
export function heldInstances(fleet: Fleet, region: number, market: number): number {
  return (
    countInstances(fleet, region, market, STATE.booting) +
    countInstances(fleet, region, market, STATE.ready)
  );
}

/** Launches one instance; answers the cloud's refusal, or nothing. */
function launchOne(
  world: World,
  simulation: WorldSimulation,
  cell: { readonly region: number; readonly market: number },
): string {
  const { fleet, setup, chance } = world;
  const { region, market } = cell;
  const quota = setup.regions[region].quota;
  if (presentInstances(fleet, region) >= quota) {
    return `quota of ${quota} instances reached, those still draining included`;
  }
  const zone = market === SPOT ? pickZone(world, region) : 0;
  const row = findFreeRow(fleet, region);
  if (zone < 0) return 'insufficient spot capacity in every zone';
  const key = chance.bootKeys.subarray(region * 4, region * 4 + 4);
  seedState(chance.scratch, 0, key, fleet.ordered[region]++);
  const boot = drawDuration(setup.boot, chance.scratch, 0);
  fleet.state[row] = STATE.booting;
  fleet.market[row] = market;
  fleet.zone[row] = zone;
  fleet.launchedAt[row] = simulation.now;
  fleet.billed[region * 2 + market]++;
  fleet.pending[row] = simulation.schedule(simulation.now + boot, KIND.instanceBoots, row, region);
  return '';
}

/** The open zone with the fewest spot instances, so that one zone's loss takes least; -1: none. */
function pickZone(world: World, region: number): number {
  const { fleet } = world;
  const held = new Array<number>(world.zonesUp[region].length).fill(0);
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.state[row] !== STATE.gone && fleet.market[row] === SPOT) held[fleet.zone[row]]++;
  }
  let best = -1;
  world.zonesUp[region].forEach((up, zone) => {
    if (up === 1 && (best < 0 || held[zone] < held[best])) best = zone;
  });
  return best;
}

/** Lets one instance go: a booting one first, else the one with least work on it. */
function releaseOne(
  world: World,
  simulation: WorldSimulation,
  cell: { readonly region: number; readonly market: number },
): void {
  const row = pickRelease(world.fleet, cell.region, cell.market);
  drainInstance(world, simulation, row);
}

function pickRelease(fleet: Fleet, region: number, market: number): number {
  let best = -1;
  let bestBusy = Number.POSITIVE_INFINITY;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    const state = fleet.state[row];
    if (fleet.market[row] !== market) continue;
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
  if (fleet.busy[row] === 0) removeInstance(world, simulation, row);
}

/** An instance is gone: it is no longer billed, but for the least billed span. */
function removeInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet, setup } = world;
  const region = regionOf(fleet, row);
  const cell = region * 2 + fleet.market[row];
  integrateRegion(world, region, simulation.now);
  if (fleet.pending[row] >= 0) simulation.cancel(fleet.pending[row]);
  billLeast(world.ledger.region, cell, fleet.launchedAt[row] + setup.leastBilled - simulation.now);
  fleet.billed[cell]--;
  fleet.state[row] = STATE.gone;
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
  openSlots(world.fleet, region, row);
  serveWaiting(world, simulation, region);
  endOutage(world, region, simulation.now);
}

/** A zone stops selling spot capacity: what is held there is under notice from now on. */
export function warnZone(
  world: World,
  simulation: WorldSimulation,
  region: number,
  zone: number,
): void {
  const { fleet } = world;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.market[row] !== SPOT || fleet.zone[row] !== zone) continue;
    if (fleet.state[row] !== STATE.gone) warnInstance(world, simulation, row);
  }
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

/** The notice is over: whatever the instance still serves begins again elsewhere. */
export function revokeInstance(world: World, simulation: WorldSimulation, row: number): void {
  const { fleet, sessions } = world;
  const region = regionOf(fleet, row);
  integrateRegion(world, region, simulation.now);
  fleet.pending[row] = -1;
  for (let session = 0; session < sessions.count && fleet.busy[row] > 0; session++) {
    if (sessions.instance[session] !== row) continue;
    fleet.busy[row]--;
    fleet.busySlots[region]--;
    interruptRequest(world, simulation, session);
  }
  removeInstance(world, simulation, row);
  serveWaiting(world, simulation, region);
}
