import { describe, expect, it } from 'vitest';
import {
  betaCdf,
  gamma,
  gammaCdf,
  logGamma,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from '../../../engine/special.ts';

// Reference values: NIST Digital Library of Mathematical Functions and Abramowitz and Stegun,
// tables 26.1, 26.2 and 26.10; the digits beyond those tables from 90-digit decimal arithmetic.
const relative = (found: number, wanted: number) => Math.abs(found / wanted - 1);

describe('special functions', () => {
  it('gives the normal distribution to fifteen digits, tails included', () => {
    const known = [
      [-10, 7.619853024160525e-24],
      [-6, 9.865876450376981e-10],
      [-3, 0.0013498980316300946],
      [-2.5, 0.006209665325776135],
      [-1, 0.15865525393145705],
      [0, 0.5],
      [1.959963984540054, 0.975],
      [4, 0.9999683287581669],
    ];
    for (const [x, p] of known) expect(relative(normalCdf(x), p), `Φ(${x})`).toBeLessThan(2e-14);
  });

  it('joins its two methods without a step', () => {
    for (const x of [-2.5, 2.5]) {
      expect(relative(normalCdf(x - 1e-12), normalCdf(x + 1e-12))).toBeLessThan(1e-11);
    }
  });

  it('inverts the normal distribution', () => {
    for (const p of [1e-300, 1e-20, 1e-9, 0.001, 0.07, 0.08, 0.3, 0.5, 0.92, 0.93, 0.999]) {
      expect(relative(normalCdf(normalQuantile(p)), p), `p ${p}`).toBeLessThan(1e-12);
    }
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });

  it('continues the factorial', () => {
    let factorial = 1;
    for (let n = 1; n < 100; n++) {
      expect(relative(gamma(n), factorial)).toBeLessThan(1e-12);
      factorial *= n;
    }
    expect(relative(gamma(0.5), Math.sqrt(Math.PI))).toBeLessThan(1e-14);
    expect(relative(logGamma(1e-3), 6.907178885383853)).toBeLessThan(1e-14);
  });

  it('gives the Erlang distribution as one minus a Poisson sum', () => {
    for (const [k, x] of [
      [1, 0.3],
      [3, 2],
      [3, 9],
      [10, 4],
      [10, 30],
      [40, 41],
    ]) {
      let term = Math.exp(-x);
      let poisson = term;
      for (let i = 1; i < k; i++) poisson += term *= x / i;
      expect(gammaCdf(k, x)).toBeCloseTo(1 - poisson, 13);
    }
  });

  it('gives the beta distribution as a binomial sum', () => {
    // I_x(2, 3) = 6x² - 8x³ + 3x⁴
    for (const x of [0.1, 0.4, 0.5, 0.9]) {
      expect(betaCdf(2, 3, x)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 14);
    }
    expect(betaCdf(0.5, 0.5, 0.25)).toBeCloseTo(1 / 3, 14);
  });

  it('gives Student quantiles in closed form for one and two degrees of freedom', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9995, 0.025]) {
      const cauchy = Math.tan(Math.PI * (p - 0.5));
      const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
      expect(relative(studentQuantile(p, 1), cauchy)).toBeLessThan(1e-10);
      expect(relative(studentQuantile(p, 2), two)).toBeLessThan(1e-10);
    }
  });

  it('gives the tabulated Student quantiles', () => {
    const table = [
      [4, 2.7764451052],
      [9, 2.2621571628],
      [29, 2.0452296421],
      [99, 1.9842169516],
    ];
    for (const [freedom, t] of table) {
      expect(relative(studentQuantile(0.975, freedom), t)).toBeLessThan(1e-9);
    }
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(1.95996398454, 6);
  });
});
