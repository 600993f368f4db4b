import { draw, type Law } from '../../engine/distributions.ts';
import { roundTime } from '../../engine/units.ts';

/** Draws a law and rounds to whole microseconds; a law's rare negative draw counts as 0. */
export function drawDuration(law: Law, state: Int32Array, at: number): number {
  return Math.max(0, roundTime(draw(law, state, at)));
}
