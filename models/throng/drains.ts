import { below } from '../../engine/random.ts';
import type { SimTime } from '../../engine/units.ts';
import { regionOf, STATE } from '../fleet.ts';
import { KIND } from '../kinds.ts';
import { integrateBusy } from '../meters.ts';
import { isDrained } from '../slots.ts';
import type { World, WorldSimulation } from '../world.ts';
import { takeService } from './station.ts';
import type { Throng } from './throng.ts';
import { interruptWitnesses } from './witness.ts';

/**
 * An instance of counted slots begins to drain: it holds its share of the busy ones, and all of
 * those that would not fit elsewhere.
 */
export function drainCounted(world: World, throng: Throng, row: number): void {
  const { fleet } = world;
  const region = regionOf(fleet, row);
  const station = throng.stations[region];
  // The instance's own slots are no longer among the ready ones.
  const ready = fleet.readySlots[region] + fleet.slotsOf[region];
  const busy = fleet.busySlots[region] - station.drainingBusy;
  const share = Math.round((fleet.slotsOf[region] * busy) / ready);
  const least = Math.max(0, busy - fleet.readySlots[region]);
  fleet.busy[row] = Math.min(fleet.slotsOf[region], busy, Math.max(share, least));
  station.drainingBusy += fleet.busy[row];
  station.toTell += fleet.busy[row];
  if (fleet.busy[row] > 0) throng.toDrain.push(row);
}

/** Tells the services of draining instances apart from the counted ones: each ends by itself. */
export function tellDrains(world: World, throng: Throng, simulation: WorldSimulation): void {
  const { fleet } = world;
  for (const row of throng.toDrain.splice(0)) {
    const region = regionOf(fleet, row);
    if (fleet.state[row] !== STATE.draining) continue;
    for (let slot = fleet.busy[row]; slot > 0; slot--) {
      const ends = drawService(world, throng, region);
      const ahead = Math.max(0, ends - throng.steps);
      const at = simulation.now + ahead * throng.step;
      simulation.schedule(at, KIND.throngFinishes, row, fleet.launchedAt[row]);
    }
  }
}

function drawService({ fleet }: World, throng: Throng, region: number): number {
  const station = throng.stations[region];
  const counted = fleet.busySlots[region] - station.drainingBusy + station.toTell;
  station.toTell--;
  const nth = counted > 0 ? below(throng.chance.services, region * 4, counted) : 0;
  return takeService(station, throng.steps, nth);
}

/** A service of a draining instance ends; the instance goes with its last one. */
export function finishService(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  { row, launchedAt }: { readonly row: number; readonly launchedAt: SimTime },
): void {
  const { fleet } = world;
  if (fleet.busy[row] === 0) return;
  if (fleet.state[row] !== STATE.draining || fleet.launchedAt[row] !== launchedAt) return;
  const region = regionOf(fleet, row);
  giveBack(world, throng, simulation, { row, many: 1 });
  throng.stations[region].finished++;
  if (isDrained(fleet, row)) simulation.schedule(simulation.now, KIND.instanceLeaves, row);
}

function giveBack(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  slots: { readonly row: number; readonly many: number },
): void {
  const { fleet } = world;
  const region = regionOf(fleet, slots.row);
  integrateBusy(world, region, simulation.now);
  fleet.busy[slots.row] -= slots.many;
  fleet.busySlots[region] -= slots.many;
  throng.stations[region].drainingBusy -= slots.many;
}

/** An instance is taken back: what it still serves begins again at the head of the line. */
export function interruptCounted(
  world: World,
  throng: Throng,
  simulation: WorldSimulation,
  row: number,
): void {
  const many = world.fleet.busy[row];
  const region = regionOf(world.fleet, row);
  const untold = throng.toDrain.indexOf(row);
  if (untold >= 0) throng.toDrain.splice(untold, 1);
  for (let slot = untold >= 0 ? many : 0; slot > 0; slot--) drawService(world, throng, region);
  world.ledger.counts.requestsInterrupted += many;
  throng.stations[region].again += many;
  giveBack(world, throng, simulation, { row, many });
  if (many > 0) interruptWitnesses(world, throng, simulation, row);
}
