import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, kaplanMeier } from '../../../traces/fit/goodness.ts';
import { families, fitRuns, stepTwoPhase } from '../../../traces/fit/run-fits.ts';
import {
  logLikelihood,
  meanTicks,
  quantileTicks,
  type RunLaw,
  survival,
  type TwoPhaseLaw,
} from '../../../traces/fit/run-law.ts';
import type { Run } from '../../../traces/fit/runs.ts';

const runs: fc.Arbitrary<readonly Run[]> = fc.array(
  fc.record({
    ticks: fc.integer({ min: 1, max: 300 }),
    isEnded: fc.boolean(),
    entry: fc.constant(0),
  }),
  { minLength: 4, maxLength: 60 },
);
const chance = fc.double({ min: 0.002, max: 0.998, noNaN: true });
const twoPhase: fc.Arbitrary<TwoPhaseLaw> = fc.record({
  kind: fc.constant('two-phase' as const),
  short: chance,
  leave: fc.tuple(chance, chance),
});
const options = { seed: 4, numRuns: 150 };

function someEnd(all: readonly Run[]): boolean {
  return all.filter(({ isEnded }) => isEnded).length >= 2;
}

test('a step of expectation and maximisation never lowers the likelihood, censored runs or not', () => {
  const property = fc.property(twoPhase, runs.filter(someEnd), (law, seen) => {
    const before = logLikelihood(law, seen);
    expect(logLikelihood(stepTwoPhase(law, seen), seen)).toBeGreaterThanOrEqual(before - 1e-9);
  });
  fc.assert(property, options);
});

test('two phases fit their own runs at least as well as one, and a Weibull law does nearly so', () => {
  const property = fc.property(runs.filter(someEnd), (seen) => {
    const one = logLikelihood(fitRuns('geometric', seen), seen);
    expect(logLikelihood(fitRuns('two-phase', seen), seen)).toBeGreaterThan(one - 0.01);
    // Shape 1 is the geometric law, so the best shape is no worse.
    expect(logLikelihood(fitRuns('weibull', seen), seen)).toBeGreaterThan(one - 0.01);
  });
  fc.assert(property, { ...options, numRuns: 25 });
});

test('every fitted law is a survival: 1 at 0, never rising, its quantiles in order', () => {
  const property = fc.property(
    runs.filter(someEnd),
    fc.constantFrom(...families),
    (seen, family) => {
      const law = fitRuns(family, seen);
      expect(survival(law, 0)).toBe(1);
      for (let n = 0; n < 400; n++) {
        expect(survival(law, n + 1)).toBeLessThanOrEqual(survival(law, n) + 1e-12);
      }
      expect(quantileTicks(law, 0.2)).toBeLessThanOrEqual(quantileTicks(law, 0.8));
      expect(meanTicks(law)).toBeGreaterThanOrEqual(1 - 1e-9);
    },
  );
  fc.assert(property, { ...options, numRuns: 30 });
});

test('the same runs give the same bytes', () => {
  const property = fc.property(
    runs.filter(someEnd),
    fc.constantFrom(...families),
    (seen, family) => {
      expect(JSON.stringify(fitRuns(family, seen))).toBe(JSON.stringify(fitRuns(family, seen)));
    },
  );
  fc.assert(property, { ...options, numRuns: 20 });
});

test('without censored runs the recorded survival is the plain share of longer runs', () => {
  const property = fc.property(runs, (seen) => {
    const ended = seen.map((run) => ({ ...run, isEnded: true }));
    const { alive } = kaplanMeier(ended);
    alive.forEach((share, n) => {
      const longer = ended.filter(({ ticks }) => ticks > n).length;
      expect(share).toBeCloseTo(longer / ended.length, 9);
    });
  });
  fc.assert(property, options);
});

test('a law lies no further from runs than one, and a certain law not at all from its own', () => {
  const always: RunLaw = { kind: 'geometric', leave: 1 };
  expect(distance(always, kaplanMeier([{ ticks: 1, isEnded: true, entry: 0 }]))).toBe(0);
  const property = fc.property(twoPhase, runs, (law, seen) => {
    expect(distance(law, kaplanMeier(seen))).toBeLessThanOrEqual(1);
  });
  fc.assert(property, options);
});
