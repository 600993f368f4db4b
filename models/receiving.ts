import { NOWHERE } from './answers.ts';
import { sendElsewhere } from './faults/elsewhere.ts';
import { admitAttempt } from './gateway/admission.ts';
import { enterRegion } from './requests.ts';
import { beginLookUps } from './residency/look-ups.ts';
import { lineUp } from './throng/witness.ts';
import type { World, WorldSimulation } from './world.ts';

/** A request reaches its region: it looks up what it needs, where it needs something. */
export function receiveRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { throng, gateway } = world;
  if (throng !== undefined) {
    lineUp(world, throng, simulation, row);
    return;
  }
  if (gateway === undefined && sendElsewhere(world, simulation, row)) return;
  if (!beginLookUps(world, simulation, row)) admitRequest(world, simulation, row);
}

/** A request knows all it needs; who looked up in a region that is lost by now goes elsewhere. */
export function endLookUps(world: World, simulation: WorldSimulation, row: number): void {
  if (!sendElsewhere(world, simulation, row)) admitRequest(world, simulation, row);
}

/** A request asks to be let in: it is served, spilled to the edge, queued or rejected. */
function admitRequest(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, gateway } = world;
  world.scrapes.arrivals[sessions.region[row]]++;
  sessions.queuedAt[row] = simulation.now;
  sessions.instance[row] = NOWHERE;
  if (gateway === undefined || admitAttempt(world, simulation, row)) {
    enterRegion(world, simulation, row);
  }
}
