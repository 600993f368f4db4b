import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { engineChapters, formatEngineReference } from '../../../bench/engine-reference.ts';
import { ERROR_MEANINGS } from '../../../engine/errors.ts';
import { ROOT } from '../../tidy/sources.ts';
import { programsOf } from './programs.ts';

const guide = readFileSync(join(ROOT, 'docs', 'engine.md'), 'utf8');
const programs = programsOf(guide);
const chapters = engineChapters();
const entries = chapters.flatMap((chapter) => chapter.entries);
const folder = join(ROOT, '.cache', 'engine-guide');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/engine.md', () => {
  it('has programs', () => expect(programs.length).toBeGreaterThan(4));

  it.each(programs)('prints what the page shows: $name', async ({ name, code, output }) => {
    expect(await printed(name, code)).toBe(output);
  });

  it('lists every code of an error with its meaning', () => {
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)];
    expect(rows.map(([, code, meaning]) => [code, meaning])).toEqual(
      Object.entries(ERROR_MEANINGS),
    );
  });

  it('names nothing that the reference does not know', () => {
    const words = [...guide.matchAll(/`([a-z]+[A-Z]\w+)`/g)].map(([, word]) => word);
    const code = entries.map((entry) => entry.code).join('\n');
    expect(words.length).toBeGreaterThan(3);
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(code))).toEqual([]);
  });
});

describe('docs/reference/engine.md', () => {
  it('is what the doc comments say', async () => {
    const page = formatEngineReference(chapters);
    await expect(page).toMatchFileSnapshot('../../../docs/reference/engine.md');
  });

  it('says something about every name, and has one place for each', () => {
    expect(entries.filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
    const headings = [...chapters.map(({ title }) => title), ...entries.map(({ name }) => name)];
    const anchors = headings.map((heading) => heading.toLowerCase());
    expect(anchors.filter((anchor, at) => anchors.indexOf(anchor) < at)).toEqual([]);
  });

  it('names a code of the closed list wherever it tells of an error', () => {
    const told = entries.flatMap(({ name, throws }) => throws.map((text) => `${name}: ${text}`));
    const codes = Object.keys(ERROR_MEANINGS).join('|');
    const wanted = new RegExp(`^\\w+: EngineError \`(${codes})\` `);
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((text) => !wanted.test(text))).toEqual([]);
  });
});

/** What a program writes to the console, run here with the engine's sources. */
async function printed(name: string, code: string): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((...words) => void lines.push(words.join(' ')));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, code);
  await import(path);
  return lines.map((line) => `${line}\n`).join('');
}
