import { elementAt } from '../../engine/fifo.ts';
import { roundTime, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { isReachable } from '../network/partition.ts';
import { drawRtt } from '../network.ts';
import type { World, WorldSimulation } from '../world.ts';
import { type GatewayState, gatewayOf } from './state.ts';

/** Starts the checks of every link, each at a moment of its own, and the sync of weights. */
export function startGateway(world: World, simulation: WorldSimulation): void {
  const { gateway } = world.setup;
  if (gateway === undefined) return;
  simulation.schedule(simulation.now, KIND.gatewaySyncs);
  const { checks } = gateway;
  if (checks === undefined) return;
  const links = world.setup.groups.length * world.setup.regions.length;
  for (let link = 0; link < links; link++) {
    const at = simulation.now + roundTime((checks.every * link) / links);
    simulation.schedule(at, KIND.checkSends, link);
  }
}

/**
 * One check goes out. It fails at once, after its round trip, where nothing takes it, and at its
 * time-out where nothing answers; what it finds is the region as it stands when it is sent.
 */
export function sendCheck(world: World, simulation: WorldSimulation, link: number): void {
  const { state, setup } = gatewayOf(world);
  const { checks } = setup;
  if (checks === undefined) return;
  const { now } = simulation;
  simulation.schedule(now + checks.every, KIND.checkSends, link);
  const place = linkOf(world, link);
  const rtt = drawRtt(world, place, state.checkChance, link * 4);
  const takes = answerTime(world, place, now, checks.waitsInLine) + rtt;
  const isAnswered = takes <= checks.timeOut;
  const isPassed = isAnswered && world.fleet.readySlots[place.region] > 0;
  const at = now + (isAnswered ? takes : checks.timeOut);
  simulation.schedule(at, KIND.checkEnds, link, isPassed ? 1 : 0);
}

/** What a check waits for beside its round trip; Infinity: nobody answers. */
function answerTime(
  world: World,
  { group, region }: { readonly group: number; readonly region: number },
  now: SimTime,
  waitsInLine: boolean,
): number {
  const isGone = world.faults.regionLost[region] === 1 || !isReachable(world, group, region);
  if (isGone) return Number.POSITIVE_INFINITY;
  const { waiting } = world.stations[region];
  if (!waitsInLine || waiting.size === 0) return 0;
  // The first in line has waited so long and is not served yet: who came with it has no answer.
  return now - world.sessions.queuedAt[elementAt(waiting, 0)];
}

/** A check has its result: enough of one kind in a row take the region out or bring it back. */
export function endCheck(
  world: World,
  simulation: WorldSimulation,
  link: number,
  passed: number,
): void {
  const { state, setup } = gatewayOf(world);
  const { checks } = setup;
  if (checks === undefined) return;
  if (passed === state.isHealthy[link]) {
    state.streak[link] = 0;
    return;
  }
  state.streak[link]++;
  const needed = passed === 1 ? checks.healthyAfter : checks.unhealthyAfter;
  if (state.streak[link] < needed) return;
  state.streak[link] = 0;
  state.isHealthy[link] = passed;
  if (passed === 0) noteOut(world, state, link, simulation.now);
}

/** Group and region of a link. */
function linkOf(world: World, link: number): { readonly group: number; readonly region: number } {
  const regions = world.setup.regions.length;
  return { group: Math.floor(link / regions), region: link % regions };
}

/** A gateway took a region out: the first time in a fault that strikes there is timed. */
export function noteOut(world: World, state: GatewayState, link: number, now: SimTime): void {
  state.counts.ejections++;
  const { group, region } = linkOf(world, link);
  const links = state.isHealthy.length;
  world.setup.faults.forEach((fault, place) => {
    if (world.faults.active[place] === 0 || state.hasSeen[place * links + link] === 1) return;
    if (fault.region >= 0 && fault.region !== region) return;
    if (fault.group >= 0 && fault.group !== group) return;
    if (!['region lost', 'brown-out', 'partition'].includes(fault.kind)) return;
    state.hasSeen[place * links + link] = 1;
    state.counts.faultsSeen++;
    state.counts.faultDelay += now - fault.from;
  });
}
