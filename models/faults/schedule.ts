import { encodePlain } from '../../engine/save.ts';
import { KIND } from '../kinds.ts';
import { followFailOver } from '../membership/of-world.ts';
import { cutBackbone, healBackbone } from '../network/partition.ts';
import type { World, WorldSimulation } from '../world.ts';
import { reckonEffects } from './effects.ts';
import type { FaultSetup } from './fault.ts';
import { followFault, refollowFault, startRecovery } from './recovery.ts';
import { strike } from './strike.ts';
import { openWatch } from './watch.ts';

/** Schedules the beginning and the end of every fault that is still to come. */
export function startFaults(world: World, simulation: WorldSimulation): void {
  world.setup.faults.forEach((_, place) => {
    scheduleFault(world, simulation, place);
  });
  startRecovery(world, simulation);
}

function scheduleFault(world: World, simulation: WorldSimulation, place: number): void {
  const { from } = world.setup.faults[place];
  if (from < simulation.now) return;
  world.faults.pending[place * 2] = simulation.schedule(from, KIND.faultBegins, place);
  scheduleEnd(world, simulation, place);
}

function scheduleEnd(world: World, simulation: WorldSimulation, place: number): void {
  const { from, until } = world.setup.faults[place];
  if (until <= from) return;
  world.faults.pending[place * 2 + 1] = simulation.schedule(until, KIND.faultEnds, place);
}

/** A fault begins: what it strikes at once goes, and what lasts is in force. */
export function beginFault(world: World, simulation: WorldSimulation, place: number): void {
  const fault = world.setup.faults[place];
  world.faults.pending[place * 2] = -1;
  followFault(world, place, simulation.now);
  followFailOver(world, simulation, place);
  if (fault.until > simulation.now) putInForce(world, place);
  world.faults.recovery.watches[place].instancesLost = strike(world, simulation, fault);
}

/** A fault is over; what it destroyed does not come back by itself. */
export function endFault(world: World, _simulation: WorldSimulation, place: number): void {
  world.faults.pending[place * 2 + 1] = -1;
  lift(world, place);
  reckon(world);
}

/**
 * Puts other faults in the place of those of a setup, from now on. One that goes on under its name
 * and kind is not struck again; one that is new and should have begun already begins now; what is
 * no longer in the list, or would be over, ends.
 */
export function changeFaults(
  world: World,
  simulation: WorldSimulation,
  before: readonly FaultSetup[],
): void {
  const { faults, setup } = world;
  if (encodePlain(before) === encodePlain(setup.faults)) return;
  const former = { active: faults.active, watches: faults.recovery.watches };
  for (const handle of faults.pending) if (handle >= 0) simulation.cancel(handle);
  before.forEach((fault, place) => {
    if (former.active[place] === 1) liftLink(world, fault);
  });
  faults.active = new Uint8Array(setup.faults.length);
  faults.pending = new Float64Array(setup.faults.length * 2).fill(-1);
  faults.recovery.watches = setup.faults.map((fault) => {
    const at = before.findIndex((one) => isSame(one, fault));
    return at < 0 ? openWatch() : former.watches[at];
  });
  const goesOn = (fault: FaultSetup) =>
    before.some((one, at) => isSame(one, fault) && former.active[at] === 1);
  reckon(world);
  setup.faults.forEach((fault, place) => {
    refollowFault(world, place);
    goOn(world, simulation, place, goesOn(fault));
  });
  startRecovery(world, simulation);
}

function goOn(world: World, simulation: WorldSimulation, place: number, wasActive: boolean): void {
  const { from, until } = world.setup.faults[place];
  const { now } = simulation;
  const hasBegun = world.faults.recovery.watches[place].begunAt === from;
  const isNow = until > now && (from < now || (from === now && wasActive));
  if (!isNow) {
    if (from > now || !hasBegun) scheduleFault(world, simulation, place);
    return;
  }
  scheduleEnd(world, simulation, place);
  if (wasActive) putInForce(world, place);
  else world.faults.pending[place * 2] = simulation.schedule(now, KIND.faultBegins, place);
}

function isSame(one: FaultSetup, other: FaultSetup): boolean {
  return one.name === other.name && one.kind === other.kind;
}

function putInForce(world: World, place: number): void {
  const { farRegion, region } = world.setup.faults[place];
  world.faults.active[place] = 1;
  if (farRegion >= 0) cutBackbone(world, { from: region, to: farRegion });
  reckon(world);
}

function lift(world: World, place: number): void {
  if (world.faults.active[place] === 0) return;
  world.faults.active[place] = 0;
  liftLink(world, world.setup.faults[place]);
}

function liftLink(world: World, { farRegion, region }: FaultSetup): void {
  if (farRegion >= 0) healBackbone(world, { from: region, to: farRegion });
}

function reckon(world: World): void {
  const { faults, setup, ledger } = world;
  const { pricesFrozen, carbonFrozen } = faults;
  const places = { regions: setup.regions.length, groups: setup.groups.length };
  reckonEffects(faults, setup.faults, places);
  if (faults.pricesFrozen && !pricesFrozen) faults.lastPrices.set(ledger.region.price);
  if (faults.carbonFrozen && !carbonFrozen) faults.lastIntensities.set(ledger.region.intensity);
}
