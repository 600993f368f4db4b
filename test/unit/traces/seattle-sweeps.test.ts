import { describe, expect, test } from 'vitest';
import { importSeattleReadings } from '../../../traces/import/seattle-sweeps.ts';
import { problemIn, textOf } from './fixtures.ts';

const slice = (n: number, ...rows: string[]) => textOf(rows.join('\n'), `s/SeattleData_${n}.gz`);
const still = ['0\t0.1', '0.2\t0'];

/** Ten slices: device 1 sweeps in slices 1, 4 and 9, device 2 in slices 1 and 6. */
function tenSlices() {
  const first = (n: number) => (n < 4 ? '0.10' : n < 9 ? '0.50' : '0.12');
  const second = (n: number) => (n < 6 ? '0.20' : '0.90');
  return Array.from({ length: 10 }, (_, i) => i + 1).map((n) =>
    slice(n, `0\t${first(n)}`, `${second(n)}\t0`),
  );
}

describe('Seattle slices as readings', () => {
  test('a row that repeats the slice before is no reading', () => {
    const { links, notes, slicesPerSweep } = importSeattleReadings(tenSlices());
    expect(links).toEqual([
      { from: 0, to: 1, readings: [0.1, 0.5, 0.12], slices: [0, 3, 8] },
      { from: 1, to: 0, readings: [0.2, 0.9], slices: [0, 5] },
    ]);
    expect(slicesPerSweep).toBe(4);
    expect(notes).toEqual([
      '5 sweeps in 20 rows of 10 slices; 15 repeat the row before and are left out',
    ]);
  });

  test('slices are taken by number, not in the order of a folder', () => {
    const folder = [...tenSlices()].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(folder[1].name).toBe('s/SeattleData_10.gz');
    expect(importSeattleReadings(folder)).toEqual(importSeattleReadings(tenSlices()));
  });

  test('zeros are missing values, and a missing slice is told', () => {
    const slices = tenSlices().filter((_, i) => i !== 6);
    const { notes } = importSeattleReadings(slices);
    expect(notes[1]).toBe('1 slices missing between 1 and 10');
    const silent = Array.from({ length: 8 }, (_, i) => slice(i, '0\t0', `0.${i + 1}\t0`));
    expect(importSeattleReadings(silent).links[0].readings).toEqual([]);
  });

  test.each([
    ['a slice twice', [...tenSlices(), slice(3, ...still)], 'slice 3 a second time'],
    ['a name without number', [...tenSlices(), textOf('0\t1\n1\t0')], 'a name without number'],
    ['milliseconds', [...tenSlices(), slice(11, '0\t310', '290\t0')], '"310"'],
    ['a cut-off row', [...tenSlices(), slice(11, '0\t0.1', '0.2')], '1 column after rows of 2'],
    ['a word', [...tenSlices(), slice(11, '0\tNaN', '0.2\t0')], '"NaN"'],
    ['a negative time', [...tenSlices(), slice(11, '0\t-1', '0.2\t0')], '"-1"'],
    ['another size', [...tenSlices(), slice(11, '0')], '1 devices'],
    ['too few slices', tenSlices().slice(0, 3), '3 slices'],
  ])('refuses %s', (_, files, found) => {
    expect(problemIn(() => importSeattleReadings(files)).found).toBe(found);
  });
});
