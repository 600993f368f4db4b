import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFolder, writeFiles } from '../../../reports/write-files.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-reports-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('files arrive whole and leave nothing else behind', () => {
  const out = join(folder, 'deep', 'out');
  expect(checkFolder(out)).toBeUndefined();
  writeFiles(out, [
    { name: 'a.txt', text: 'one' },
    { name: 'b.txt', text: 'two' },
  ]);
  expect(readdirSync(out)).toEqual(['a.txt', 'b.txt']);
  expect(readFileSync(join(out, 'b.txt'), 'utf8')).toBe('two');
});

test('an older text is replaced', () => {
  writeFileSync(join(folder, 'a.txt'), 'a longer old text');
  writeFiles(folder, [{ name: 'a.txt', text: 'new' }]);
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('new');
});

test('checking a folder leaves nothing behind', () => {
  expect(checkFolder(join(folder, 'deep', 'out'), ['a.txt'])).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test('places that take no files are refused at once, in one line', () => {
  symlinkSync('loop', join(folder, 'loop'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  mkdirSync(join(folder, 'a.txt'));
  expect(checkFolder('/proc/x')).toMatch(/^\/proc\/x cannot be written: /);
  expect(checkFolder(join(folder, 'loop'))).toMatch(/symbolic links/);
  expect(checkFolder(join(folder, 'dangling'))).toMatch(/no such file/);
  expect(checkFolder(join(folder, 'x'.repeat(5000)))).toMatch(/^.{0,200}name too long$/);
  expect(checkFolder(folder, ['a.txt'])).toMatch(/a\.txt is a folder; wanted a file/);
});

test('a folder that is a file is refused in words', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(checkFolder(file)).toMatch(/is a file; wanted a folder/);
  expect(checkFolder(join(file, 'below'))).toMatch(/cannot be written/);
});
