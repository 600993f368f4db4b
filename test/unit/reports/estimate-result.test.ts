import { expect, test } from 'vitest';
import type { Estimate } from '../../../reports/result.ts';
import { replicationOf, resultOf } from './fixture.ts';

function pointOf(estimate: Estimate): number {
  return 'mean' in estimate ? estimate.mean : Number.NaN;
}

function halfWidthOf(estimate: Estimate): number | undefined {
  return 'mean' in estimate ? estimate.halfWidth : Number.NaN;
}

test('a total is a mean with the half-width of Student', () => {
  const runs = [10, 12, 14].map((costEdge, i) => replicationOf('a', i, { costEdge }));
  const cost = resultOf(runs).contenders[0].kpis.cost;
  expect(pointOf(cost)).toBe(97);
  // t(0.975, 2) = 4.302653, s = 2, n = 3.
  expect(halfWidthOf(cost)).toBeCloseTo((4.302652729911275 * 2) / Math.sqrt(3), 8);
});

test('a ratio is pooled: a busy replication weighs more than a quiet one', () => {
  const runs = [
    replicationOf('a', 0, { requestsLate: 1, requestsAnswered: 10 }),
    replicationOf('a', 1, { requestsLate: 0, requestsAnswered: 990 }),
  ];
  const late = resultOf(runs).contenders[0].kpis['late-frames'];
  expect(pointOf(late)).toBeCloseTo(0.001, 12);
});

test('equal denominators give the jackknife of a ratio the interval of a mean', () => {
  const runs = [100, 120, 170].map((requestsLate, i) => replicationOf('a', i, { requestsLate }));
  const { kpis } = resultOf(runs).contenders[0];
  const shares = [100, 120, 170].map((late) => late / 19_000);
  const mean = (shares[0] + shares[1] + shares[2]) / 3;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / 2;
  expect(pointOf(kpis['late-frames'])).toBeCloseTo(mean, 12);
  expect(halfWidthOf(kpis['late-frames'])).toBeCloseTo(
    4.302652729911275 * Math.sqrt(variance / 3),
    10,
  );
});

test('a common storm cancels out of the paired difference', () => {
  const noise = [0, 100, 300];
  const runs = noise.flatMap((costEdge, i) => [
    replicationOf('a', i, { costEdge }),
    replicationOf('b', i, { costEdge: costEdge + 10 }),
  ]);
  const difference = resultOf(runs).comparisons[0].kpis.cost;
  expect(pointOf(difference)).toBe(-10);
  expect(halfWidthOf(difference)).toBe(0);
});

test('the order in which replications ended leaves no mark', () => {
  const runs = [0, 1, 2].flatMap((i) => [
    replicationOf('a', i, { costEdge: i }),
    replicationOf('b', i, { costEdge: i * i }),
  ]);
  const swapped = [4, 1, 0, 5, 2, 3].map((i) => runs[i]);
  swapped.sort((x, y) => (x.contender < y.contender ? -1 : Number(x.contender > y.contender)));
  expect(resultOf(swapped)).toEqual(resultOf(runs));
});

test('one replication has a point and no interval', () => {
  const { kpis } = resultOf([replicationOf('a', 0)]).contenders[0];
  expect(kpis.cost).toEqual({ mean: 90, replications: 1 });
});

test('a KPI undefined in one replication is undefined, and says in which', () => {
  const runs = [replicationOf('a', 0), replicationOf('a', 1, { sessionsStarted: 0 })];
  expect(resultOf(runs).contenders[0].kpis['cost-per-session']).toEqual({
    undefinedBecause: 'replication 1: no session started',
  });
});

test('the first contender is compared with every other', () => {
  const runs = ['a', 'b', 'c'].map((name) => replicationOf(name, 0));
  const pairs = resultOf(runs).comparisons.map(({ contender, against }) => [contender, against]);
  expect(pairs).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ]);
});
