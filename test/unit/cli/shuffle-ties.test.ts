import { expect, test } from 'vitest';
import { resultSchema } from '../../../reports/result-schema.ts';
import { play } from './capture.ts';

const mg1 = ['run', 'mg1', '--set', 'horizon=20 min', '--set', 'warm-up=0 s'];
const json = ['--format', 'json', '--quiet', '--workers', '0'];

test('shuffled runs are told beside the straight ones and leave them what they are', async () => {
  const plain = await play(...mg1, ...json, '--replications', '2');
  const asked = await play(...mg1, ...json, '--replications', '2', '--shuffle-ties', '2');
  const { ties, ...rest } = JSON.parse(asked.out);
  expect(resultSchema.safeParse({ ties, ...rest }).error).toBeUndefined();
  expect(rest).toEqual(JSON.parse(plain.out));
  expect(ties).toEqual([{ name: 'one', runs: 4, moved: 0, kpis: {} }]);
});

test('three shuffles unless told otherwise, on any number of threads', async () => {
  const { code, out, err } = await play(...mg1, '--workers', '2', '--shuffle-ties');
  expect(code).toBe(0);
  expect(out).toMatch(/ {2}one +no: \d+ of \d+ runs in other orders came to the same totals\n/);
  const runs = Number(/no: (\d+) of/.exec(out)?.[1]);
  expect(err).toMatch(new RegExp(`^${runs + runs / 3} runs, `));
});

test('orders of one turn land as they were given, whatever order ties are given', async () => {
  const set = ['--set', 'horizon=2 h', '--replications', '1', '--shuffle-ties', '1'];
  const { out } = await play('run', 'launch-week', ...set, ...json);
  const { ties } = JSON.parse(out);
  const movedOf = (name: string) => {
    return ties.find((one: { name: string }) => one.name === name).moved;
  };
  expect([movedOf('hpa-on-spot'), movedOf('peak')]).toEqual([0, 0]);
});

test.each([
  [['--shuffle-ties', '0'], /Wanted 1 to 100/],
  [['--shuffle-ties', '101'], /Wanted 1 to 100/],
  [['--shuffle-ties', 'many'], /Wanted a whole number/],
])('%j is refused', async (words, message) => {
  const { code, out, err } = await play(...mg1, ...words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

test('a save has one order of the past already', async () => {
  const { code, err } = await play('run', '--from', 'any.save', '--shuffle-ties');
  expect(code).toBe(2);
  expect(err).toContain('--shuffle-ties cannot go on from a save: its past has one order');
});
