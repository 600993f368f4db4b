import { expect, it } from 'vitest';
import { estimateMean } from '../../../engine/estimate.ts';
import { log } from '../../../engine/math.ts';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { openBatches, type Stream, stretchesOf, writingAt } from '../../fixtures/batching.ts';

const RUNS = 10;
const WARM = 5 * MINUTE;

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const scaled = (values: readonly number[]) => values.map((value) => value / mean(values));

/** Works of mean 1 s: always alike, memoryless (its quantiles), and one long among many short. */
const WORKS: Readonly<Record<string, readonly number[]>> = {
  deterministic: [1],
  exponential: scaled(Array.from({ length: 2000 }, (_, i) => -log((i + 0.5) / 2000))),
  'one in ten is long': scaled([0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 8.2]),
};

/** Shares of time with 0, 1, 2, … requests on the instance, warm-up left out. */
function sharesOfTime(stream: Stream): readonly number[] {
  const simulation = openBatches(stream);
  const horizon = stream.horizon ?? HOUR;
  const spent = new Float64Array(stream.slots + 1);
  simulation.run(WARM);
  while (simulation.now < horizon) {
    const [before, number] = [simulation.now, simulation.world.fleet.busySlots[0]];
    simulation.run(Math.min(horizon, simulation.peekTime()));
    spent[number] += simulation.now - before;
  }
  return [...spent].map((time) => time / (horizon - WARM));
}

/** Each share of time as ten runs have it, against the formula; 99.9 % intervals. */
function holdAgainst(stream: Stream, wanted: readonly number[], label: string): void {
  const runs = Array.from({ length: RUNS }, (_, run) =>
    sharesOfTime({ ...stream, seed: 100 + run }),
  );
  const numbers = runs.map((shares) => shares.reduce((sum, share, n) => sum + n * share, 0));
  const inSystem = estimateMean(numbers, 0.999);
  const formula = wanted.reduce((sum, share, n) => sum + n * share, 0);
  expect(Math.abs(inSystem.mean - formula), `${label}, mean`).toBeLessThan(inSystem.halfWidth);
  wanted.slice(0, 6).forEach((share, n) => {
    const { mean: found, halfWidth } = estimateMean(
      runs.map((shares) => shares[n]),
      0.999,
    );
    expect(Math.abs(found - share), `${label}, ${n} there`).toBeLessThan(halfWidth + 1e-4);
    // An interval wide enough to hold anything would show nothing.
    expect(halfWidth, `${label}, width with ${n} there`).toBeLessThan(0.06);
  });
}

function normalised(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

// Generalised processor sharing: P(n) is in proportion to the product over k <= n of
// (arrival rate × mean work) / (k / stretch(k)), whatever the law of the work.
// Cohen 1979, Acta Informatica 12, 245-284; Kelly 1979, Reversibility and Stochastic Networks, 3.3.
function productForm(load: number, stretch: readonly number[]): readonly number[] {
  const weights = [1];
  for (let n = 1; n < stretch.length; n++) {
    weights.push((weights[n - 1] * load * stretch[n]) / n);
  }
  return normalised(weights);
}

it.each(Object.keys(WORKS))('M/G/1 with processor sharing is geometric: %s work', (name) => {
  const stretch = stretchesOf(64, (n) => n);
  const stream: Stream = {
    perSecond: 0.6,
    slots: 64,
    batching: writingAt(stretch),
    works: WORKS[name],
    horizon: 3 * HOUR,
  };
  const wanted = Array.from({ length: 65 }, (_, n) => 0.4 * 0.6 ** n);
  holdAgainst(stream, wanted, name);
  // The general product form gives the geometric law back.
  productForm(0.6, stretch).forEach((share, n) => {
    expect(share).toBeCloseTo(wanted[n], 9);
  });
});

it.each(Object.keys(WORKS))('a batch whose steps grow has the product form: %s work', (name) => {
  // A step of 20 ms and 4 ms more for each request beyond the first, as language models' do.
  const stretch = stretchesOf(8, (n) => 1 + 0.2 * (n - 1));
  const stream: Stream = {
    perSecond: 3,
    slots: 8,
    queueLimit: 0,
    batching: writingAt(stretch),
    works: WORKS[name],
    horizon: 45 * MINUTE,
  };
  holdAgainst(stream, productForm(3, stretch), name);
});

it('with a line before it, memoryless work makes it a birth-and-death process', () => {
  // Rates of death n / stretch(n) up to four at once, and those of four for all longer lines.
  const stretch = stretchesOf(4, (n) => 1 + 0.3 * (n - 1));
  const load = 1.4;
  const weights = [1];
  for (let n = 1; n < 400; n++) {
    const served = Math.min(n, 4);
    weights.push((weights[n - 1] * load * stretch[served]) / served);
  }
  const law = normalised(weights);
  const full = law.slice(4).reduce((sum, share) => sum + share, 0);
  const stream: Stream = {
    perSecond: load,
    slots: 4,
    batching: writingAt(stretch),
    works: WORKS.exponential,
    horizon: 90 * MINUTE,
  };
  holdAgainst(stream, [...law.slice(0, 4), full], 'line');
});

it('the mean time of one work is in proportion to it, as sharing is fair', () => {
  // Kleinrock 1967: E[T | work x] = x / (1 - load). Works of 0.25 s and 1.75 s, half and half.
  const works = [0.25, 1.75];
  const sums = new Map<number, number[]>();
  const simulation = openBatches({
    perSecond: 0.5,
    slots: 64,
    batching: writingAt(stretchesOf(64, (n) => n)),
    works,
    horizon: 8 * HOUR,
  });
  const { sessions } = simulation.world;
  const inside = new Map<number, number>();
  while (simulation.now < 8 * HOUR && simulation.step()) {
    const { fleet, batches } = simulation.world;
    const now = new Set(fleet.served.slice(0, fleet.busy[0]));
    for (const row of now) inside.set(row, simulation.world.sessions.holdWork[row]);
    for (const [row, work] of inside) {
      if (now.has(row) || batches === undefined) continue;
      sums.set(work, [...(sums.get(work) ?? []), simulation.now - batches.joinedAt[row]]);
      inside.delete(row);
    }
  }
  expect(sessions.count).toBeGreaterThan(0);
  for (const work of works) {
    const times = sums.get(work * SECOND) ?? [];
    expect(times.length).toBeGreaterThan(5000);
    expect(mean(times) / (work * SECOND)).toBeGreaterThan(2 * 0.93);
    expect(mean(times) / (work * SECOND)).toBeLessThan(2 * 1.07);
  }
});
