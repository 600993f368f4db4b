import { describe, expect, it } from 'vitest';
import { draw, type Law } from '../../../engine/distributions.ts';
import { below, openStream, uniform } from '../../../engine/random.ts';
import { exactLog, exactNormalCdf, nearly, ulpsBetween } from '../../fixtures/exact.ts';

const STEP = 2 ** -53;
const LAST = 1 - STEP;
const state = openStream(2026, 'inversion');

/** A generator's state whose next uniform is u, a multiple of 2^-53: the generator run backwards. */
function stateGiving(u: number): Int32Array {
  const turn = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  const first = Math.floor(u * 2 ** 27) << 5;
  const second = ((u * 2 ** 53) % 2 ** 26) << 6;
  const s0 = turn(second, 14);
  const s3 = (turn((first - s0) | 0, 25) - s0) | 0;
  return new Int32Array([s0, s0 ^ s3, 0, s3]);
}

const drawAt = (law: Law, u: number) => draw(law, stateGiving(u), 0);
const unit: Law = { kind: 'exponential', mean: 1 };
const normal: Law = { kind: 'normal', mean: 0, sd: 1 };

/** Both ends of [0, 1), where a tail is made of few uniforms, and the joints of AS 241. */
const ENDS = [1, 2, 3, 7, 1000, 2 ** 20, 2 ** 40].flatMap((n) => [n * STEP, 1 - n * STEP]);
const JOINTS = [0.075, 0.925, Math.exp(-25), 1 - Math.exp(-25), 0.5].map((u) => {
  return Math.round(u / STEP) * STEP;
});
const UNIFORMS = [...ENDS, ...JOINTS, ...Array.from({ length: 2000 }, () => uniform(state, 0))];

describe('inversion', () => {
  it('is looked at through states that give the uniform asked for', () => {
    for (const u of [0, ...UNIFORMS]) expect(uniform(stateGiving(u), 0)).toBe(u);
  });

  it('gives exponentials within two units of the last place of -log(1 - u)', () => {
    for (const u of UNIFORMS) {
      expect(ulpsBetween(-drawAt(unit, u), exactLog(1 - u)), `u ${u}`).toBeLessThan(2);
    }
  });

  it('gives exponentials from 0 to 53 log 2, and nothing beyond', () => {
    expect(Math.abs(drawAt(unit, 0))).toBe(0);
    expect(drawAt(unit, LAST)).toBeCloseTo(53 * Math.LN2, 13);
  });

  it('gives normals to fifteen digits, out to where one draw in 2^53 falls', () => {
    for (const u of [0, ...UNIFORMS]) {
      const x = drawAt(normal, u);
      expect(x, `u ${u}`).toBeLessThan(10);
      expect(Math.abs(normalError(x, u)), `u ${u}, x ${x}`).toBeLessThan(1e-15 * (1 + Math.abs(x)));
    }
  });

  it('gives normals that are finite and symmetric at both ends', () => {
    for (const n of [0, 1, 2, 3, 1000, 2 ** 30]) {
      expect(drawAt(normal, LAST - n * STEP), `step ${n}`).toBe(-drawAt(normal, n * STEP));
    }
  });

  it('carries the tails over to the laws that are made of these', () => {
    const relative = (law: Law, wanted: number) => Math.abs(drawAt(law, LAST) / wanted - 1);
    expect(relative({ kind: 'pareto', shape: 1, scale: 3 }, 3 * 2 ** 53)).toBeLessThan(1e-13);
    expect(relative({ kind: 'pareto', shape: 2, scale: 1 }, 2 ** 26.5)).toBeLessThan(1e-13);
    const weibull: Law = { kind: 'weibull', shape: 0.5, scale: 1 };
    expect(relative(weibull, (53 * Math.LN2) ** 2)).toBeLessThan(1e-13);
    const lognormal: Law = { kind: 'lognormal', mu: 0, sigma: 1 };
    expect(relative(lognormal, Math.exp(-drawAt(normal, 0)))).toBeLessThan(1e-13);
  });
});

describe.each<[string, Law]>([
  ['exponential', unit],
  ['normal', normal],
  ['lognormal', { kind: 'lognormal', mu: -2, sigma: 0.9 }],
  ['Weibull', { kind: 'weibull', shape: 0.7, scale: 3 }],
  ['Pareto', { kind: 'pareto', shape: 1.5, scale: 2 }],
])('%s values', (_, law) => {
  it('rise with the uniform they are made of', () => {
    const from = [0, LAST - 2 ** -30, ...UNIFORMS.filter((u) => u < 0.99)];
    for (const u of from) {
      const steps = 1 + below(state, 0, 2 ** 22);
      const far = u + steps * 2 ** -53 * 64;
      const [x, y] = [drawAt(law, u), drawAt(law, Math.min(far, LAST))];
      expect(y, `${u} to ${far}`).toBeGreaterThanOrEqual(x - 4e-16 * Math.abs(x));
    }
  });

  it('rise without a step back of more than rounding between neighbours', () => {
    for (const u of UNIFORMS.filter((one) => one < LAST)) {
      const [x, y] = [drawAt(law, u), drawAt(law, u + STEP)];
      expect(y, `at ${u}`).toBeGreaterThanOrEqual(x - 1e-15 * (1 + Math.abs(x)));
    }
  });
});

/** How far x lies from the normal quantile of u + 2^-54, by one step of Newton's method. */
function normalError(x: number, u: number): number {
  const { fixed, power } = exactNormalCdf(x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  // The exact Φ(x) less u + 2^-54, before anything is rounded.
  const wanted = (2n * BigInt(u / STEP) + 1n) << (320n - 54n);
  return nearly({ fixed: fixed - wanted, power }) / density;
}
