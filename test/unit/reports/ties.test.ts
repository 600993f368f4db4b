import { expect, test } from 'vitest';
import { formatTable } from '../../../reports/table.ts';
import { formatTies, withTies } from '../../../reports/ties.ts';
import { replicationOf, resultOf } from './fixture.ts';

/** Two contenders in three replications; the edge costs of hpa as given. */
function day(costs: readonly number[]) {
  return resultOf(
    costs.flatMap((costEdge, i) => [
      replicationOf('ecim-g', i, { costEdge: 5 + i }),
      replicationOf('hpa', i, { costEdge }),
    ]),
  );
}

const straight = day([5, 6, 10]);

test('a contender whose totals never move does not hang on the order of ties', () => {
  const { ties = [] } = withTies(straight, [day([5, 6, 10]), day([5, 6, 13])]);
  expect(ties[0]).toEqual({ name: 'ecim-g', runs: 6, moved: 0, kpis: {} });
  expect(formatTies(ties)).toContain(
    '  ecim-g  no: 6 of 6 runs in other orders came to the same totals',
  );
});

test('a contender that moves tells in how many runs, which KPIs, and how much of the interval', () => {
  const { ties = [] } = withTies(straight, [day([5, 6, 10]), day([5, 6, 13]), day([4, 6, 10])]);
  expect(ties[1]).toMatchObject({ name: 'hpa', runs: 9, moved: 2 });
  const { cost } = ties[1].kpis;
  expect(cost.shift).toBeCloseTo(1, 12);
  // Student's half-width of 92, 93, 97 over three replications is 6.572.
  expect(cost.ofHalfWidth).toBeCloseTo(1 / 6.572, 4);
  expect(ties[1].kpis).not.toHaveProperty('energy');
  expect(formatTies(ties)).toMatch(/hpa +yes: 2 of 9 runs in other orders came to other totals; /);
  expect(formatTies(ties)).toContain('cost +1.0 USD (0.15 of its half-width)');
});

test('no more than five KPIs are shown, the rest are counted', () => {
  const changes = { costSpot: 50, energyJ: 1e9, spills: 9, reversals: 60, revocations: 9 };
  const one = resultOf([replicationOf('hpa', 0)]);
  const { ties = [] } = withTies(one, [resultOf([replicationOf('hpa', 0, changes)])]);
  const more = Object.keys(ties[0].kpis).length - 5;
  expect(more).toBeGreaterThan(0);
  expect(formatTies(ties)).toContain(`and ${more} more KPIs (all in`);
});

test('one replication has no interval to compare with', () => {
  const one = resultOf([replicationOf('hpa', 0)]);
  const other = resultOf([replicationOf('hpa', 0, { spills: 5 })]);
  const { ties = [] } = withTies(one, [other]);
  expect(ties[0].kpis.spills).toEqual({ shift: 2 });
  expect(formatTies(ties)).toMatch(/; spills \+2\.0 times$/);
});

test('totals that move without a KPI are told as such', () => {
  const one = resultOf([replicationOf('hpa', 0)]);
  const { ties = [] } = withTies(one, [resultOf([replicationOf('hpa', 0, { returns: 9 })])]);
  expect(ties[0].moved).toBe(1);
  expect(Object.keys(ties[0].kpis).length === 0).toBe(formatTies(ties).includes('no KPI moved'));
});

test('the table tells it before the digests, and nothing when nobody asked', () => {
  const asked = formatTable(withTies(straight, [straight]));
  expect(asked.indexOf('does the order of events')).toBeLessThan(asked.indexOf('digests of all'));
  expect(asked).toContain('does the order of events');
  expect(formatTable(straight)).not.toContain('does the order of events');
});
