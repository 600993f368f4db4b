import type { SimTime } from '../../engine/units.ts';
import type { PlacementView } from '../../policies/placement.ts';
import type { World } from '../world.ts';
import { heatOf } from './devices.ts';
import { fillLink, WAYS } from './link-memory.ts';
import { playerOf } from './rows.ts';
import { placementOf } from './state.ts';
import { fillWaits } from './waits.ts';

/** Whose frame it is, and the region that would serve it. */
interface Asker {
  readonly owner: number;
  readonly region: number;
}

/** Fills in all that the client knows now: its own measurements, and scrapes that have arrived. */
export function fillView(
  world: World,
  now: SimTime,
  { owner, region }: Asker,
  view: PlacementView,
): void {
  const { state, setup } = placementOf(world);
  const group = world.sessions.group[owner];
  const device = state.players.device[owner];
  view.at = now;
  view.player = playerOf(world, owner);
  view.group = group;
  view.choice = state.players.choice[owner];
  view.heat = device < 0 ? -1 : heatOf(state, owner, setup.devices[device].npu, now);
  fillLink(state.links, owner * WAYS, now, view.links[0]);
  fillLink(state.links, owner * WAYS + 1, now, view.links[1]);
  const pop = world.setup.groups[group].home;
  fillWaits(state.waits, { now, delay: world.setup.scrapeDelay, pop, region }, view);
}
