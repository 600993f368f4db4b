import { regionOf, STATE } from '../fleet.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { Flow } from './flow.ts';

/** A draining instance stays for this many mean services: about the longest of a few. */
const STAYS = 2;

/** An instance begins to drain: it keeps its share of the busy slots until they are served out. */
export function drainFlow(world: World, flow: Flow, row: number): void {
  const { fleet } = world;
  const region = regionOf(fleet, row);
  const station = flow.stations[region];
  const ready = fleet.readySlots[region] + fleet.slotsOf[region];
  const busy = Math.max(0, fleet.busySlots[region] - station.drainingBusy);
  const share = Math.min(fleet.slotsOf[region], (fleet.slotsOf[region] * busy) / ready);
  station.drainingBusy += share;
  fleet.busy[row] = Math.ceil(share);
  if (share > 0) flow.toDrain.push(row);
}

/** Lets what drains be served out, and each draining instance go in its time. */
export function tellFlowDrains(world: World, flow: Flow, simulation: WorldSimulation): void {
  const { fleet } = world;
  const { meanHold } = flow.work;
  for (const row of flow.toDrain.splice(0)) {
    const at = simulation.now + Math.ceil(STAYS * meanHold);
    simulation.schedule(at, KIND.throngFinishes, row, fleet.launchedAt[row]);
  }
  for (const station of flow.stations) {
    station.drainingBusy -= (station.drainingBusy * flow.step) / (flow.step + meanHold);
  }
}

/** A draining instance has served out. */
export function finishDrain(
  world: World,
  simulation: WorldSimulation,
  row: number,
  launchedAt: number,
): void {
  const { fleet } = world;
  if (fleet.state[row] !== STATE.draining || fleet.launchedAt[row] !== launchedAt) return;
  fleet.busy[row] = 0;
  simulation.schedule(simulation.now, KIND.instanceLeaves, row);
}

/** A notice is over: of what was served when it began, the share that outlasts it begins again. */
export function interruptFlow(world: World, flow: Flow, row: number): void {
  const { fleet, setup } = world;
  const region = regionOf(fleet, row);
  fleet.busy[row] = 0;
  const ready = fleet.readySlots[region] + fleet.slotsOf[region];
  const share = Math.min(1, fleet.busySlots[region] / ready);
  const { hold, meanHold } = flow.work;
  const outlasting = hold.reduce((sum, one) => sum + Math.max(0, one - setup.notice), 0);
  const chance = outlasting / hold.length / meanHold;
  world.ledger.counts.requestsInterrupted += fleet.slotsOf[region] * share * chance;
}
