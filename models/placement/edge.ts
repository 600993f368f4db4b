import { push, shift } from '../../engine/fifo.ts';
import { AT_EDGE } from '../answers.ts';
import { noteSlowness } from '../faults/slowness.ts';
import { KIND } from '../kinds.ts';
import { integrateRegion } from '../meters.ts';
import type { World, WorldSimulation } from '../world.ts';
import { dropFrame, refuseFrame } from './remote.ts';
import { placementOf } from './state.ts';

/** A frame reaches its point of presence, a G/G/c/K queue: it joins the line or is refused. */
export function receiveAtEdge(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  const region = sessions.region[row];
  const line = placementOf(world).state.lines[region];
  sessions.queuedAt[row] = simulation.now;
  const hasSlot = world.stations[region].edgeBusy < setup.regions[region].edgeSlots;
  if (!hasSlot && (line.size >= setup.queueLimit || setup.regions[region].edgeSlots === 0)) {
    refuseFrame(world, simulation, row);
    return;
  }
  push(line, row);
  serveLine(world, simulation, region);
}

/**
 * Gives free slots of a region's point of presence to its line, first come first served; who is
 * too old by then is dropped. Does nothing where no frame is placed.
 */
export function serveLine(world: World, simulation: WorldSimulation, region: number): void {
  const { placement, stations, setup } = world;
  if (placement === undefined) return;
  const line = placement.lines[region];
  while (line.size > 0 && stations[region].edgeBusy < setup.regions[region].edgeSlots) {
    const row = shift(line);
    const isTooOld = simulation.now - world.sessions.issuedAt[row] >= setup.giveUp;
    if (isTooOld) dropFrame(world, row);
    else startAtEdge(world, simulation, row);
  }
}

function startAtEdge(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, stations } = world;
  const region = sessions.region[row];
  const { now } = simulation;
  integrateRegion(world, region, now);
  stations[region].edgeBusy++;
  noteSlowness(world, row, 1);
  sessions.instance[row] = AT_EDGE;
  sessions.answerAt[row] = now + sessions.answerWork[row];
  const endsAt = now + sessions.holdWork[row];
  sessions.pending[row] = simulation.schedule(endsAt, KIND.serviceEnds, row, region);
}
