import { seedState, uniform } from '../../engine/random.ts';
import type { SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { restDevice } from './devices.ts';
import { forgetLinks } from './link-memory.ts';
import { playerOf } from './rows.ts';
import { growPlacement, placementOf } from './state.ts';

/** A stretch of play begins: a cool device, nothing measured. Nothing where no frame is placed. */
export function beginPlacing(world: World, row: number, now: SimTime): void {
  if (world.placement === undefined) return;
  const { state, setup } = placementOf(world);
  growPlacement(state, world.sessions.group.length);
  const { players } = state;
  players.stretch[row]++;
  players.choice[row] = -1;
  players.score[row] = 0;
  players.isBad[row] = 0;
  players.framedAt[row] = -1;
  players.device[row] = deviceOf(world, row);
  forgetLinks(state.links, row);
  const device = setup.devices[players.device[row]];
  if (device !== undefined) restDevice(state, row, device.npu, now);
}

/** The same player has the same device in every stretch, and under every contender. */
function deviceOf(world: World, row: number): number {
  const { state, setup } = placementOf(world);
  const { scratch } = world.chance;
  seedState(scratch, 0, state.deviceKey, playerOf(world, row));
  const point = uniform(scratch, 0);
  return setup.devices.findIndex(({ upTo }) => point < upTo);
}
