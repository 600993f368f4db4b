import { expect, it } from 'vitest';
import { log } from '../../../engine/math.ts';
import { openStream, uniform } from '../../../engine/random.ts';
import { minusLog } from '../../../engine/unit-log.ts';

const STEP = 2 ** -53;

/** Every interval of the table, the ends, and many in between. */
function points(): number[] {
  const state = openStream(1, 'points');
  const random = Array.from({ length: 200_000 }, () => 1 - uniform(state, 0));
  const grid = Array.from({ length: 4_096 }, (_, i) => (i + 1) / 4_096);
  const ends = Array.from({ length: 2_000 }, (_, i) => [1 - i * STEP, (i + 1) * STEP]).flat();
  return [...random, ...grid, ...ends];
}

it('the logarithm for drawing is the logarithm, to three units in the last place', () => {
  const worst = points().reduce((most, x) => {
    if (x === 1) return most;
    return Math.max(most, Math.abs(minusLog(x) + log(x)) / -log(x));
  }, 0);
  expect(worst / 2 ** -52).toBeLessThan(3);
  expect(minusLog(1)).toBe(0);
});

it('the logarithm for drawing never rises with x, so that streams stay in step', () => {
  const wrong = points().filter((x) => x < 1 && minusLog(x + STEP) > minusLog(x));
  expect(wrong).toEqual([]);
});
