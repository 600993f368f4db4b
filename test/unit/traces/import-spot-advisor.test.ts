import { expect, test } from 'vitest';
import { advisorFitter } from '../../../traces/fit/advisor.ts';
import { readSpotAdvisor } from '../../../traces/import/spot-advisor.ts';
import { filesOf, problemIn, textOf } from './fixtures.ts';

const ranges = ['<5%', '5-10%', '>20%'].map((label, index) => ({ index, label, max: 11 }));

function fileOf(pairs: Record<string, unknown>, bands: unknown = ranges) {
  return JSON.stringify({ ranges: bands, spot_advisor: { 'us-east-1': { Linux: pairs } } });
}

test('bands come from their labels: the file rounds its own numbers up', () => {
  const { value } = readSpotAdvisor(textOf(fileOf({ 'g5.xlarge': { s: 59, r: 2 } })));
  expect(value.bands).toEqual([
    { label: '<5%', least: 0, most: 0.05 },
    { label: '5-10%', least: 0.05, most: 0.1 },
    { label: '>20%', least: 0.2, most: 1 },
  ]);
  expect(value.advice).toEqual([{ region: 'us-east-1', type: 'g5.xlarge', saving: 0.59, band: 2 }]);
});

test('a spot price above on demand is kept and told', () => {
  const { value, notes } = readSpotAdvisor(textOf(fileOf({ 'p5.48xlarge': { s: -62, r: 0 } })));
  expect(value.advice[0].saving).toBeCloseTo(-0.62);
  expect(notes).toContain('1 of the pairs with a spot price above on demand');
});

test.each([
  ['a band that is not listed', fileOf({ a: { s: 1, r: 3 } }), 'us-east-1 a'],
  ['a saving in words', fileOf({ a: { s: '59%', r: 1 } }), 'us-east-1 a'],
  ['no bands', fileOf({ a: { s: 1, r: 1 } }, []), 'no ranges'],
  ['bands out of place', fileOf({ a: { s: 1, r: 1 } }, [...ranges].reverse()), 'ranges[0]'],
  ['a band without a label', fileOf({ a: { s: 1, r: 1 } }, [{ index: 0 }, ranges[1]]), 'ranges[0]'],
  ['no advice', fileOf({}), 'no advice for Linux in any region'],
  ['a cut file', '{"ranges": [', 'no JSON'],
  ['an empty file', ' ', 'an empty file'],
])('refuses %s', (_, text, found) => {
  expect(problemIn(() => readSpotAdvisor(textOf(text))).found).toContain(found);
});

test('the hazard of a band is that of an instance kept for a month', () => {
  const files = filesOf({ 'advisor.json': fileOf({ 'g5.xlarge': { s: 59, r: 1 } }) });
  const report = advisorFitter.fit(files, 'advisor.json', { holdOut: 'zone' });
  const hazards = report.tables.find(({ title }) => title.startsWith('revocations'));
  // -ln(1 - 0.05) / 730.5 h and -ln(1 - 0.1) / 730.5 h.
  expect(hazards?.rows[1]).toEqual(['5-10%', '7.02e-5', '0.000144']);
});

test('families that are not in the file are refused', () => {
  const files = filesOf({ 'advisor.json': fileOf({ 'm7.large': { s: 59, r: 1 } }) });
  const fit = () => advisorFitter.fit(files, 'advisor.json', { holdOut: 'zone', select: 'g5' });
  expect(problemIn(fit).found).toBe('select "g5"');
});
