import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder } from '../../../traces/open-files.ts';
import { problemIn } from './fixtures.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'playtwin-traces-'));
  mkdirSync(join(root, 'carbon'));
  writeFileSync(join(root, 'carbon', 'FR.csv'), 'plain\n');
  writeFileSync(join(root, 'carbon', 'DE.csv.gz'), gzipSync('packed\n'));
  writeFileSync(join(root, 'carbon', 'unpacked.csv.gz'), 'not packed after all\n');
  writeFileSync(join(root, 'cut.gz'), gzipSync('x'.repeat(10_000)).subarray(0, 30));
  writeFileSync(join(root, 'bomb.gz'), gzipSync('0'.repeat(5_000_000)));
  writeFileSync(join(root, 'big.csv'), '0'.repeat(3_000_000));
  writeFileSync(join(root, 'binary'), Buffer.from([1, 2, 0, 4]));
  writeFileSync(join(root, 'latin'), Buffer.from([0x63, 0x0a, 0xe9, 0x0a]));
  writeFileSync(join(root, 'old'), 'a\rb\r\nc\n');
  writeFileSync(join(root, 'bom'), '\uFEFFa,b\n');
});

afterAll(() => rmSync(root, { recursive: true }));

const limit = 1024 * 1024;

test('plain and packed files are read, told apart by content and not by name', () => {
  const files = openFolder(root);
  expect(files.read('carbon/FR.csv')).toEqual({ name: 'carbon/FR.csv', text: 'plain\n' });
  expect(files.read('carbon/DE.csv.gz').text).toBe('packed\n');
  expect(files.read('carbon/unpacked.csv.gz').text).toBe('not packed after all\n');
});

test('a folder lists its names in ascending order, a file and nothing list none', () => {
  const files = openFolder(root);
  expect(files.list('carbon')).toEqual(['DE.csv.gz', 'FR.csv', 'unpacked.csv.gz']);
  expect(files.list('carbon/FR.csv')).toEqual([]);
  expect(files.list('nowhere')).toEqual([]);
});

test('a missing file is refused with the nearest name beside it', () => {
  const problem = problemIn(() => openFolder(root).read('carbon/DE.csv'));
  expect(problem).toMatchObject({ file: 'carbon/DE.csv', found: 'no such file' });
  expect(problem.wanted).toContain('DE.csv.gz');
  expect(problemIn(() => openFolder(root).read('no/where')).wanted).toBe('an existing file');
});

test('a folder in place of a file is refused', () => {
  expect(problemIn(() => openFolder(root).read('carbon')).found).toBe('a folder');
});

test('a cut gzip file is refused', () => {
  expect(problemIn(() => openFolder(root).read('cut.gz')).found).toContain('damaged gzip');
});

test('a file over the limit is refused, packed or not', () => {
  const files = openFolder(root, limit);
  expect(problemIn(() => files.read('big.csv')).wanted).toBe('at most 1 MiB unpacked');
  expect(problemIn(() => files.read('bomb.gz')).wanted).toBe('at most 1 MiB unpacked');
  expect(openFolder(root).read('bomb.gz').text).toHaveLength(5_000_000);
});

test('every end of line becomes one', () => {
  expect(openFolder(root).read('old').text).toBe('a\nb\nc\n');
});

test('what the system refuses is refused in words', () => {
  const name = 'x'.repeat(5000);
  expect(problemIn(() => openFolder(root).read(name)).found).toBe('name too long');
  expect(problemIn(() => openFolder('/dev').read('zero')).found).toBe('no ordinary file');
});

test('bytes that are no text are refused, a byte order mark is dropped', () => {
  const files = openFolder(root);
  expect(problemIn(() => files.read('binary')).found).toBe('a zero byte at 2');
  expect(problemIn(() => files.read('latin'))).toMatchObject({ row: 2, wanted: 'UTF-8 text' });
  expect(files.read('bom').text).toBe('a,b\n');
});
