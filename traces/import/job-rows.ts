import { DAY, type Duration, roundTime, type SimTime } from '../../engine/units.ts';
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
  const note = `${file.name}: ${empty} of ${rows.length} jobs took no time or no device, left out`;
  return { value: { at: starts, work: works, width: widths }, notes: empty === 0 ? [] : [note] };
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
