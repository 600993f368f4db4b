import { describe, expect, it } from 'vitest';
import {
  erlangB,
  erlangC,
  halfinWhitt,
  squareRootStart,
} from '../../../policies/queueing/erlang.ts';
import {
  decayRoot,
  lateShare,
  meanWait,
  solveWaiting,
  waitTail,
} from '../../../policies/queueing/waiting.ts';
import type { WorkLaw } from '../../../policies/queueing/work-law.ts';
import { plannedLaw, workLawOf } from '../../../policies/queueing/work-law.ts';
import { type Sampler, simulateWaits } from './kiefer-wolfowitz.ts';

const FIXED: WorkLaw = { values: [1], weights: [1], mean: 1, scv: 0 };

/** Quantile points of the standard exponential law, fine enough for its tail. */
const RANDOM: WorkLaw = (() => {
  const upper = Array.from({ length: 4000 }, (_, i) => (i + 1) / 100);
  const count = upper.map((edge) => Math.exp(-(edge - 0.01)) - Math.exp(-edge));
  const law = workLawOf({ upper, count });
  if (law === undefined) throw new Error('empty');
  return law;
})();

/** Two equally likely exponentials in one: squared coefficient of variation 4. */
const BURSTY_SCV = 4;
const BURSTY_SHARE = (1 + Math.sqrt((BURSTY_SCV - 1) / (BURSTY_SCV + 1))) / 2;
const burstySampler: Sampler = (u, v) =>
  -Math.log(1 - v) / 2 / (u < BURSTY_SHARE ? BURSTY_SHARE : 1 - BURSTY_SHARE);
const BURSTY: WorkLaw = (() => {
  const upper = Array.from({ length: 6000 }, (_, i) => (i + 1) / 50);
  const above = (x: number) =>
    BURSTY_SHARE * Math.exp(-2 * BURSTY_SHARE * x) +
    (1 - BURSTY_SHARE) * Math.exp(-2 * (1 - BURSTY_SHARE) * x);
  const count = upper.map((edge) => above(edge - 0.02) - above(edge));
  const law = workLawOf({ upper, count });
  if (law === undefined) throw new Error('empty');
  return law;
})();

describe('closed forms', () => {
  it('Erlang B and C agree with sums over states', () => {
    // Sum of a^n / n! for n = 0..c, written out for c = 5, a = 3.
    const terms = [1, 3, 4.5, 4.5, 3.375, 2.025];
    const total = terms.reduce((sum, term) => sum + term, 0);
    expect(erlangB(5, 3)).toBeCloseTo(2.025 / total, 12);
    const queue = (2.025 * 5) / 2;
    expect(erlangC(5, 3)).toBeCloseTo(queue / (total - 2.025 + queue), 12);
  });

  it('P(W > 0) of M/M/c at utilisation 0.9 falls with size', () => {
    // Methods sheet: 0.67 at 10, 0.22 at 100, 0.0006 at 1000 servers.
    expect(erlangC(10, 9)).toBeCloseTo(0.67, 2);
    expect(erlangC(100, 90)).toBeCloseTo(0.22, 2);
    expect(erlangC(1000, 900)).toBeCloseTo(0.0006, 4);
  });

  it('the square-root rule of Halfin and Whitt lands within two servers of exact', () => {
    expect(halfinWhitt(1.42)).toBeCloseTo(0.1, 3);
    for (const load of [4, 20, 100, 400, 1000]) {
      const start = squareRootStart(load, 1.42);
      expect(erlangC(start + 1, load)).toBeLessThan(0.1);
      expect(erlangC(start - 2, load)).toBeGreaterThan(0.1);
    }
  });

  it('the mean wait is that of M/M/c for exponential service', () => {
    const exact = erlangC(4, 3.2) / (4 - 3.2);
    expect(meanWait(4, 3.2, RANDOM)).toBeCloseTo(exact, 3);
  });

  it("the mean wait on one server is Pollaczek and Khinchine's", () => {
    for (const law of [FIXED, RANDOM, BURSTY]) {
      const exact = ((0.6 / 0.4) * (1 + law.scv)) / 2;
      expect(meanWait(1, 0.6, law) / exact).toBeCloseTo(1, 2);
    }
  });

  it('the decay root of exponential service is 1 - utilisation', () => {
    for (const utilisation of [0.3, 0.6, 0.9]) {
      expect(decayRoot(RANDOM, utilisation)).toBeCloseTo(1 - utilisation, 3);
    }
  });

  it('the tail of M/M/1 is exact where waiting is common', () => {
    const waiting = solveWaiting(1, 0.7, RANDOM, decayRoot(RANDOM, 0.7));
    for (const x of [0.5, 2, 8]) {
      expect(waitTail(waiting, x) / (0.7 * Math.exp(-0.3 * x))).toBeCloseTo(1, 1);
    }
  });

  it('without load an answer is late exactly as often as its work exceeds the budget', () => {
    const waiting = solveWaiting(4, 1e-9, RANDOM, decayRoot(RANDOM, 1e-6));
    expect(lateShare(waiting, RANDOM, 3)).toBeCloseTo(Math.exp(-3), 2);
  });

  it('the planned law is exponential-like with the planned mean', () => {
    const law = plannedLaw(800_000);
    expect(law.mean).toBeCloseTo(800_000, 3);
    expect(law.scv).toBeGreaterThan(0.8);
    expect(law.scv).toBeLessThan(1);
  });
});

describe('approximations against a simulated queue', () => {
  const cases: readonly (readonly [number, number, WorkLaw, Sampler, number])[] = [
    [4, 0.8, FIXED, () => 1, 0.06],
    [4, 0.8, BURSTY, burstySampler, 0.15],
    [16, 0.8, BURSTY, burstySampler, 0.2],
  ];

  it.each(cases)(
    'mean wait and tail, %i servers at %f',
    (servers, utilisation, law, draw, tolerance) => {
      const load = servers * utilisation;
      const waiting = solveWaiting(servers, load, law, decayRoot(law, utilisation));
      const waits = simulateWaits({ servers, load, draw, customers: 300_000, seed: 7 });
      const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
      expect(Math.abs(waiting.mean / mean - 1)).toBeLessThan(tolerance);
      const x = waits.toSorted()[Math.floor(0.99 * waits.length)];
      expect(waitTail(waiting, x) / 0.01).toBeGreaterThan(0.7);
      expect(waitTail(waiting, x) / 0.01).toBeLessThan(1.6);
    },
  );
});
