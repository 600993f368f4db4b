import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { readBlocks } from '../../../bench/document-blocks.ts';
import { codeOf, outputOf, TOUR, writeTour } from '../../../docs/tour/play.ts';

const page = readFileSync(new URL('../../../docs/processes.md', import.meta.url), 'utf8');
const blocks = readBlocks('docs/processes.md', page);

/** What a program prints; it runs when it is imported. */
async function play(name: string): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => {
    lines.push(`${line}\n`);
  });
  await import(`../../../docs/tour/${name}.ts`);
  return lines.join('');
}

describe('the tour', () => {
  it('is numbered without a gap', () => {
    expect(TOUR.length).toBeGreaterThanOrEqual(12);
    const numbers = TOUR.map((name) => Number(name.slice(0, 2)));
    expect(numbers).toEqual(numbers.map((_, place) => place + 1));
  });

  it.each(TOUR)('%s is short enough for one screen', (name) => {
    expect(codeOf(name).trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  it.each(TOUR)('%s prints what is stored beside it', async (name) => {
    expect(await play(name)).toBe(outputOf(name));
  });

  it('is shown by the guide in its order, program by program', () => {
    expect(blocks.map((block) => block.name)).toEqual(TOUR.map((name) => `tour-${name}`));
  });

  it.each(TOUR)('%s stands in the guide as it runs', (name) => {
    const shown = blocks.find((block) => block.name === `tour-${name}`)?.body.trim();
    expect(shown).toBe(writeTour(name));
  });
});
