import { expect, test } from 'vitest';
import { formatInsurance } from '../../../reports/insurance.ts';
import { formatTable } from '../../../reports/table.ts';
import { replicationOf, resultOf } from './fixture.ts';

const noise = [0, 1];
const insured = noise.map((n) => {
  return replicationOf('insured', n, { costEdge: 25 + n, requestsLate: 200, lateValue: 0.01 });
});
const twin = noise.map((n) => {
  return replicationOf('twin', n, { costEdge: 5, requestsLate: 4200 + 200 * n, lateValue: 0 });
});
const outside = noise.map((n) => replicationOf('hpa', n, { insuredSeconds: 0, lateValue: 0 }));

test('against its twin an insurance paid what it cost more, and was paid what the twin lost more', () => {
  const [table] = formatInsurance(resultOf([...insured, ...twin, ...outside]));
  // 20 and 21 USD; 4 000 and 4 200 late answers at a cent.
  expect(table).toMatch(/insured +│ twin +│ +20\.50 ± 6\.35 │ +41\.00 ± 12\.71 │ +200 %/);
  expect(formatTable(resultOf([...insured, ...twin]))).toContain(table);
});

test('without a twin, or with two of them, nothing is said', () => {
  expect(formatInsurance(resultOf([...insured, ...outside]))).toEqual([]);
  const other = twin.map((one) => ({ ...one, contender: 'other' }));
  expect(formatInsurance(resultOf([...insured, ...twin, ...other]))).toEqual([]);
});

test('an insurance that cost nothing has no loss ratio', () => {
  const free = noise.map((n) => replicationOf('insured', n, { costEdge: 5, lateValue: 0.01 }));
  expect(formatInsurance(resultOf([...free, ...twin]))[0]).toContain('none');
});
