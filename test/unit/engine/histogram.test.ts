import { describe, expect, it } from 'vitest';
import { bucketRows, cellRows, type HistogramRow } from '../../../engine/histogram.ts';
import { createSketch, recordValue } from '../../../engine/sketch.ts';

const sketchOf = (...values: number[]) => {
  const sketch = createSketch();
  for (const x of values) recordValue(sketch, x);
  return sketch;
};
const short = (rows: readonly HistogramRow[]) => {
  return rows.map(({ from, below, count, shareBelow }) => [from, below, count, shareBelow]);
};

describe('a histogram', () => {
  it('has a row for each cell that holds something', () => {
    // From 4096 to 8191 a cell is 4 wide: 1/1024 of 4096.
    expect(short(cellRows(sketchOf(1, 0, 5001, 1)))).toEqual([
      [0, 1, 1, 0.25],
      [1, 2, 2, 0.75],
      [5000, 5004, 1, 1],
    ]);
  });

  it('has buckets of equal width, the empty ones too', () => {
    expect(short(bucketRows(sketchOf(10, 11, 49), 4, 'linear'))).toEqual([
      [10, 20, 2, 2 / 3],
      [20, 30, 0, 2 / 3],
      [30, 40, 0, 2 / 3],
      [40, 50, 1, 1],
    ]);
  });

  it('has buckets of equal ratio, and one of its own for 0', () => {
    expect(short(bucketRows(sketchOf(0, 3, 300, 999), 3, 'logarithmic'))).toEqual([
      [0, 1, 1, 0.25],
      [1, 10, 1, 0.5],
      [10, 100, 0, 0.5],
      [100, 1000, 2, 1],
    ]);
  });

  it('moves a wanted border up to the next of a cell', () => {
    // 4 wide cells: the wanted 4096 + 10/3 and 4096 + 20/3 become 4100 and 4104.
    const rows = bucketRows(sketchOf(4096, 4104), 3, 'linear');
    expect(short(rows)).toEqual([
      [4096, 4100, 1, 0.5],
      [4100, 4104, 0, 0.5],
      [4104, 4108, 1, 1],
    ]);
    expect(bucketRows(sketchOf(7, 8), 100, 'linear')).toHaveLength(2);
  });

  it('passes over wanted borders that fall into one cell', () => {
    // 1000^(i/24) is 1.3, 1.8, 2.4, 3.2, 4.2, 5.6, 7.5, 10, 13.3, 17.8 and so on.
    const rows = bucketRows(sketchOf(1, 999), 24, 'logarithmic');
    expect(rows.slice(0, 9).map(({ from }) => from)).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 14]);
    expect(rows).toHaveLength(23);
  });

  it('of nothing has no rows', () => {
    expect(cellRows(createSketch())).toEqual([]);
    expect(bucketRows(createSketch(), 10, 'linear')).toEqual([]);
    expect(short(bucketRows(sketchOf(0, 0), 10, 'logarithmic'))).toEqual([[0, 1, 2, 1]]);
  });

  it('refuses a part of a bucket', () => {
    expect(() => bucketRows(sketchOf(1), 0, 'linear')).toThrow(
      'buckets is 0; wanted a whole number, at least 1',
    );
  });
});
