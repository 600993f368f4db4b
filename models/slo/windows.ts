import type { SimTime } from '../../engine/units.ts';
import type { SloSetup } from './setup.ts';

/** Bit of a window in which a request was heard of; bit i below it: condition i was missed. */
export const HEARD = 128;
/** Most conditions of an objective. */
export const CONDITIONS_MOST = 7;

/** The windows of an objective: plain data. */
export interface SloState {
  /** One byte a window, closed windows only. */
  readonly windows: Uint8Array;
  /** The window that is counted now, its requests, and the good ones of each condition. */
  current: number;
  requests: number;
  readonly good: Float64Array;
}

/** An objective of which nothing has been heard. */
export function openSlo({ window, conditions }: SloSetup, horizon: SimTime): SloState {
  return {
    windows: new Uint8Array(Math.ceil(horizon / window) + 1),
    current: 0,
    requests: 0,
    good: new Float64Array(conditions.length),
  };
}

/** Makes the window of an instant the one that is counted; the one before is judged. */
export function enterWindow(slo: SloState, setup: SloSetup, at: SimTime): void {
  const window = Math.min(slo.windows.length - 1, Math.floor(at / setup.window));
  if (window === slo.current) return;
  closeWindow(slo, setup);
  slo.current = window;
  slo.requests = 0;
  slo.good.fill(0);
}

/** Judges the window that is counted now; it may go on and be judged again. */
export function closeWindow(slo: SloState, { conditions }: SloSetup): void {
  if (slo.requests === 0) return;
  slo.windows[slo.current] = conditions.reduce((mask, { share }, place) => {
    // A count of good ones just at the share is enough, whatever the last bit of the product says.
    const isMet = slo.good[place] >= share * slo.requests - 1e-9 * slo.requests;
    return isMet ? mask : mask | (1 << place);
  }, HEARD);
}
