import { expect, test } from 'vitest';
import { formatJson } from '../../../reports/json.ts';
import { formatKpiReference } from '../../../reports/kpi-reference.ts';
import { formatResultSchema, resultSchema } from '../../../reports/result-schema.ts';
import { replicationOf, resultOf } from './fixture.ts';

const digest = '0123456789abcdef';
const result = resultOf([
  { ...replicationOf('a', 0), digest },
  { ...replicationOf('a', 1), digest },
  { ...replicationOf('b', 0, { sessionsStarted: 0, responseP50: Number.NaN }), digest },
  { ...replicationOf('b', 1), digest },
]);
const provenance = [{ ...result.provenance[0], digest }];
const written: unknown = JSON.parse(formatJson({ ...result, provenance }));

test('docs/reference/kpis.md is what the definitions say', async () => {
  await expect(formatKpiReference()).toMatchFileSnapshot('../../../docs/reference/kpis.md');
});

test('docs/reference/result.schema.json is what the code checks', async () => {
  const path = '../../../docs/reference/result.schema.json';
  await expect(formatResultSchema()).toMatchFileSnapshot(path);
});

test('a written result keeps to the schema', () => {
  expect(resultSchema.safeParse(written).error).toBeUndefined();
});

test.each([
  ['an unknown key', { extra: 1 }],
  ['a seed that is text', { seed: '7' }],
  ['no contenders', { contenders: [] }],
])('%s is refused', (_, change) => {
  expect(resultSchema.safeParse(Object.assign({}, written, change)).success).toBe(false);
});
