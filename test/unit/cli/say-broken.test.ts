import { expect, test } from 'vitest';
import { sayBroken } from '../../../cli/say-broken.ts';
import { openCapture } from './capture.ts';

const broken = {
  contender: 'peak',
  replication: 2,
  seed: 9,
  message: 'queue length -1',
  stack: 'Error: queue length -1\n    at leave (models/fleet.ts:3:1)',
};

test('a broken simulation names the task and the command that runs it alone', () => {
  const capture = openCapture();
  const set = [{ label: '--set', path: ['players', 'think'], value: { deterministic: "it's" } }];
  const command = { file: 'my file.yaml', set, traces: 'traces' };
  expect(sayBroken(broken, command, capture.terminal)).toBe(3);
  expect(capture.err()).toContain('contender peak, replication 2, seed 9');
  expect(capture.err()).toContain('at leave (models/fleet.ts:3:1)');
  expect(capture.err()).toContain(
    `playtwin run 'my file.yaml' --seed 9 --replications 1 --set ` +
      `'players.think={"deterministic":"it'\\''s"}' --traces traces --workers 0`,
  );
});

test('a broken run that went on from a save, or under shuffles, is reproduced as such', () => {
  const capture = openCapture();
  const command = { file: undefined, from: 'week-36h.save', set: [], traces: undefined };
  sayBroken(broken, command, capture.terminal);
  sayBroken(broken, { file: 'mg1', set: [], traces: undefined, tieShuffles: 3 }, capture.terminal);
  expect(capture.err()).toContain('playtwin run --from week-36h.save --workers 0\n');
  expect(capture.err()).toContain('--replications 1 --shuffle-ties 3 --workers 0\n');
});

test('colours only on a terminal without NO_COLOR', () => {
  const said = (env: Record<string, string>, isTTY: boolean) => {
    const capture = openCapture(env, isTTY);
    sayBroken(broken, { file: 'a', set: [], traces: undefined }, capture.terminal);
    return capture.err();
  };
  expect(said({}, true)).toContain('\u001b[31m');
  expect(said({ NO_COLOR: '1' }, true)).not.toContain('\u001b');
  expect(said({}, false)).not.toContain('\u001b');
});
