import { expect, test } from 'vitest';
import { formatLeft, formatRuns } from '../../../cli/progress.ts';

test('the bar says of how many runs it counts the simulated time', () => {
  const hour = 3_600e6;
  expect(formatRuns(1.5 * hour, 2, 6 * hour)).toBe('1.5 of 12 h in 2 runs of 6 h');
  expect(formatRuns(0, 1, 6 * hour)).toBe('0.0 of 6 h in 1 run');
});

test('nothing is promised before the first step', () => {
  expect(formatLeft(0, 3)).toBe('starting');
  expect(formatLeft(0.25, 10)).toBe('30 s left');
  expect(formatLeft(0.01, 10)).toBe('17 min left');
});
