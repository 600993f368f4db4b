import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../../scenarios/problem.ts';

const place = { file: 'evening.yaml', column: 3 };

describe('problems for people', () => {
  it('stand in columns under their file, with their number at the end', () => {
    const text = formatProblems([
      { ...place, line: 9, path: 'seed', found: 'x', wanted: 'a whole number' },
      { ...place, line: 31, path: 'serving.notice', found: '45', wanted: 'a duration' },
      { ...place, line: 40, path: 'home', found: 'us', wanted: 'a region', nearest: 'usa' },
    ]);
    expect(text).toBe(
      [
        'evening.yaml',
        '   9  seed            found x   wanted a whole number',
        '  31  serving.notice  found 45  wanted a duration',
        '  40  home            found us  wanted a region; nearest: usa',
        '3 problems; nothing was run',
        '',
      ].join('\n'),
    );
  });

  it('are grouped by file, and one is one', () => {
    const one = { ...place, line: 1, path: '', found: 'a', wanted: 'b' };
    expect(formatProblems([one])).toContain('1 problem; nothing was run');
    const text = formatProblems([one, { ...one, file: 'other.yaml' }, one]);
    expect(text.split('\n').filter((line) => line.endsWith('.yaml'))).toHaveLength(2);
  });
});
