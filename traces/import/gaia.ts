import { HOUR, SECOND } from '../../engine/units.ts';
import { type Imported, refuse, type TraceText } from '../problem.ts';
import type { JobSample } from '../series.ts';
import { jobsFrom } from './job-rows.ts';
import { numberIn, parseTable, type Row } from './table.ts';

const COLUMNS = ['arrival_time', 'length', 'cpus'];
const UNITS = { hours: HOUR, seconds: SECOND } as const;

/** Largest distance from a whole second at which hours still look like recorded seconds. */
const NEAR = 1e-3;

/**
 * GAIA's extract of the Alibaba PAI trace: one row a job. The files do not say their unit, and the
 * two that are published differ: whole numbers throughout are seconds, fractions that are whole
 * seconds as hours are hours. `unit` says which is expected; the other one is refused.
 */
export function importGaia(file: TraceText, unit?: string): Imported<JobSample> {
  const rows = parseTable(file, COLUMNS);
  const seen = unitOf(file, rows);
  if (unit !== undefined && unit !== seen) {
    const found = `times that look like ${seen}`;
    return refuse({ file: file.name, row: 2, found, wanted: `times in ${unit}, as selected` });
  }
  const step = UNITS[seen];
  const read = (row: Row, column: string) => numberIn(row, column, 0, 1e9) * step;
  const { value, notes } = jobsFrom(file, rows, (row) => ({
    at: read(row, 'arrival_time'),
    took: read(row, 'length'),
    width: numberIn(row, 'cpus', 0, 1e6),
  }));
  const note = `${file.name}: times read as ${seen}: ${reasonOf(seen)}`;
  return { value, notes: [note, ...notes] };
}

function reasonOf(unit: keyof typeof UNITS): string {
  return unit === 'seconds' ? 'all are whole numbers' : 'they are whole seconds only as hours';
}

function unitOf(file: TraceText, rows: readonly Row[]): keyof typeof UNITS {
  const times = rows.flatMap((row) => [
    numberIn(row, 'arrival_time', 0, 1e9),
    numberIn(row, 'length', 0, 1e9),
  ]);
  if (times.every(Number.isInteger)) return 'seconds';
  const isWhole = (time: number) => Math.abs(time * 3600 - Math.round(time * 3600)) < NEAR;
  const at = times.findIndex((time) => !isWhole(time));
  if (at < 0) return 'hours';
  const found = `time ${times[at]}, neither a whole second nor whole seconds as hours`;
  const row = rows[Math.floor(at / 2)].line;
  return refuse({ file: file.name, row, found, wanted: 'times in seconds or in hours' });
}
