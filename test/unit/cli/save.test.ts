import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatSave, parseSave } from '../../../cli/save-file.ts';
import { resultSchema } from '../../../reports/result-schema.ts';
import { play } from './capture.ts';

const short = ['run', 'mg1', '--set', 'horizon=20 min', '--set', 'warm-up=0 s'];
const json = ['--format', 'json', '--quiet', '--workers', '0'];
let folder = '';
let save = '';
let straight = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-save-'));
  const plain = await play(...short, '--replications', '2', ...json);
  straight = plain.out;
  const saving = ['--save-at', '8 min', '--save-at', '300s', '--out', folder];
  const saved = await play(...short, '--replications', '2', ...json, ...saving);
  expect(saved.out).toBe(straight);
  save = join(folder, 'mg1-8min.save');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Paths that are there before and after: nothing may be written by what is refused. */
const listing = () => readdirSync(folder).sort();

describe('saving', () => {
  test('leaves the result what it is, and one file an instant beside it', () => {
    expect(listing()).toEqual(['mg1-5min.save', 'mg1-8min.save', 'result.json', 'table.txt']);
  });

  test('says what was written, and how large', async () => {
    const out = join(folder, 'said');
    const { err } = await play(...short, '--workers', '0', '--save-at', '1 min', '--out', out);
    const wrote = /wrote (.*mg1-1min\.save) \((\d+) runs at 1 min, ([\d.]+) MiB\)/.exec(err) ?? [];
    const mebibytes = statSync(join(out, 'mg1-1min.save')).size / 1024 ** 2;
    expect(wrote[1]).toBe(join(out, 'mg1-1min.save'));
    expect(Number(wrote[3])).toBeCloseTo(mebibytes, 1);
    rmSync(out, { recursive: true });
  });

  test('writes the same bytes again, also with threads', async () => {
    const out = join(folder, 'again');
    const words = ['--replications', '2', '--save-at', '8min', '--workers', '2', '--out', out];
    await play(...short, ...words);
    expect(readFileSync(join(out, 'mg1-8min.save'))).toEqual(readFileSync(save));
    rmSync(out, { recursive: true });
  });

  test.each([
    ['36', /--save-at found "36", wanted a duration between 0 s and 20 min, for example 36h/],
    ['21 min', /found "21 min", wanted a duration between/],
    ['-1 s', /wanted a duration between/],
    ['soon', /wanted a duration between/],
  ])('at %s is refused', async (text, message) => {
    const before = listing();
    const { code, out, err } = await play(...short, `--save-at=${text}`, '--out', folder);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(listing()).toEqual(before);
  });

  test('is refused before the run where the file cannot be', async () => {
    const out = join(folder, 'taken');
    mkdirSync(join(out, 'mg1-5min.save'), { recursive: true });
    const { code, out: said, err } = await play(...short, '--save-at', '5 min', '--out', out);
    expect([code, said]).toEqual([2, '']);
    expect(err).toMatch(/--save-at .*mg1-5min\.save is a folder/);
    rmSync(out, { recursive: true });
  });
});

describe('going on', () => {
  test.each([['0'], ['2']])('ends with the bytes of the straight run, %s threads', async (n) => {
    for (const file of ['mg1-5min.save', 'mg1-8min.save']) {
      const words = ['--format', 'json', '--quiet', '--workers', n];
      const { code, out } = await play('run', '--from', join(folder, file), ...words);
      expect([code, out]).toEqual([0, straight]);
    }
  });

  test('with fewer replications ends like a straight run of so many', async () => {
    const one = await play('run', '--from', save, ...json, '--replications', '1');
    expect(one.out).toBe((await play(...short, ...json, '--replications', '1')).out);
  });

  test('can be saved in turn, and the second save is that of the straight run', async () => {
    const out = join(folder, 'turn');
    const from = ['--from', join(folder, 'mg1-5min.save')];
    await play('run', ...from, ...json, '--save-at', '8 min', '--out', out);
    expect(readFileSync(join(out, 'mg1-8min.save'))).toEqual(readFileSync(save));
    rmSync(out, { recursive: true });
  });

  test('counts the events that happened now', async () => {
    const { err } = await play('run', '--from', save, '--workers', '0');
    const all = JSON.parse(straight).contenders[0].replications;
    const events = all.reduce((sum: number, one: { events: number }) => sum + one.events, 0);
    const told = Number(/^2 runs, (\d+) events/.exec(err)?.[1]);
    expect(told / events).toBeGreaterThan(0.4);
    expect(told / events).toBeLessThan(0.7);
  });
});

describe('a fork', () => {
  const change = ['--set', 'serving.budget=50 ms'];

  test('says in its table and its JSON what it is', async () => {
    const { out } = await play('run', '--from', save, ...json, ...change);
    const result = JSON.parse(out);
    expect(resultSchema.safeParse(result).error).toBeUndefined();
    expect(result.forks).toEqual([
      {
        at: 480_000_000,
        save: expect.stringMatching(/^[0-9a-f]{16}$/),
        edits: ['serving.budget=50 ms'],
      },
    ]);
    expect(result.resolved.serving.budget).toBe(50_000);
    const table = await play('run', '--from', save, '--workers', '0', ...change);
    expect(table.out).toMatch(/^mg1, forked: seed 1, 2 replications/);
    expect(table.out).toContain('with serving.budget=50 ms');
  });

  test('shares the past with the straight run and differs after it', async () => {
    const { out } = await play('run', '--from', save, ...json, ...change);
    const late = (text: string) => JSON.parse(text).contenders[0].replications[0].totals;
    expect(late(out).requestsLate).toBeGreaterThan(late(straight).requestsLate);
    expect(late(out).sessionsArrived).toBe(late(straight).sessionsArrived);
  });

  test('the seed that the save has anyway changes nothing', async () => {
    const { out } = await play('run', '--from', save, ...json, '--seed', '1');
    expect(out).toBe(straight);
  });

  test('a save given as a scenario is told from one, with the way to go on from it', async () => {
    const { code, err } = await play('run', save);
    expect(code).toBe(2);
    expect(err).toContain(`is a save; wanted a scenario, or --from ${save}`);
  });

  test('several forks of one save each tell their own change', async () => {
    const budgets = ['40 ms', '60 ms'].map(async (budget) => {
      const set = ['--set', `serving.budget=${budget}`];
      return JSON.parse((await play('run', '--from', save, ...json, ...set)).out).forks[0];
    });
    const [one, other] = await Promise.all(budgets);
    expect(one.save).toBe(other.save);
    expect(one.edits).not.toEqual(other.edits);
  });

  test('can be saved and forked again, and tells both', async () => {
    const out = join(folder, 'fork');
    await play('run', '--from', save, ...json, ...change, '--save-at', '10 min', '--out', out);
    const path = join(out, 'mg1-forked-10min.save');
    const on = await play('run', '--from', path, ...json);
    expect(on.out).toBe((await play('run', '--from', save, ...json, ...change)).out);
    const again = await play('run', '--from', path, ...json, '--set', 'serving.budget=70 ms');
    expect(JSON.parse(again.out).forks.map((fork: { at: number }) => fork.at / 1e6)).toEqual([
      480, 600,
    ]);
    rmSync(out, { recursive: true });
  });

  test.each([
    [['--set', 'serving.slots=2'], /serving\.slots +found 2 +wanted it unchanged: instances/],
    [['--seed', '5'], /^--seed 5\n.*seed +found 5 +wanted it unchanged/],
    [['--replications', '3'], /^--replications 3\n.*wanted 2 at most, as saved/],
    [['--set', 'horizon=15 min'], /horizon +found 15 min +wanted it unchanged: recorded spot/],
    [['--set', 'serving.budgt=4'], /unknown key budgt.*nearest: budget/],
    [['--set', 'serving.budget=4'], /serving\.budget +found 4 +wanted a duration/],
    [['--save-at', '1 min'], /--save-at found "1 min", wanted a duration between 8 min and 20 min/],
  ])('%j is refused', async (words, message) => {
    const before = listing();
    const { code, out, err } = await play('run', '--from', save, '--out', folder, ...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(listing()).toEqual(before);
  });
});

describe('what is no save', () => {
  test.each([
    [['run'], /no scenario given; wanted FILE, or --from SAVE/],
    [['run', 'mg1', '--from', 'x.save'], /found mg1 and --from x\.save; wanted one/],
    [['run', '--from', 'absent.save'], /absent\.save is not there/],
    [['run', '--from', '.'], /is no file/],
    [['run', '--from', 'package.json'], /is no save; wanted a file that "run --save-at" wrote/],
    [['run', '--from', 'x'.repeat(5000)], /cannot be read: name too long/],
  ])('%j is refused', async (words, message) => {
    const { code, out, err } = await play(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('another format and another version are refused by name', async () => {
    const text = readFileSync(save, 'latin1');
    const other = (from: string, to: string) => {
      const path = join(folder, 'other.save');
      writeFileSync(path, text.replace(from, to), 'latin1');
      return play('run', '--from', path);
    };
    const format = await other('save 1', 'save 2');
    expect(format.err).toMatch(/is a save of format 2; this playtwin reads format 1/);
    const version = await other('playtwin 0.1.0+source', 'playtwin 0.1.0+0123456789abcdef');
    expect(version.err).toMatch(
      /was written by playtwin 0\.1\.0\+0123456789abcdef, this is 0\.1\.0\+source/,
    );
    rmSync(join(folder, 'other.save'));
  });

  test('other recorded data are named with both digests', async () => {
    const { save: read, digest } = whole(readFileSync(save));
    const [first, ...rest] = read.provenance;
    const provenance = [{ ...first, digest: '0123456789abcdef' }, ...rest];
    const { code, err } = await playSave({ ...read, provenance });
    expect(code).toBe(2);
    expect(err).toMatch(/saved with other recorded data: found \S+ with [0-9a-f]{16}, wanted/);
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a file of recorded data that was changed since is refused, and taken when it is back', async () => {
    const path = join(folder, 'rtt.csv');
    const write = (milliseconds: number) => {
      writeFileSync(
        path,
        `sending_region,receiving_region,milliseconds\nus-east4,us-east4,${milliseconds}\n`,
      );
    };
    const out = join(folder, 'traced');
    const traces = ['--traces', folder, '--out', out];
    const set = ['--set', 'traces.rtt={ import: gcp-rtt, from: rtt.csv }'];
    write(10);
    const first = await play(...short, ...set, ...traces, ...json, '--save-at', '2 min');
    expect(first.err.replace(/^note: .*\n/gm, '').replace(/^wrote .*\n/gm, '')).toBe('');
    const from = ['run', '--from', join(out, 'mg1-2min.save'), ...json];
    expect((await play(...from)).err).toMatch(/traces folder|--traces/);
    write(11);
    const { code, err } = await play(...from, '--traces', folder);
    expect([code, err]).toEqual([2, expect.stringContaining('saved with other recorded data')]);
    write(10);
    expect((await play(...from, '--traces', folder)).out).toBe(first.out);
    rmSync(out, { recursive: true });
    rmSync(path);
  });

  test('a scenario that compiles to something else is refused', async () => {
    const { save: read } = whole(readFileSync(save));
    const { code, err } = await playSave({ ...read, setup: '0123456789abcdef' });
    expect([code, err]).toEqual([2, expect.stringContaining('written by another build')]);
  });

  test('a flipped bit, a lost end or a stranger line is refused, wherever it is', () => {
    const bytes = readFileSync(save);
    expect(parseSave(bytes, '0.1.0+source')).toHaveProperty('save');
    const places = [0, 20, 45, 60, 300, bytes.length - 2, bytes.length - 1];
    for (let at = 1; at < bytes.length; at += 9973) places.push(at);
    for (const at of places) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] ^= 1 << (at % 8);
      expect(parseSave(flipped, '0.1.0+source'), `flipped at ${at}`).toHaveProperty('fault');
      expect(parseSave(bytes.subarray(0, at), '0.1.0+source'), `cut at ${at}`).toHaveProperty(
        'fault',
      );
    }
    const added = Buffer.concat([bytes, Buffer.from('0\n')]);
    expect(parseSave(added, '0.1.0+source')).toHaveProperty('fault');
    expect(parseSave(new Uint8Array(0), '0.1.0+source')).toHaveProperty('fault');
  });
});

function whole(bytes: Uint8Array) {
  const read = parseSave(bytes, '0.1.0+source');
  if ('fault' in read) throw new Error(read.fault);
  return read;
}

async function playSave(save: Parameters<typeof formatSave>[0]) {
  const path = join(folder, 'changed.save');
  writeFileSync(path, formatSave(save, '0.1.0+source').join(''));
  const played = await play('run', '--from', path);
  rmSync(path);
  return played;
}
