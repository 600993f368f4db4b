import { describe, expect, it } from 'vitest';
import { exp, log, pow } from '../../../engine/math.ts';
import { openStream, uniform } from '../../../engine/random.ts';
import { normalQuantile } from '../../../engine/special.ts';
import {
  type FrontierProblem,
  fiellerInterval,
  findFrontier,
} from '../../../policies/q-burst/frontier.ts';
import { chanceWithin, repeatsToSolution } from '../../../policies/q-burst/time-to-solution.ts';

describe('reads to 99 %', () => {
  it('are those that leave 1 % of failure, one at least and no end of them without a chance', () => {
    for (const chance of [0.9, 0.5, 0.1, 0.001, 1e-9]) {
      const reads = repeatsToSolution(chance);
      expect(pow(1 - chance, reads)).toBeCloseTo(0.01, 6);
      expect(chanceWithin(chance, reads)).toBeCloseTo(0.99, 9);
    }
    expect(repeatsToSolution(1)).toBe(1);
    expect(repeatsToSolution(0.995)).toBe(1);
    expect(repeatsToSolution(0)).toBe(Number.POSITIVE_INFINITY);
    expect(repeatsToSolution(Number.NaN)).toBe(Number.POSITIVE_INFINITY);
  });

  it('grow as 4.605 / p for small chances', () => {
    expect(repeatsToSolution(1e-6) * 1e-6).toBeCloseTo(-log(0.01), 4);
  });
});

// Two power laws, ln T = a + b ln n each, meet at n* = exp((a' - a) / (b - b')).
function powers(mean: readonly number[], sd: number): FrontierProblem {
  const [a, b, c, d] = mean;
  const variance = mean.map((_, i) => mean.map((__, j) => (i === j ? sd * sd : 0)));
  expect([a, b, c, d].every(Number.isFinite)).toBe(true);
  return {
    difference: (p, n) => exp(p[2] + p[3] * log(n)) - exp(p[0] + p[1] * log(n)),
    estimates: { mean, covariance: variance },
    from: 10,
    to: 100_000,
  };
}

describe('the break-even size', () => {
  it('is where two power laws meet', () => {
    const frontier = findFrontier(powers([-12, 3, 0, 0.5], 0), 50, 1);
    expect(frontier).toMatchObject({ kind: 'size', side: 'above', without: 0 });
    if (frontier.kind !== 'size') return;
    expect(frontier.size).toBeCloseTo(exp(12 / 2.5), 6);
    expect(frontier.low).toBeCloseTo(frontier.size, 9);
    expect(frontier.high).toBeCloseTo(frontier.size, 9);
  });

  it('says that there is none inside the data, and who wins there', () => {
    expect(findFrontier(powers([-30, 1, 0, 0.5], 0), 50, 1)).toEqual({
      kind: 'none',
      winner: 'classical',
      without: 1,
    });
    const shaky = findFrontier(powers([-12, 1.6, 0, 0.5], 1), 400, 1);
    expect(shaky.kind).toBe('none');
    expect(shaky.without).toBeGreaterThan(0.05);
  });

  it('turns round where the annealer wins below it', () => {
    expect(findFrontier(powers([0, 0.5, -12, 3], 0), 10, 1)).toMatchObject({ side: 'below' });
  });

  it('has an interval that the delta method and Fieller agree with', () => {
    // T_C = exp(a + b x) against a known T_Q = 1: x* = -a / b, a and b uncertain.
    const [a, b, va, vb, cov] = [-12, 2.4, 0.16, 0.004, -0.02];
    const problem: FrontierProblem = {
      difference: (p, n) => 1 - exp(p[0] + p[1] * log(n)),
      estimates: {
        mean: [a, b],
        covariance: [
          [va, cov],
          [cov, vb],
        ],
      },
      from: 10,
      to: 100_000,
    };
    const frontier = findFrontier(problem, 4000, 7);
    if (frontier.kind !== 'size') throw new Error('there is a frontier');
    const ratio = {
      mean: [-a, b],
      covariance: [
        [va, -cov],
        [-cov, vb],
      ],
    };
    const [low, high] = fiellerInterval(ratio, 1.959963984540054) ?? [0, 0];
    const root = -a / b;
    const delta = Math.sqrt((va + 2 * root * cov + root * root * vb) / (b * b));
    expect(high - low).toBeCloseTo(2 * 1.96 * delta, 2);
    expect(log(frontier.low)).toBeCloseTo(low, 1.3);
    expect(log(frontier.high)).toBeCloseTo(high, 1.3);
    expect(Math.abs(log(frontier.low) - low)).toBeLessThan(0.1 * (high - low));
    expect(Math.abs(log(frontier.high) - high)).toBeLessThan(0.1 * (high - low));
  });

  it('is not bounded where the slope cannot be told from nothing', () => {
    const weak = {
      mean: [1, 0.1],
      covariance: [
        [0.1, 0],
        [0, 0.1],
      ],
    };
    expect(fiellerInterval(weak, 1.96)).toBeUndefined();
  });
});

// Fieller 1954: the interval holds the true ratio as often as it promises, 95 % of 4 000 samples.
it("Fieller's interval covers the truth", () => {
  const stream = openStream(3, 'fieller');
  const normal = () => normalQuantile(uniform(stream, 0) + 1e-17);
  let covered = 0;
  for (let n = 0; n < 4000; n++) {
    const mean = [3 + 0.3 * normal(), 2 + 0.3 * normal()];
    const interval = fiellerInterval(
      {
        mean,
        covariance: [
          [0.09, 0],
          [0, 0.09],
        ],
      },
      1.959963984540054,
    );
    if (interval !== undefined && interval[0] <= 1.5 && 1.5 <= interval[1]) covered++;
  }
  expect(covered / 4000).toBeGreaterThan(0.94);
  expect(covered / 4000).toBeLessThan(0.96);
});
