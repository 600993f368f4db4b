import { expect, test } from 'vitest';
import { openStream, uniform } from '../../../engine/random.ts';
import { chanceOfDistance } from '../../../traces/fit/goodness.ts';
import { fitHazards, fitRuns, fitTwoPhase } from '../../../traces/fit/run-fits.ts';
import {
  bucketStarts,
  hazardAt,
  meanTicks,
  quantileTicks,
  type RunLaw,
  survival,
} from '../../../traces/fit/run-law.ts';
import type { Run } from '../../../traces/fit/runs.ts';

/** Runs of a law, tick by tick from its hazards; those beyond `until` ticks are censored there. */
function drawRuns(law: RunLaw, count: number, until = 5000): readonly Run[] {
  const stream = openStream(7, `theory/${law.kind}`);
  return Array.from({ length: count }, () => {
    let ticks = 1;
    while (ticks < until && uniform(stream, 0) >= hazardAt(law, ticks - 1)) ticks++;
    return { ticks, isEnded: ticks < until, entry: 0 };
  });
}

const memoryless: RunLaw = { kind: 'geometric', leave: 0.08 };
const hazards: RunLaw = {
  kind: 'hazards',
  hazards: [0.45, 0.3, 0.2, 0.15, 0.1, 0.06, 0.03, 0.02, 0.01],
};

test('runs without memory give the one rate back, and every family agrees on it', () => {
  const runs = drawRuns(memoryless, 900);
  const rate = fitRuns('geometric', runs);
  expect(rate.kind === 'geometric' ? rate.leave : 0).toBeCloseTo(0.08, 2);
  for (const family of ['two-phase', 'weibull', 'hazards'] as const) {
    const law = fitRuns(family, runs);
    expect(meanTicks(law) / 12.5, family).toBeCloseTo(1, 1);
    expect(survival(law, 20), family).toBeCloseTo(survival(memoryless, 20), 1);
  }
});

test('censored runs are not taken for ended ones: the rate is the same as without a limit', () => {
  const short = drawRuns(memoryless, 6000, 10);
  const law = fitRuns('geometric', short);
  expect(meanTicks(law)).toBeGreaterThan(11.8);
  expect(meanTicks(law)).toBeLessThan(13.2);
  const asIfEnded = short.map((run) => ({ ...run, isEnded: true }));
  expect(meanTicks(fitRuns('geometric', asIfEnded))).toBeLessThan(8);
});

test('a simulated semi-Markov chain gives its hazards back, bucket by bucket', () => {
  const fitted = fitHazards(drawRuns(hazards, 20_000));
  bucketStarts.forEach((start, bucket) => {
    const wanted = hazardAt(hazards, start);
    expect(Math.abs(fitted.hazards[bucket] / wanted - 1), `age ${start}`).toBeLessThan(0.12);
  });
});

test('two phases far apart are told apart', () => {
  const law: RunLaw = { kind: 'two-phase', short: 0.7, leave: [0.6, 0.03] };
  const fitted = fitTwoPhase(drawRuns(law, 8000));
  expect(fitted.short).toBeCloseTo(0.7, 1);
  expect(fitted.leave[0]).toBeCloseTo(0.6, 1);
  expect(fitted.leave[1]).toBeCloseTo(0.03, 2);
});

test('hazards of 0 and 1 are limits: never ending, always one tick', () => {
  const never: RunLaw = { kind: 'hazards', hazards: bucketStarts.map(() => 0) };
  expect(survival(never, 1e6)).toBe(1);
  const always: RunLaw = { kind: 'hazards', hazards: bucketStarts.map(() => 1) };
  expect(survival(always, 1)).toBe(0);
  expect(meanTicks(always)).toBe(1);
  const onlyEnds = [1, 1, 1].map((ticks) => ({ ticks, isEnded: true, entry: 0 }));
  expect(fitRuns('geometric', onlyEnds)).toEqual({ kind: 'geometric', leave: 1 });
});

test('a Weibull law of shape 1 is the law without memory', () => {
  // exp(-n / s) is (1 - p)^n for p = 1 - exp(-1 / s).
  const weibull: RunLaw = { kind: 'weibull', shape: 1, scale: 12 };
  const same: RunLaw = { kind: 'geometric', leave: 1 - Math.exp(-1 / 12) };
  for (const n of [1, 5, 40]) expect(survival(weibull, n)).toBeCloseTo(survival(same, n), 12);
  expect(quantileTicks(weibull, 0.5)).toBe(quantileTicks(same, 0.5));
});

test('the distance test keeps its level: of true laws it doubts few, of false ones most', () => {
  const other: RunLaw = { kind: 'geometric', leave: 0.16 };
  const runs = drawRuns(memoryless, 1600);
  const parts = Array.from({ length: 20 }, (_, i) => runs.slice(80 * i, 80 * i + 80));
  const doubted = parts.filter((part) => chanceOfDistance(memoryless, part) < 0.05).length;
  expect(doubted).toBeLessThanOrEqual(4);
  expect(parts.filter((part) => chanceOfDistance(other, part) < 0.05).length).toBeGreaterThan(16);
});
