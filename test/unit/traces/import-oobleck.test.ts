import { expect, test } from 'vitest';
import { livesIn, lossesOf } from '../../../traces/fit/fleet.ts';
import { importOobleck, readFleet } from '../../../traces/import/oobleck.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';
import { problemIn, textOf } from './fixtures.ts';

const lines = [
  '480000,add,node1',
  '540000,add,node2',
  '540000,add,node3',
  '540000,add,node4',
  '1440000,remove,node1',
  '1440000,remove,node3',
  '1440000,add,node5',
  '2040000,remove,node2',
];
const fleet = readFleet(textOf(`${lines.join('\r\n')}\r\n`, 'g4dn.csv'));

test('removes of one time stamp are one revocation, of so many nodes out of those there', () => {
  expect(lossesOf(fleet)).toEqual([
    { atMs: 1_440_000, added: 1, removed: 2, before: 4, share: 0.5 },
    { atMs: 2_040_000, added: 0, removed: 1, before: 3, share: 1 / 3 },
  ]);
});

test('a node that is still there at the end is censored, not dead', () => {
  expect(livesIn(fleet, { from: 0, until: 100 })).toEqual([
    { ticks: 16, isEnded: true, entry: 0 },
    { ticks: 15, isEnded: true, entry: 0 },
    { ticks: 25, isEnded: true, entry: 0 },
    { ticks: 26, isEnded: false, entry: 0 },
    { ticks: 11, isEnded: false, entry: 0 },
  ]);
});

test('the fleet is a zone whose capacity falls by the share that goes', () => {
  const { value, notes } = importOobleck(textOf(lines.join('\n'), 'spot/g4dn.csv'));
  expect(value.times).toEqual([0, 480e6, 540e6, 1440e6, 1440e6 + 1, 2040e6]);
  expect(value.values).toEqual([0, 0.25, 1, 0.5, 0.75, 0.5]);
  expect(notes[0]).toContain('3 removed at 2 instants, 1 of them with nodes added');
  expectSoundSeries(value);
});

test.each([
  ['a time that goes backwards', [...lines, '2000000,add,node9'], 9, '2000000 ms'],
  ['a node added twice', [...lines, '2100000,add,node4'], 9, 'node4 added again'],
  ['a node removed twice', [...lines, '2100000,remove,node1'], 9, 'node1 removed but not there'],
  ['a cut line', [...lines, '21000'], 9, '"21000"'],
  ['another action', [...lines, '2100000,drop,node1'], 9, '"2100000,drop,node1"'],
  ['seconds instead of milliseconds', ['480,add,a', '540,add,b'], 0, '2 events within 60 ms'],
  ['nothing', [], 0, '0 events'],
])('refuses %s', (_, bad, row, found) => {
  const problem = problemIn(() => readFleet(textOf(bad.join('\n'), 'g4dn.csv')));
  expect(problem).toMatchObject({ file: 'g4dn.csv', row, found });
});

test('a byte order mark and blank lines at the end are read over', () => {
  expect(readFleet(textOf(`\uFEFF${lines.join('\n')}\n\n`)).lives).toHaveLength(5);
});
