import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TRIALS, tryGraph } from '../../../bench/search-graphs.ts';
import { importCosts } from '../../../traces/import/cost-table.ts';
import { importGraph } from '../../../traces/import/gset.ts';

const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasGraphs = existsSync(`${folder}/ising/gset/G1.txt`);
if (!hasGraphs) process.stdout.write(`SKIPPED: no graphs at ${folder}/ising/gset\n`);

const read = (text: string) => importGraph({ name: 'g.txt', text });

test('both ways to write a graph give the same edges', () => {
  const gset = read('3 2 J\r\n1 2 1\r\n2 3 1 \r\n\r\n');
  expect(gset.value).toEqual({ vertices: 3, from: [0, 1], to: [1, 2], weights: [1, 1] });
  expect(gset.notes).toEqual(['line 1: "J" was skipped']);
  const dimacs = read('\ufeffc a comment\np edge 3 2\ne 1 2\ne 2 3\n');
  expect(dimacs.value).toEqual(gset.value);
  expect(dimacs.notes).toEqual(['a byte order mark was skipped']);
});

test.each([
  ['', 'g.txt:0 found an empty file'],
  ['1 2 1\n', 'g.txt:1 found "1 2 1", wanted a first line'],
  ['3 2\n1 2 1\n', 'g.txt:0 found 1 edges, wanted 2, as line 1 says'],
  ['3 1\n0 2 1\n', 'g.txt:2 found vertex 0, wanted 1 to 3 (does the file count from 0?)'],
  ['3 1\n1 4 1\n', 'g.txt:2 found vertex 4, wanted 1 to 3'],
  ['3 1\n2 2 1\n', 'g.txt:2 found an edge from 2 to itself'],
  ['3 2\n1 2 1\n2 1 1\n', 'g.txt:3 found the edge 2 1 again'],
  ['3 1\n1 2\n', 'g.txt:2 found "1 2", wanted two vertices and a weight'],
  ['3 1\n1 2 x\n', 'g.txt:2 found "x", wanted a number'],
])('a damaged graph is refused with its place: %j', (text, said) => {
  expect(() => read(text)).toThrow(said);
});

test('a table of costs is square and made of numbers', () => {
  const costs = (text: string) => importCosts({ name: 'c.csv', text });
  expect(costs('1,2\n3,4\n').value).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(() => costs('1,2\n3\n')).toThrow('c.csv:2 found 1 costs, wanted 2');
  expect(() => costs('1,2\n3,x\n')).toThrow('c.csv:2 found "x", wanted a cost');
  expect(() => costs('1\n')).toThrow('c.csv:0 found 1 rows');
});

test.skipIf(!hasGraphs)(
  'the best known cuts of G1 and G11 are found',
  () => {
    expect(readFileSync(`${folder}/ising/gset/G1.txt`, 'utf8')).toContain('J');
    for (const name of ['G1', 'G11']) {
      for (const trial of TRIALS.filter((one) => one.name === name)) {
        expect(tryGraph({ ...trial, runs: 1 }, folder).cuts).toEqual([trial.best]);
      }
    }
  },
  60_000,
);
