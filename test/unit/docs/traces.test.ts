import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../../bench/document-blocks.ts';
import { writeDamage, writeFormats } from '../../../bench/document-traces.ts';
import { play } from '../cli/capture.ts';
import { codeBlocks, splitWords } from './examples.ts';

const page = 'docs/traces.md';
const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');
const sessions = codeBlocks(text).filter((block) => block.startsWith('$ cat '));

describe(page, () => {
  it('has its tables as the generator writes them today', () => {
    const bodies = new Map(readBlocks(page, text).map(({ name, body }) => [name, body.trim()]));
    expect(bodies.get('formats')).toBe(writeFormats());
    expect(bodies.get('damage')).toBe(writeDamage());
  });

  it('shows sessions', () => expect(sessions.length).toBeGreaterThan(2));

  it.each(sessions)('shows what the program says: %s', async (session) => {
    const { file, content, words, said } = partsOf(session);
    const folder = mkdtempSync(join(tmpdir(), 'page-'));
    try {
      writeFileSync(join(folder, file), content);
      const there = words.map((word) => (word === file ? join(folder, file) : word));
      const { err } = await play(...there);
      expect(err.replaceAll(`${folder}/`, '').split('\n')).toContain(said);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A file written with `$ cat`, the command on it, and the line that tells what came of it. */
function partsOf(session: string) {
  const [, file, content, command, said] =
    /^\$ cat (\S+)\n([\s\S]*?)\$ playtwin (.+)\n(.+)\n$/.exec(session) ?? [];
  return { file, content, words: splitWords(command), said };
}
