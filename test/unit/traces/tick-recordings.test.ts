import { expect, test } from 'vitest';
import { watchRuns } from '../../../traces/fit/runs.ts';
import { openRecordings } from '../../../traces/fit/tick-recordings.ts';
import { filesOf, problemIn } from './fixtures.ts';

function windowOf(start: number, data: readonly number[], gap = 600): string {
  const metadata = { gap_seconds: gap, start_time: start, end_time: start + data.length };
  return JSON.stringify({ original_trace: 'real/west.json', metadata, data });
}

function open(texts: Readonly<Record<string, string>>, select?: string) {
  return openRecordings(filesOf(texts), 'spot', select);
}

test('windows of one recording are joined where they overlap and where they touch', () => {
  const { value, notes } = open({
    'spot/west/2.json': windowOf(3, [0, 1, 1]),
    'spot/west/1.json': windowOf(0, [1, 1, 0, 0]),
    'spot/west/3.json': windowOf(6, [0, 0]),
  });
  expect(value).toEqual([{ name: 'west', gapSeconds: 600, ticks: [1, 1, 0, 0, 1, 1, 0, 0] }]);
  expect(notes).toEqual(['west: 3 windows of 9 ticks joined, 8 different ones']);
});

test('missing ticks cut a recording in two, and a note says so', () => {
  const { value, notes } = open({
    'spot/1.json': windowOf(0, [1, 1]),
    'spot/2.json': windowOf(5, [0, 1]),
  });
  expect(value.map(({ name, ticks }) => [name, ticks])).toEqual([
    ['west', [1, 1]],
    ['west part 2', [0, 1]],
  ]);
  expect(notes).toContain('west: ticks are missing, so it is cut in 2');
});

test('windows that contradict each other are refused, and so are other grids', () => {
  const contradiction = { 'spot/1.json': windowOf(0, [1, 1]), 'spot/2.json': windowOf(1, [0, 1]) };
  expect(problemIn(() => open(contradiction))).toMatchObject({
    file: 'spot/2.json',
    found: 'data[0] unlike tick 1 of another window',
  });
  const grids = { 'spot/1.json': windowOf(0, [1, 1]), 'spot/2.json': windowOf(2, [0, 1], 300) };
  expect(problemIn(() => open(grids)).wanted).toBe('600, as in spot/1.json');
});

test('counts of nodes are refused unless the number asked for is said', () => {
  const counted = { 'spot/4.json': windowOf(0, [4, 3, 0, 4]) };
  expect(problemIn(() => open(counted)).wanted).toContain('select how many were asked for');
  expect(open(counted, '4').value[0].ticks).toEqual([1, 1, 0, 1]);
  expect(problemIn(() => open(counted, 'four')).found).toBe('select "four"');
});

const recording = { name: 'a', gapSeconds: 600, ticks: [1, 1, 0, 1, 1, 1, 0, 0, 1, 1] };

test('the first run is left out, the last is censored', () => {
  const whole = { from: 0, until: 10 };
  expect(watchRuns(recording, 1, whole)).toEqual({
    runs: [
      { ticks: 3, isEnded: true, entry: 0 },
      { ticks: 2, isEnded: false, entry: 0 },
    ],
    isFirstLeftOut: true,
  });
});

test('a run across the cut is censored before it and enters with its age after it', () => {
  expect(watchRuns(recording, 1, { from: 0, until: 5 }).runs).toEqual([
    { ticks: 2, isEnded: false, entry: 0 },
  ]);
  expect(watchRuns(recording, 1, { from: 5, until: 10 }).runs).toEqual([
    { ticks: 3, isEnded: true, entry: 1 },
    { ticks: 2, isEnded: false, entry: 0 },
  ]);
});
