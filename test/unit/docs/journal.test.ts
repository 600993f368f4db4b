import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../cli/capture.ts';
import { codeBlocks, examplesOf } from './examples.ts';

const page = 'docs/journal.md';
const commands = codeBlocks(readFileSync(page, 'utf8')).flatMap((code) =>
  examplesOf(page, `\`\`\`\n${code}\`\`\`\n`).map(({ words }) => words),
);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-journal-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The week is cut to minutes; files lie in a folder of their own. */
function shorten(words: readonly string[]): readonly string[] {
  const placed = words.map((word) => {
    if (word.endsWith('.journal')) return join(folder, word);
    if (word === '--journal=ecim-g') return '--journal=ecim-g,hpa';
    return word === '5h' ? '5 min' : word;
  });
  if (placed[0] !== 'run') return placed;
  const short = ['--set', 'horizon=20 min', '--replications', '1', '--workers', '0', '--quiet'];
  return [...placed, ...short, '--out', folder];
}

describe(page, () => {
  it('shows commands that run, in this order', async () => {
    const played = [];
    for (const words of commands) played.push(await play(...shorten(words)));
    const [run, again, other, shielded, against, why] = played;
    expect(run.code, run.err).toBe(0);
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/all \d+ decisions of/)]);
    expect(other.out).toContain('capacity: baselines/hpa (changed)');
    expect(shielded.out).toContain('three-ring, shielded (changed)');
    expect([against.code, against.out]).toEqual([1, expect.stringContaining('differ first at')]);
    expect([why.code, why.out]).toEqual([
      0,
      expect.stringContaining('capacity (ecim-g/three-ring)'),
    ]);
  });

  it('refuses a damaged journal with its line, and names a torn one', async () => {
    const path = join(folder, 'launch-week-ecim-g-0.journal');
    const text = readFileSync(path, 'utf8');
    writeFileSync(join(folder, 'damaged.journal'), text.replace('"turn":3,', '"turn":4,'));
    const damaged = await play('replay', join(folder, 'damaged.journal'));
    expect([damaged.code, damaged.err]).toEqual([2, expect.stringMatching(/line \d+: its seal/)]);
    writeFileSync(join(folder, 'torn.journal'), text.slice(0, -40));
    const torn = await play('replay', join(folder, 'torn.journal'));
    expect([torn.code, torn.out]).toEqual([0, expect.stringMatching(/note: line \d+ is torn/)]);
  });
});
