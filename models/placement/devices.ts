import { roundTime, SECOND, type SimTime } from '../../engine/units.ts';
import { heatAfter, type Npu } from '../devices/npu.ts';
import type { DeviceSetup } from './setup.ts';
import type { PlacementState } from './state.ts';

/** A hot device is fast again when its heat has fallen to this; assumed, no source. */
const COOL_AGAIN = 0.8;
const HOT = 1;

/** A device with nothing to do, as when its player began: as warm as idling keeps it. */
export function restDevice({ players }: PlacementState, row: number, npu: Npu, now: SimTime): void {
  players.heat[row] = Math.min(HOT, npu.idleW / npu.sustainedW);
  players.heatAt[row] = now;
  players.isHot[row] = 0;
  players.freeAt[row] = now;
}

/** Heat at an instant: 1 while it is slow, below 1 while it is fast. */
export function heatOf({ players }: PlacementState, row: number, npu: Npu, at: SimTime): number {
  const cooled = cooledTo(players.heat[row], npu, at - players.heatAt[row]);
  return isSlow(players.isHot[row], cooled) ? HOT : Math.min(cooled, 0.999);
}

function cooledTo(heat: number, npu: Npu, idle: number): number {
  return idle > 0 ? heatAfter(npu, heat, 0, idle / SECOND) : heat;
}

function isSlow(wasHot: number, heat: number): boolean {
  return heat >= HOT || (wasHot === 1 && heat > COOL_AGAIN);
}

/** How long a variant takes at the heat of now; Infinity where it does not fit. */
export function localTime(
  state: PlacementState,
  row: number,
  { npu, work }: DeviceSetup,
  at: { readonly now: SimTime; readonly variant: number },
): number {
  const cool = work[at.variant];
  return heatOf(state, row, npu, at.now) >= HOT ? cool / npu.hotSpeed : cool;
}

/**
 * Runs a variant on a player's device, after what it is doing: when it will be done. Between uses
 * the device cools by Newton's law; at work it heats by its power, which is less when it is slow.
 */
export function runLocally(
  state: PlacementState,
  row: number,
  { npu, work }: DeviceSetup,
  at: { readonly now: SimTime; readonly variant: number },
): SimTime {
  const { players, counts } = state;
  const from = Math.max(at.now, players.freeAt[row]);
  const heat = cooledTo(players.heat[row], npu, from - players.heatAt[row]);
  const slow = isSlow(players.isHot[row], heat);
  const span = roundTime(slow ? work[at.variant] / npu.hotSpeed : work[at.variant]);
  const use = slow ? (npu.sustainedW - npu.idleW) / (npu.busyW - npu.idleW) : 1;
  const after = heatAfter(npu, heat, use, span / SECOND);
  players.heat[row] = after;
  players.heatAt[row] = from + span;
  players.freeAt[row] = from + span;
  players.isHot[row] = isSlow(slow ? 1 : 0, after) ? 1 : 0;
  const spent = slow ? counts.hotTime : counts.coolTime;
  spent[players.device[row]] += span;
  return from + span;
}
