import { describe, expect, test } from 'vitest';
import { importAzureLlm2023 } from '../../../traces/import/azure-llm-2023.ts';
import { importCantBeLate } from '../../../traces/import/cant-be-late.ts';
import { importGcpRtt } from '../../../traces/import/gcp-rtt.ts';
import { importPlanetLab, importSeattle } from '../../../traces/import/netlatency.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';
import { problemIn, textOf } from './fixtures.ts';

describe('the Azure trace', () => {
  const head = 'TIMESTAMP,ContextTokens,GeneratedTokens\r\n';
  const rows = '2023-11-16 18:15:46.6805900,374,44\r\n2023-11-16 18:15:50.9951690,396,109\r\n';

  test('its 100 ns digits become microseconds after the first request', () => {
    const { value } = importAzureLlm2023(textOf(head + rows));
    expect(value.arrivals).toEqual([0, 4_314_579]);
    expect(value.sample).toEqual({ context: [374, 396], generated: [44, 109] });
  });

  test('refuses a quote that stays open at the row where it opened', () => {
    const open = `${head}${rows}2023-11-16 18:16:00,"1,1\r\n${rows}`;
    expect(problemIn(() => importAzureLlm2023(textOf(open)))).toMatchObject({
      row: 4,
      found: 'a quote that is never closed',
    });
  });

  test('refuses another format and says which it looks like', () => {
    const other = 'sending_region,receiving_region,milliseconds\na,b,1\n';
    expect(problemIn(() => importAzureLlm2023(textOf(other))).found).toContain('gcp-rtt');
  });

  test('refuses a time that goes backwards and a token count that is none', () => {
    const back = `${head}${rows}2023-11-16 18:15:00.0000000,1,1\r\n`;
    expect(problemIn(() => importAzureLlm2023(textOf(back))).row).toBe(4);
    const word = `${head}${rows}2023-11-16 18:16:00.0000000,many,1\r\n`;
    expect(problemIn(() => importAzureLlm2023(textOf(word)))).toMatchObject({ row: 4 });
  });

  test('a time without a fraction and the start of 2024 are read', () => {
    const turn = '2023-12-31 23:59:59.5,1,1\n2024-01-01 00:00:00,2,2\n';
    expect(importAzureLlm2023(textOf(head + turn)).value.arrivals).toEqual([0, 500_000]);
  });
});

describe('spot ticks', () => {
  const file = (data: unknown, gap: unknown = 600) =>
    textOf(JSON.stringify({ metadata: { gap_seconds: gap }, data }), 'a/17.json');

  const counted = (start: number, end: number) =>
    textOf(
      JSON.stringify({
        metadata: { gap_seconds: 600, start_time: start, end_time: end },
        data: [1, 0, 1],
      }),
    );

  test('ticks become steps that start again at the end', () => {
    const { value } = importCantBeLate(file([1, 1, 0, 1]));
    expect(value).toMatchObject({ name: '17', times: [0, 1.2e9, 1.8e9], values: [1, 0, 1] });
    expect(value).toMatchObject({ span: 2.4e9, end: 'repeat' });
    expectSoundSeries(value);
  });

  test.each([
    ['a count of nodes', file([1, 12]), 'data[1] "12"'],
    ['a word', file([1, 'up']), 'data[1]'],
    ['no ticks', file([]), 'data "[]"'],
    ['one tick', file([1]), 'data "[1]"'],
    ['a count that does not fit', counted(3, 7), 'start_time "3", end_time "7" for 3 ticks'],
    ['half a tick', counted(0.5, 3.5), 'start_time "0.5"'],
    ['no data', textOf('{"metadata":{"gap_seconds":600}}'), 'data missing'],
    ['a gap of zero', file([1], 0), 'metadata.gap_seconds "0"'],
    ['an array', textOf('[1,0]'), 'metadata.gap_seconds missing'],
    ['null', textOf('null'), 'metadata.gap_seconds missing'],
    ['a truncated file', textOf('{"metadata": {'), 'no JSON'],
    ['an empty file', textOf(' '), 'an empty file'],
  ])('refuses %s', (_, bad, found) => {
    expect(problemIn(() => importCantBeLate(bad)).found).toContain(found);
  });
});

describe('round trips between regions', () => {
  const head = 'sending_region,receiving_region,milliseconds\n';
  const file = textOf(`${head}b,a,12\na,b,13.5\na,c,20\nc,a,20\nb,c,7\nc,b,7\n`);

  test('milliseconds become microseconds, the diagonal the stated assumption of 1 ms', () => {
    const { value, notes } = importGcpRtt(file, ['b', 'a']);
    expect(value).toEqual({
      names: ['b', 'a'],
      rtt: [
        [1000, 12_000],
        [13_500, 1000],
      ],
    });
    expect(notes[0]).toContain('2 same-region round trips assumed 1 ms');
  });

  test('without names every region comes, in order of names', () => {
    expect(importGcpRtt(file).value.names).toEqual(['a', 'b', 'c']);
  });

  test('refuses an unknown region with the nearest one, a pair twice, a pair missing', () => {
    expect(problemIn(() => importGcpRtt(file, ['a', 'bb'])).wanted).toContain('nearest b');
    const twice = problemIn(() => importGcpRtt(textOf(`${file.text}a,b,14\n`)));
    expect(twice).toMatchObject({ row: 8, found: 'a to b again' });
    const missing = problemIn(() => importGcpRtt(textOf(`${head}a,b,12\nb,c,12\n`), ['a', 'b']));
    expect(missing.found).toBe('no row from b to a');
  });

  test('refuses a negative round trip', () => {
    expect(problemIn(() => importGcpRtt(textOf(`${head}a,b,-1\n`))).row).toBe(2);
  });
});

describe('latency matrices', () => {
  const slice = (value: number, i: number) => textOf(`0\t${value}\n0.1\t0\n`, `S_${i}`);
  const slices = [0.5, 0.5, 0.5, 0.5, 0.5, 1, 1.5, 2, 0].map(slice);

  test('factors are round trips over the median of their own link, ascending, zeros skipped', () => {
    const { factors } = importSeattle(slices).value;
    expect(factors.filter((factor) => factor > 1.5)).toEqual([2, 3, 4]);
    expect(factors).toHaveLength(17);
    expect([...factors].sort((a, b) => a - b)).toEqual(factors);
  });

  test('refuses too few slices, other sizes and milliseconds', () => {
    expect(problemIn(() => importSeattle(slices.slice(0, 3))).found).toBe('3 slices');
    const bigger = textOf('0\t1\t1\n1\t0\t1\n1\t1\t0\n', 'big');
    expect(problemIn(() => importSeattle([...slices, bigger])).file).toBe('big');
    const ms = slices.map(() => textOf('0\t121\n121\t0\n', 'ms'));
    expect(problemIn(() => importSeattle(ms)).wanted).toContain('milliseconds');
  });

  test('refuses round trips beyond a minute and a wild factor at their file and row', () => {
    const long = problemIn(() => importSeattle([...slices, textOf('0\t1\n61\t0\n', 'long')]));
    expect(long).toMatchObject({ file: 'long', row: 2, found: '"61"' });
    const rows = (corner: string) => `0\t0.05\t0.05\n0.05\t0\t0.05\n${corner}\t0.05\t0\n`;
    const calm = Array.from({ length: 8 }, (_, i) => textOf(rows('0.05'), `S_${i}`));
    const wild = textOf(rows('59'), 'wild');
    expect(problemIn(() => importSeattle([...calm, wild]))).toMatchObject({ file: 'wild', row: 3 });
  });

  test('refuses one slice of another unit among many', () => {
    const odd = textOf('0\t40\n40\t0\n', 'odd');
    expect(problemIn(() => importSeattle([...slices, odd])).file).toBe('odd');
    const seconds = textOf('0\t0.2\n0.2\t0\n');
    expect(problemIn(() => importPlanetLab(seconds, [])).found).toContain('looks like seconds');
    const long = textOf('0\t60001\n7\t0\n');
    expect(problemIn(() => importPlanetLab(long, []))).toMatchObject({ row: 1 });
  });

  test('refuses a matrix cut short and names its last row', () => {
    const problem = problemIn(() => importPlanetLab(textOf('0\t7\t7\n7\t0\t7\n'), []));
    expect(problem).toMatchObject({ row: 2, found: '3 columns, but 2 rows, this the last' });
  });

  test('refuses a ragged row, a word, a negative and an empty file with its row', () => {
    for (const bad of ['0\t1\n1\n', '0\t1\nx\t0\n', '0\t1\n-1\t0\n']) {
      const files = [...slices, textOf(bad, 'bad')];
      expect(problemIn(() => importSeattle(files))).toMatchObject({ file: 'bad', row: 2 });
    }
    expect(problemIn(() => importSeattle([textOf('\n')])).found).toBe('an empty file');
  });

  test('chosen hosts get the names of the regions', () => {
    const file = textOf('0\t10.5\n10.5\t0\n');
    const hosts = [
      { name: 'east', host: 2 },
      { name: 'west', host: 1 },
    ];
    const { value } = importPlanetLab(file, hosts);
    expect(value).toEqual({
      names: ['east', 'west'],
      rtt: [
        [0, 10_500],
        [10_500, 0],
      ],
    });
    const problem = problemIn(() => importPlanetLab(file, [{ name: 'east', host: 3 }]));
    expect(problem.wanted).toBe('a host from 1 to 2');
  });
});
