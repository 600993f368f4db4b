import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLibrary, readScenarioFile } from '../../../cli/scenario-file.ts';
import { play } from './capture.ts';

let folder = '';

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-files-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('--version and --help print data and end with 0', async () => {
  expect(await play('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  const help = await play('--help');
  expect(help.code).toBe(0);
  expect(help.out).toContain('playtwin run launch-week');
});

test.each([
  [['rn'], /unknown command 'rn'[\s\S]*Did you mean run/],
  [['run'], /no scenario given; wanted FILE, or --from SAVE/],
  [['run', 'mg1', '--seed', 'x'], /--seed.*Wanted a whole number/],
  [['run', 'mg1', '--workers', '9999'], /Wanted 256 at most/],
  [['run', 'mg1', '--format', 'xml'], /Allowed choices are table, json/],
  [['run', 'mg1', '--set', 'players'], /Wanted PATH=VALUE/],
  [['validate'], /no file given; wanted FILE/],
  [['traces', 'describe', 'shipped/carbn'], /nearest shipped\/carbon/],
  [['help', 'nonsense'], /unknown command "nonsense"; wanted one of run, validate/],
  [['run', 'mg1', '--set', 'seed=!!js/function "x"'], /found a tag, wanted plain values/],
  [['run', 'x'.repeat(5000)], /^.{0,250}name too long\n$/],
  [['run', 'mg1', '--traces', 'package.json'], /is a file; wanted a folder/],
  [['run', 'mg1', '--out', '/proc/x'], /--out \/proc\/x cannot be written/],
  [['traces', 'describe', 'l4'], /nearest shipped\/l4-prices/],
  [['traces', 'import', 'gcp-rtx', 'nothing'], /found "gcp-rtx".*nearest gcp-rtt/],
  [['traces', 'import', 'gcp-rtt', '/dev/zero'], /no ordinary file/],
  [['traces', 'import', 'gcp-rtt', 'x'.repeat(5000)], /name too long/],
  [['traces', 'import', 'gcp-pricing', 'package.json'], /--names/],
  [['traces', 'import', 'gcp-rtt', 'package.json', '--select', 'x'], /wanted no select/],
  [['traces', 'import', 'gcp-rtt', 'no-such-file.csv'], /no such file or folder/],
])('%j is wrong input', async (words, message) => {
  const { code, out, err } = await play(...words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

test('-h and help give help', async () => {
  expect((await play('-h')).out).toBe((await play('--help')).out);
  expect((await play('help', 'traces', 'import')).out).toMatch(/^Usage: playtwin traces import/);
});

test('a link to itself is refused in words', async () => {
  const loop = join(folder, 'loop');
  symlinkSync('loop', loop);
  for (const words of [
    ['run', loop],
    ['traces', 'import', 'gcp-rtt', loop],
  ]) {
    const { code, err } = await play(...words);
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('too many symbolic links');
  }
});

test('a scenario whose lines end in CR alone is read', async () => {
  const read = readScenarioFile('mg1');
  const text = 'text' in read ? read.text : '';
  const { code } = await play('validate', write('cr.yaml', text.replaceAll('\n', '\r')));
  expect(code).toBe(0);
});

test('an over-long line is cut in the frame', async () => {
  const { err } = await play('validate', write('long.yaml', `seed: [${'1, '.repeat(500)}]\n`));
  expect(Math.max(...err.split('\n').map((line) => line.length))).toBeLessThan(300);
});

test('an unknown name brings the nearest one and the list', async () => {
  const { code, err } = await play('run', 'launch-weak');
  expect(code).toBe(2);
  expect(err).toMatch(/no scenario "launch-weak"; nearest: launch-week; the library has .*mg1/);
});

test('files that cannot be scenarios are refused in words', async () => {
  mkdirSync(join(folder, 'sub'));
  const refusals: readonly (readonly [string, RegExp])[] = [
    [join(folder, 'absent.yaml'), /no such file/],
    [join(folder, 'sub'), /is a folder; wanted a scenario file/],
    [write('large.yaml', ' '.repeat(1024 * 1024 + 1)), /1\.0 MiB; wanted .* 1 MiB at most/],
    [write('zero.yaml', 'a: \0'), /binary file; wanted YAML text/],
    [write('latin.yaml', new Uint8Array([0x61, 0xe9, 0x61])), /not UTF-8; wanted YAML text/],
    [write('empty.yaml', ''), /wanted a mapping/],
    ['/dev/null', /no ordinary file/],
  ];
  for (const [path, message] of refusals) {
    const { code, err } = await play('run', path);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  }
});

test('every scenario of the library is fine', async () => {
  const { code, out, err } = await play('validate', ...listLibrary());
  expect([code, err]).toEqual([0, '']);
  expect(out.trim().split('\n')).toHaveLength(listLibrary().length);
});

test('one bad file among good ones decides the exit code', async () => {
  const { code, out } = await play('validate', 'mg1', write('bad.yaml', 'question: 3\n'));
  expect(code).toBe(2);
  expect(out).toMatch(/^mg1: fine/);
});

test('validate --schema prints JSON', async () => {
  const { code, out } = await play('validate', '--schema');
  expect(code).toBe(0);
  expect(JSON.parse(out).properties).toHaveProperty('players');
});

test('traces list names the shelf and the formats', async () => {
  const { code, out } = await play('traces', 'list');
  expect(code).toBe(0);
  expect(out).toMatch(/shipped\/carbon +carbon/);
  expect(out).toMatch(/gcp-rtt +rtt/);
});

test('traces import reads a public format and writes CSV', async () => {
  const rows = 'sending_region,receiving_region,milliseconds\na,b,10\nb,a,12\n';
  const csv = join(folder, 'rtt-out.csv');
  const words = ['import', 'gcp-rtt', write('rtt.csv', rows), '--names', 'a,b', '--out', csv];
  const { code, out, err } = await play('traces', ...words);
  expect(err).toContain('wrote ');
  expect(code).toBe(0);
  expect(out).toMatch(/^rtt +digest [0-9a-f]{16}\n/);
});

test('a damaged trace file is refused with its row', async () => {
  const rows = 'sending_region,receiving_region,milliseconds\na,b,-1\n';
  const { code, err } = await play('traces', 'import', 'gcp-rtt', write('bad.csv', rows));
  expect(code).toBe(2);
  expect(err).toContain(`${join(folder, 'bad.csv')}:2  found `);
});
