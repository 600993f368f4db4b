import { exp, log } from '../../engine/math.ts';
import { uniform } from '../../engine/random.ts';
import { logGamma } from '../../engine/special.ts';

/** From this mean on the rejection method is the faster one, and valid. */
const MANY = 10;

/**
 * A Poisson number of this mean: by inversion when it is small, else by transformed rejection
 * (PTRS, Hörmann 1993). A mean of 0 or less gives 0 and draws nothing.
 */
export function drawPoisson(mean: number, state: Int32Array, at: number): number {
  if (!(mean > 0)) return 0;
  return mean < MANY ? drawFew(mean, state, at) : drawMany(mean, state, at);
}

function drawFew(mean: number, state: Int32Array, at: number): number {
  let left = uniform(state, at);
  let chance = exp(-mean);
  let n = 0;
  while (left >= chance && chance > 0) {
    left -= chance;
    n++;
    chance *= mean / n;
  }
  return n;
}

function drawMany(mean: number, state: Int32Array, at: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform(state, at) - 0.5;
    const v = uniform(state, at);
    const gap = 0.5 - Math.abs(u);
    const n = Math.floor(((2 * a) / gap + b) * u + mean + 0.43);
    if (gap >= 0.07 && v <= quick) return n;
    if (n < 0 || (gap < 0.013 && v > gap)) continue;
    const scaled = log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (gap * gap) + b));
    if (scaled <= n * log(mean) - mean - logGamma(n + 1)) return n;
  }
}
