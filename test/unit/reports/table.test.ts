import { expect, test } from 'vitest';
import { headlineKpis, kpis } from '../../../reports/kpis.ts';
import { decimalsFor, formatNumber, roundForFile } from '../../../reports/numbers.ts';
import { formatTable } from '../../../reports/table.ts';
import { wrapText } from '../../../reports/text.ts';
import { replicationOf, resultOf } from './fixture.ts';

const noise = [0, 1, 5];
const result = resultOf(
  noise.flatMap((noise, i) => [
    replicationOf('ecim-g', i, { costEdge: 5 + noise, requestsLate: 200 - noise }),
    replicationOf('peak', i, { costEdge: 500 + 2 * noise, requestsLate: 20 + noise }),
    replicationOf('hpa', i, { costEdge: 5 + noise + [3, -3, 1][i], responseP50: 150_000 }),
  ]),
);

function rowsOf(text: string, title: string): readonly string[] {
  return text.split('\n').filter((line) => new RegExp(`^│ ${title} +│`).test(line));
}

test('no line is wider than 120 columns, even with many contenders of long names', () => {
  const names = Array.from({ length: 9 }, (_, i) => `a-contender-with-a-rather-long-name-${i}`);
  const many = resultOf(names.flatMap((name) => [replicationOf(name, 0), replicationOf(name, 1)]));
  for (const line of [...formatTable(result).split('\n'), ...formatTable(many).split('\n')]) {
    expect([...line].length).toBeLessThanOrEqual(120);
  }
});

test('a row shows the mean with its half-width and unit', () => {
  const [row] = rowsOf(formatTable(result), 'cost');
  expect(row).toMatch(/USD +│ +92\.0 ± 6\.6 +│/);
});

test('what does not vary is shown as exact', () => {
  expect(rowsOf(formatTable(result), 'uptime')[0]).toMatch(/│ +99\.90 ± 0 +│/);
  expect(rowsOf(formatTable(result, kpis), 'requests')[0]).toMatch(/│ +20 000 ± 0 +│/);
});

test('a difference stands in per cent of the other, with a word where it is decided', () => {
  const rows = rowsOf(formatTable(result), 'cost').join('\n');
  expect(rows).toMatch(/-84\.4 ± 1\.1 % better/);
  expect(rows).toMatch(/-0\.4 ± 8\.2 % {8}/);
});

test('a difference from zero stands in its own unit, and none at all as =', () => {
  const spills = [4, 5, 9].flatMap((spills, i) => [
    replicationOf('ecim-g', i, { spills }),
    replicationOf('peak', i, { spills: 0 }),
  ]);
  const [, row] = rowsOf(formatTable(resultOf(spills)), 'spills');
  expect(row).toMatch(/│ +\+6\.0 ± 6\.6 times +│/);
  expect(rowsOf(formatTable(resultOf(spills)), 'energy')[1]).toMatch(/│ += +│/);
});

test('the first look shows fewer rows than all there is', () => {
  expect(rowsOf(formatTable(result), 'requests')).toEqual([]);
  expect(headlineKpis.length).toBeLessThan(kpis.length);
});

test('the verdict says where the first wins, loses and is undecided', () => {
  const text = formatTable(result);
  const verdict = text.slice(text.indexOf('ecim-g against peak'));
  expect(verdict).toMatch(/better +cost, cost per session, cost per player-hour, cost per 1 000/);
  expect(verdict).toMatch(/worse +late frames\n/);
  expect(text.slice(text.indexOf('ecim-g against hpa'))).toMatch(/undecided +cost, /);
});

test('one replication decides nothing', () => {
  const single = resultOf([replicationOf('a', 0), replicationOf('b', 0, { costEdge: 99 })]);
  expect(formatTable(single)).toContain('nothing is decided: one replication has no interval');
});

test('who leaves requests without an answer is named: their times are of the others', () => {
  const storm = resultOf([
    replicationOf('naive', 0, { requestsAnswered: 300, requestsAbandoned: 700 }),
    replicationOf('calm', 0, { requestsAnswered: 998, requestsAbandoned: 2 }),
  ]);
  expect(formatTable(storm)).toContain('left without an answer: naive 70.0%\n');
  expect(formatTable(result)).not.toContain('without an answer');
});

test('a share that rises from nothing does so in points, which no per cent looks like', () => {
  const from = resultOf([
    replicationOf('a', 0, { requestsLate: 200 }),
    replicationOf('b', 0, { requestsLate: 0 }),
  ]);
  const rows = rowsOf(formatTable(from), 'late frames');
  expect(rows[rows.length - 1]).toMatch(/ points /);
});

test('the text holds no colour codes', () => {
  expect(formatTable(result)).not.toContain('\u001b');
});

test('numbers: four digits, thousands apart, no minus zero', () => {
  expect(formatNumber(1_234_567.891, 1)).toBe('1 234 567.9');
  expect(formatNumber(-0.0001, 2)).toBe('0.00');
  expect(formatNumber(-12.3456, 2)).toBe('-12.35');
  expect(decimalsFor(0.012345, 4)).toBe(5);
  expect(decimalsFor(123_456, 4)).toBe(0);
  expect(decimalsFor(0, 4)).toBe(8);
  expect(roundForFile(1 / 3)).toBe(0.333333333333);
  expect(roundForFile(34_560_000_000_001)).toBe(34_560_000_000_001);
});

test('text wraps between words', () => {
  expect(wrapText('  one two three', 9, 4)).toEqual(['  one two', '    three']);
});

test('a forked result says so before anything else, and a straight one does not', () => {
  const forks = [{ at: 129_600e6, save: '0123456789abcdef', edits: ['serving.budget=600 ms'] }];
  const [title, fork] = formatTable({ ...result, forks }).split('\n');
  expect(title).toMatch(/^small-day, forked: seed 7/);
  expect(fork).toBe(
    'FORKED at 36 h from the save 0123456789abcdef with serving.budget=600 ms; ' +
      'what came before is shared and counted',
  );
  expect(formatTable(result)).not.toMatch(/fork/i);
});
