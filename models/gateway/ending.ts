import { KIND } from '../kinds.ts';
import { freeRow } from '../players/sessions.ts';
import type { World, WorldSimulation } from '../world.ts';
import { PHASE } from './attempts.ts';
import { gatewayOf } from './state.ts';

/** An attempt is no longer in its region: there is room for one that waits at the gateway. */
export function leaveInside(world: World, simulation: WorldSimulation, row: number): void {
  const { state } = gatewayOf(world);
  const region = world.sessions.region[row];
  state.inside[region]--;
  if (state.queues[region].size > 0)
    simulation.schedule(simulation.now, KIND.gatewayAdmits, region);
}

/** An attempt is over: its row is free, and its gateway has one less in the air. */
export function endAttempt(world: World, row: number): void {
  const { state } = gatewayOf(world);
  const { attempts } = state;
  const owner = attempts.owner[row];
  if (owner >= 0) attempts.current[owner] = -1;
  state.outstanding[linkOf(world, row)]--;
  state.underWay--;
  attempts.owner[row] = -1;
  attempts.phase[row] = PHASE.none;
  freeRow(world.sessions, row);
}

/** The link an attempt was sent over. */
export function linkOf({ sessions, setup }: World, row: number): number {
  return sessions.group[row] * setup.regions.length + sessions.region[row];
}
