import { expect, test } from 'vitest';
import { formatBills } from '../../../reports/bill-table.ts';
import { replicationOf, resultOf } from './fixture.ts';

const line = { part: 'serving', region: 'east', market: 'spot', unit: 'instance-hour' };

function replication(index: number, hours: number) {
  const bill = [{ ...line, what: 'instances', quantity: hours, price: 0.5, cost: hours / 2 }];
  const extra = {
    ...line,
    market: 'none',
    unit: 'GB',
    what: 'out',
    quantity: 4,
    price: 1,
    cost: 4,
  };
  const jobs = { ...line, part: 'jobs', what: 'instances', quantity: 1, price: 2, cost: 2 };
  const place = { part: 'serving', what: 'hardware', region: 'east', unit: 'instance-hour' };
  const footprint = [{ ...place, quantity: hours, rate: 3, grams: 3 * hours }];
  return {
    ...replicationOf('one', index),
    bill: index === 0 ? [...bill, extra, jobs] : [...bill, jobs],
    footprint,
  };
}

test('a bill is the mean of the replications, and each part adds up', () => {
  expect(formatBills(resultOf([replication(0, 10), replication(1, 20)]))).toMatchInlineSnapshot(`
    "one: bill, mean of a replication
    ┌─────────┬───────────┬────────┬────────┬──────────┬───────────────┬──────────┬───────┐
    │ part    │ what      │ region │ market │ quantity │ unit          │ USD/unit │   USD │
    ├─────────┼───────────┼────────┼────────┼──────────┼───────────────┼──────────┼───────┤
    │ serving │ instances │ east   │ spot   │       15 │ instance-hour │   0.5000 │ 7.500 │
    │ serving │ out       │ east   │ none   │        2 │ GB            │        1 │     2 │
    │ jobs    │ instances │ east   │ spot   │        1 │ instance-hour │        2 │     2 │
    │ serving │ sum       │        │        │          │               │          │ 9.500 │
    │ jobs    │ sum       │        │        │          │               │          │     2 │
    └─────────┴───────────┴────────┴────────┴──────────┴───────────────┴──────────┴───────┘

    one: footprint, mean of a replication
    ┌─────────┬──────────┬────────┬──────────┬───────────────┬────────┬───────┐
    │ part    │ what     │ region │ quantity │ unit          │ g/unit │ gCO2e │
    ├─────────┼──────────┼────────┼──────────┼───────────────┼────────┼───────┤
    │ serving │ hardware │ east   │       15 │ instance-hour │      3 │    45 │
    │ serving │ sum      │        │          │               │        │    45 │
    └─────────┴──────────┴────────┴──────────┴───────────────┴────────┴───────┘"
  `);
});

test('a result without bills has empty ones', () => {
  expect(formatBills(resultOf([replicationOf('one', 0)]))).toContain('one: bill');
});
