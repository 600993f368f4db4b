import { type Duration, SECOND } from '../../engine/units.ts';
import type { Imported, TraceText } from '../problem.ts';
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
  const note = `${file.name}: ${left} of ${rows.length} jobs of no length left out`;
  return { value: kept.map((time) => Math.round(time * SECOND)), notes: left === 0 ? [] : [note] };
}
