import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORKABLE } from '../../../scenarios/fork.ts';
import { play } from '../cli/capture.ts';
import { codeBlocks, examplesOf } from './examples.ts';

const page = 'docs/time-travel.md';
const text = readFileSync(page, 'utf8');
const commands = codeBlocks(text).flatMap((code) =>
  examplesOf(page, `\`\`\`\n${code}\`\`\`\n`).map(({ words }) => words),
);
/** The week is cut to minutes and the save to its middle: what the page shows is the same. */
const MINUTES = ['--set', 'horizon=20 min', '--replications', '1'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-travel-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function shorten(words: readonly string[]): readonly string[] {
  const short = words.map((word) => {
    if (word === '36h') return '9 min';
    return word === 'launch-week-36h.save' ? join(folder, 'launch-week-9min.save') : word;
  });
  const bounds = short.includes('launch-week') ? MINUTES : [];
  const warmUp = short.includes('mg1') ? [...MINUTES, '--set', 'warm-up=0 s'] : [];
  const out = short.includes('--save-at') ? ['--out', folder] : [];
  return [...short, ...bounds, ...warmUp, ...out, '--workers', '0'];
}

describe(page, () => {
  it('shows commands that run, in this order', async () => {
    expect(commands).toHaveLength(6);
    const outs: string[] = [];
    for (const words of commands) {
      const { code, out, err } = await play(...shorten(words));
      expect([code, words.join(' ')], err).toEqual([0, words.join(' ')]);
      outs.push(out);
    }
    const [saved, resumed, ...rest] = outs;
    expect(resumed).toBe(saved);
    for (const fork of rest.slice(0, 3)) expect(fork).toMatch(/^launch-week, forked:.*\nFORKED at/);
    expect(rest[3]).toContain('does the order of events that share instant and rank matter?');
  });

  it('lists every field that a fork may change, and no other', () => {
    const table = text.slice(text.indexOf('<!-- forkable -->')).split('\n\n')[1];
    const rows = table.split('\n').slice(2);
    const fields = rows.flatMap((row) => row.split('|')[1].match(/(?<=`)[^`,]+(?=`)/g) ?? []);
    const named = fields.filter((field) => field.trim() !== '' && field.trim() !== ',');
    expect(named.sort()).toEqual([...FORKABLE].sort());
  });
});
