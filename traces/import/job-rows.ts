import { DAY, type Duration, roundTime, SECOND, type SimTime } from '../../engine/units.ts';
import { type Imported, refuse, type TraceText } from '../problem.ts';
import type { JobSample } from '../series.ts';
import type { Row } from './table.ts';

/** What one row says: when the job came, how long it ran and on how many devices. */
interface JobRow {
  readonly at: SimTime;
  readonly took: Duration;
  readonly width: number;
}

/** Longest recording: what lies beyond is a unit mistaken. */
const LONGEST = 10 * 366 * DAY;

// Medians of the published clusters are 540 s (openb), 1 186 s (Philly) and 0.66 to 0.84 h (PAI).
const SHORTEST_TYPICAL = 10 * SECOND;
const LONGEST_TYPICAL = 5 * DAY;

/**
 * Jobs of a table, re-based on the first one. Rows must come in the order of time; jobs that took
 * no time or no device are left out with a note.
 */
export function jobsFrom(
  file: TraceText,
  rows: readonly Row[],
  read: (row: Row) => JobRow,
): Imported<JobSample> {
  const [starts, works, widths]: [number[], number[], number[]] = [[], [], []];
  let first: number | undefined;
  let before = 0;
  let empty = 0;
  for (const row of rows) {
    const { at, took, width } = read(row);
    checkRow(file, row, { at, before, took });
    before = at;
    if (took <= 0 || width <= 0) {
      empty++;
      continue;
    }
    first ??= at;
    starts.push(roundTime(at - first));
    widths.push(Math.ceil(width));
    works.push(Math.max(1, roundTime(took * Math.ceil(width))));
  }
  if (starts.length === 0) {
    const found = 'no job that took time';
    return refuse({ file: file.name, row: 0, found, wanted: 'at least one' });
  }
  checkTypical(
    file,
    works.map((work, i) => work / widths[i]),
  );
  const note = `${file.name}: ${empty} of ${rows.length} jobs took no time or no device, left out`;
  return {
    value: { at: starts, work: works, width: widths },
    notes: [...(empty === 0 ? [] : [note]), ...spread(file, rows, starts)],
  };
}

// What tells of a gap or of rows written twice; jobs may really come alike, so they stay.
function spread(file: TraceText, rows: readonly Row[], starts: readonly number[]): string[] {
  const gap = starts.reduce((most, at, i) => (i === 0 ? 0 : Math.max(most, at - starts[i - 1])), 0);
  const days = (time: number) => `${(time / DAY).toPrecision(3)} d`;
  const span = days(starts[starts.length - 1]);
  const twins = rows.filter(({ cells }, i) => {
    return i > 0 && cells.every((cell, place) => cell === rows[i - 1].cells[place]);
  });
  const alike = twins.length === 0 ? '' : `, ${twins.length} like the row above (kept)`;
  return [`${file.name}: ${starts.length} jobs in ${span}, longest gap ${days(gap)}${alike}`];
}

/** Refuses jobs whose median length only a mistaken unit explains. */
export function checkTypical(file: TraceText, took: readonly Duration[]): void {
  const typical = [...took].sort((a, b) => a - b)[took.length >> 1];
  if (typical >= SHORTEST_TYPICAL && typical <= LONGEST_TYPICAL) return;
  const found = `a median length of ${typical / SECOND} s`;
  const wanted = 'times in the unit of this format: a median from 10 s to 5 d';
  refuse({ file: file.name, row: 0, found, wanted });
}

function checkRow(
  file: TraceText,
  row: Row,
  { at, before, took }: { readonly at: number; readonly before: number; readonly took: number },
): void {
  if (at < before) {
    const found = `an arrival before that of the row above`;
    refuse({ file: file.name, row: row.line, found, wanted: 'rows in the order of time' });
  }
  if (at > LONGEST || took > LONGEST) {
    const found = 'a time of more than ten years';
    refuse({ file: file.name, row: row.line, found, wanted: 'times in the unit of this format' });
  }
}
