import { type Duration, SECOND } from '../../engine/units.ts';
import { type Imported, refuse, type TraceText } from '../problem.ts';
import { checkTypical } from './job-rows.ts';
import { numberIn, parseTable } from './table.ts';

const MOST_SECONDS = 1e8;

/**
 * Run times of Microsoft's Philly cluster, one a row, in seconds; there are no arrivals, so they
 * can play no role in a run. Jobs of no length are left out with a note.
 */
export function importPhilly(file: TraceText): Imported<readonly Duration[]> {
  const rows = parseTable(file, ['runtime']);
  const seconds = rows.map((row) => numberIn(row, 'runtime', 0, MOST_SECONDS));
  const kept = seconds.filter((time) => time > 0);
  const left = rows.length - kept.length;
  if (kept.length === 0) {
    const found = 'no job that took time';
    return refuse({ file: file.name, row: 0, found, wanted: 'at least one' });
  }
  const value = kept.map((time) => Math.round(time * SECOND));
  checkTypical(file, value);
  return { value, notes: [`${file.name}: ${left} of ${rows.length} jobs of no length left out`] };
}
