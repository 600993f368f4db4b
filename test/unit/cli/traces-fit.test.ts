import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { play } from './capture.ts';

let folder = '';

// Up for 1 to 5 ticks, down for 1 to 4, over and over.
const ticks = Array.from({ length: 60 }, (_, i) => [
  ...new Array<number>(1 + (i % 5)).fill(1),
  ...new Array<number>(1 + (i % 4)).fill(0),
]).flat();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-fit-'));
  const file = { metadata: { gap_seconds: 600 }, data: ticks };
  writeFileSync(join(folder, 'west.json'), JSON.stringify(file));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a fit prints transitions, hazards, held-out scores and what it was judged on', async () => {
  const { code, out, err } = await play('traces', 'fit', 'cant-be-late', folder);
  expect(code).toBe(0);
  for (const words of ['transition matrix', 'semi-Markov hazard', 'held out: later-half', 'KS p']) {
    expect(out).toContain(words);
  }
  // 180 up ticks, of which 60 are the last of their run.
  expect(out).toMatch(/west +│ +0\.667 │ +0\.333 │/);
  expect(err).toContain('right-censored');
});

test('the same as JSON, byte for byte again', async () => {
  const words = ['traces', 'fit', 'cant-be-late', folder, '--format', 'json'];
  const once = await play(...words);
  expect(JSON.parse(once.out)).toMatchObject({ title: expect.stringContaining('semi-Markov') });
  expect((await play(...words)).out).toBe(once.out);
});

test.each([
  [['spot-adviser', 'west.json'], /found "spot-adviser".*nearest spot-advisor/],
  [['cant-be-late', 'nothing.json'], /no such file or folder/],
  [['cant-be-late', 'west.json', '--hold-out', 'zone'], /1 recordings on 1 grids/],
  [['oobleck', 'west.json', '--hold-out', 'zone'], /wanted later-half for oobleck/],
  [['oobleck', 'west.json'], /wanted time_ms,add\|remove,node/],
])('%j is wrong input', async ([format, file, ...rest], message) => {
  const { code, out, err } = await play('traces', 'fit', format, join(folder, file), ...rest);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

test('traces list names the formats that can be fitted', async () => {
  expect((await play('traces', 'list')).out).toMatch(/oobleck +later-half +lives of spot nodes/);
});
