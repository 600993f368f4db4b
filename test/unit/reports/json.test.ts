import { expect, test } from 'vitest';
import { formatJson } from '../../../reports/json.ts';
import { replicationOf, resultOf } from './fixture.ts';

const text = formatJson(resultOf([replicationOf('a', 0), replicationOf('b', 0)]));

test('fractions keep twelve digits and no limit is "Infinity"', () => {
  const { resolved } = JSON.parse(text);
  expect(resolved).toEqual({
    queueLimit: 'Infinity',
    third: 0.333333333333,
    curve: [1, 2, 0.3],
  });
});

test('keys come in the order of the result type and lists of numbers on one line', () => {
  const keys = Object.keys(JSON.parse(text));
  expect(keys).toEqual([
    'schema',
    'scenario',
    'question',
    'seed',
    'provenance',
    'contenders',
    'comparisons',
    'resolved',
  ]);
  expect(text).toContain('"curve": [1, 2, 0.3]');
  expect(text.endsWith('}\n')).toBe(true);
});
