import { showSize } from './kernel-cases.ts';
import { type KernelRow, ratioTo } from './kernel-rows.ts';

/** What the kernel set out to reach, and what was found; undefined when it was not measured. */
export interface Goal {
  readonly text: string;
  readonly wanted: string;
  readonly found: string | undefined;
  readonly isReached: boolean;
}

const NATIVE = 'C++ priority_queue';
const MIB_PER_MB = 1_048_576 / 1e6;

/** Every goal, held against the rows. */
export function judgeGoals(rows: readonly KernelRow[]): readonly Goal[] {
  const hold = (pending: number) => ratioOf(rows, ['hold', pending, 'playtwin agenda'], NATIVE);
  const event = (peer: string) => ratioOf(rows, ['mm1', 2, 'playtwin event'], peer);
  const processes = (peer: string) => ratioOf(rows, ['mm1', 2, 'playtwin process'], peer);
  return [
    atLeast('HOLD agenda ÷ C++ at 1k', 1, hold(1_000)),
    atLeast('HOLD agenda ÷ C++ at 100k', 0.8, hold(100_000)),
    atLeast('HOLD agenda ÷ C++ at 1M', 1, hold(1_000_000)),
    judgeMemory(rows),
    atLeast('M/M/1 event style ÷ C++', 0.5, event(NATIVE)),
    atLeast('M/M/1 event style ÷ SimPy', 60, event('SimPy')),
    atLeast('M/M/1 process style ÷ SimPy', 30, processes('SimPy')),
    atLeast('M/M/1 process style ÷ simjs', 5, processes('simjs')),
    judgePatterns(rows),
  ];
}

type Place = readonly [name: string, pending: number, subject: string];

function ratioOf(rows: readonly KernelRow[], place: Place, peer: string): number | undefined {
  const row = findRow(rows, place);
  return row === undefined ? undefined : ratioTo(rows, row, peer);
}

function findRow(rows: readonly KernelRow[], [name, pending, subject]: Place) {
  return rows.find((row) => {
    return row.case === name && row.pending === pending && row.subject === subject;
  });
}

function atLeast(text: string, least: number, found: number | undefined): Goal {
  return {
    text,
    wanted: `≥ ${least}`,
    found: found?.toFixed(2),
    isReached: found !== undefined && found >= least,
  };
}

function judgeMemory(rows: readonly KernelRow[]): Goal {
  const row = findRow(rows, ['hold', 1_000_000, 'playtwin agenda']);
  const megabytes = row === undefined ? undefined : row.peakRssMiB * MIB_PER_MB;
  return {
    text: 'HOLD agenda at 1M, peak memory',
    wanted: '< 100 MB',
    found: megabytes === undefined ? undefined : `${megabytes.toFixed(0)} MB`,
    isReached: megabytes !== undefined && megabytes < 100,
  };
}

/** The pattern on which the agenda does worst against the heap. */
function judgePatterns(rows: readonly KernelRow[]): Goal {
  const ratios = rows
    .filter((row) => row.subject === 'playtwin agenda')
    .map((row) => ({ row, ratio: ratioTo(rows, row, '4-ary heap') ?? Infinity }))
    .sort((a, b) => a.ratio - b.ratio);
  const worst = ratios.find(({ ratio }) => ratio < Infinity);
  const text = 'worst pattern, agenda ÷ 4-ary heap';
  if (worst === undefined) return atLeast(text, 0.5, undefined);
  const { row, ratio } = worst;
  return atLeast(
    `${text} (${row.case.replace('hold-', '')} at ${showSize(row.pending)})`,
    0.5,
    ratio,
  );
}
