import type { SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { noteOut } from './health.ts';
import type { EjectionSetup } from './setup.ts';
import { type GatewayState, gatewayOf } from './state.ts';

/** A request met a failure on a link: enough of them in a row and the region is ejected. */
export function noteFailure(world: World, link: number, now: SimTime): void {
  const { state, setup } = gatewayOf(world);
  const { ejection } = setup;
  if (ejection === undefined) return;
  state.failures[link]++;
  if (state.failures[link] < ejection.after || state.ejectedUntil[link] > now) return;
  if (!mayEject(state, ejection, link, now)) return;
  eject(state, ejection, link, now);
  noteOut(world, state, link, now);
}

/** An answer in time ends a run of failures. */
export function noteSuccess({ failures }: GatewayState, link: number): void {
  failures[link] = 0;
}

// One may always be ejected, however few there are.
function mayEject(
  { ejectedUntil, usage }: GatewayState,
  { share }: EjectionSetup,
  judged: number,
  now: SimTime,
): boolean {
  const regions = usage.length;
  const from = judged - (judged % regions);
  let out = 0;
  for (let link = from; link < from + regions; link++) if (ejectedUntil[link] > now) out++;
  return out < Math.max(1, Math.floor(share * regions));
}

function eject(state: GatewayState, ejection: EjectionSetup, link: number, now: SimTime): void {
  const quiet = Math.max(0, now - state.ejectedUntil[link]);
  const forgiven = Math.floor(quiet / ejection.forgive);
  const times = Math.max(0, state.timesEjected[link] - forgiven) + 1;
  state.timesEjected[link] = times;
  state.failures[link] = 0;
  state.ejectedUntil[link] = now + Math.min(ejection.most, ejection.base * times);
}
