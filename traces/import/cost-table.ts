import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import { parseNumber } from './table.ts';

const MOST_ROWS = 200;

/** Reads a square table of costs without a header: row i, column j is the cost of task j for i. */
export function importCosts(file: TraceText): Imported<readonly (readonly number[])[]> {
  const hasMark = file.text.charCodeAt(0) === 0xfeff;
  const rows = (hasMark ? file.text.slice(1) : file.text)
    .split(/\r\n|\r|\n/)
    .map((line, place) => ({ row: place + 1, cells: line.split(',') }))
    .filter(({ cells }) => cells.length > 1 || cells[0].trim() !== '');
  const size = rows.length;
  if (size < 2 || size > MOST_ROWS) {
    const wanted = `2 to ${MOST_ROWS} rows of costs`;
    refuse({ file: file.name, row: 0, found: `${size} rows`, wanted });
  }
  const value = rows.map(({ row, cells }) => {
    if (cells.length !== size) {
      refuse({
        file: file.name,
        row,
        found: `${cells.length} costs`,
        wanted: `${size}, one a row`,
      });
    }
    return cells.map((cell) => {
      const cost = parseNumber(cell.trim());
      return cost ?? refuse({ file: file.name, row, found: shown(cell), wanted: 'a cost' });
    });
  });
  return { value, notes: hasMark ? ['a byte order mark was skipped'] : [] };
}
