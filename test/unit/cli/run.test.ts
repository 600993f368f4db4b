import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { resultSchema } from '../../../reports/result-schema.ts';
import { openCapture, play } from './capture.ts';

const short = ['run', 'mg1', '--set', 'horizon=20 min', '--set', 'warm-up=0 s'];
const quick = [...short, '--replications', '2', '--workers', '0'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-cli-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a run prints its table on stdout, its summary on stderr, and ends with 0', async () => {
  const { code, out, err } = await play(...quick);
  expect(code).toBe(0);
  expect(out).toMatch(/^mg1: seed 1, 2 replications/);
  expect(out).toMatch(/│ utilisation +│ % +│/);
  expect(err).toMatch(/^2 runs, \d+ events in .* s \(.* events\/s\)\n$/);
});

test('the same command gives the same bytes', async () => {
  const first = await play(...quick, '--format', 'json');
  const second = await play(...quick, '--format', 'json', '--quiet');
  expect(second.out).toBe(first.out);
  expect(second.err).toBe('');
});

test.each([
  ['a short run', []],
  ['a run in which nobody came', ['--set', 'players.arrivals=0 /s']],
])('%s writes JSON that keeps to the published schema', async (_, more) => {
  const { out } = await play(...quick, '--format', 'json', ...more);
  expect(resultSchema.safeParse(JSON.parse(out)).error).toBeUndefined();
});

test('another seed gives another digest', async () => {
  const digestsOf = async (seed: string) => {
    const { out } = await play(...quick, '--format', 'json', '--seed', seed);
    return JSON.parse(out).contenders[0].replications.map((one: { digest: string }) => one.digest);
  };
  expect(await digestsOf('5')).not.toEqual(await digestsOf('6'));
});

test('two threads and none give the same bytes', async () => {
  const words = [...short, '--replications', '3', '--format', 'json', '--quiet'];
  const threads = await play(...words, '--workers', '2');
  expect(threads.code).toBe(0);
  expect(threads.out).toBe((await play(...words, '--workers', '0')).out);
}, 30_000);

test('--out writes the result and the table, nothing else', async () => {
  const out = join(folder, 'results');
  const { code, out: printed } = await play(...quick, '--out', out);
  expect(code).toBe(0);
  expect(readdirSync(out)).toEqual(['result.json', 'table.txt']);
  const written = readFileSync(join(out, 'table.txt'), 'utf8');
  expect(written).toContain(printed.split('\n')[0]);
  expect(written).toContain('matchmaking wait');
  expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')).schema).toBe(
    'playtwin/result/1',
  );
});

test('--out that is a file is refused before anything runs', async () => {
  const file = join(folder, 'taken');
  writeFileSync(file, 'mine');
  const { code, out, err } = await play(...quick, '--out', file);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('is a file; wanted a folder');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('what --set brought in is blamed on --set, the file keeps its lines', async () => {
  const file = join(folder, 'broken.yaml');
  const text = readFileSync(
    new URL('../../../scenarios/library/mg1.yaml', import.meta.url),
    'utf8',
  );
  writeFileSync(file, text.replace(/^ {2}slots: .*$/m, '  slots: many'));
  const line = text.split('\n').findIndex((row) => row.startsWith('  slots:')) + 1;
  const set = ['--set', 'players={ groups: 3 }', '--set', 'warm-up=5'];
  const { code, out, err } = await play('run', file, ...set);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^--set players=\{ groups: 3 \}\n/m);
  expect(err).toMatch(/warm-up +found 5 +wanted a duration/);
  expect(err).toMatch(new RegExp(`${line} +serving.slots +found many`));
  expect(err).toMatch(new RegExp(`> +${line} \\|   slots: many`));
});

test('a bar on a terminal leaves stdout alone', async () => {
  const capture = openCapture({}, true);
  expect(await runCommandLine(quick, capture.terminal)).toBe(0);
  expect(capture.err()).toContain('events/s');
  expect(capture.out()).toBe((await play(...quick)).out);
});

test('a key misspelt in --set is blamed on it as it was typed', async () => {
  const { code, err } = await play(...quick, '--set', 'players.matc.players=3');
  expect(code).toBe(2);
  expect(err).toMatch(
    /^--set players\.matc\.players=3\n.*unknown key matc.*nearest: match\n1 prob/,
  );
});

test('wrong recorded data name the scenario, its line and the role, and leave nothing', async () => {
  const out = join(folder, 'never');
  writeFileSync(join(folder, 'rtt.csv'), 'a,b\n1,2\n');
  const set = ['--set', 'traces.rtt={ import: gcp-rtt, from: rtt.csv }'];
  const { code, err } = await play(...quick, ...set, '--traces', folder, '--out', out);
  expect(code).toBe(2);
  expect(err).toMatch(/^--set traces\.rtt=.* {2}traces\.rtt {2}rtt\.csv:1 {2}found the header/);
  expect(readdirSync(folder)).not.toContain('never');
});

test('a missing traces folder is named', async () => {
  const { code, err } = await play(...quick, '--traces', join(folder, 'none'));
  expect(code).toBe(2);
  expect(err).toContain('no such folder');
});

test('what is wrong in the file is not blamed on an innocent option', async () => {
  const file = join(folder, 'nan.yaml');
  const text = readFileSync('scenarios/library/mg1.yaml', 'utf8');
  writeFileSync(file, text.replace('arrivals: 7 /s', 'arrivals: 7 /s * sqrt(-1)'));
  const { code, err } = await play('run', file, '--set', 'horizon=3 h', '--replications', '2');
  expect(code).toBe(2);
  expect(err.split('\n')[0]).toBe(file);
});

test('what only an option brings about is blamed on that option', async () => {
  const words = ['run', 'mg1', '--set', 'horizon=20 min', '--replications', '2'];
  const { code, err } = await play(...words);
  expect(code).toBe(2);
  expect(err.split('\n')[0]).toBe('--set horizon=20 min');
});
