import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a folder that is a file is refused in words', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(checkFolder(file)).toMatch(/is a file; wanted a folder/);
  expect(checkFolder(join(file, 'below'))).toMatch(/cannot be written/);
});
