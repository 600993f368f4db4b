import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { RecordedSeries } from '../recorded.ts';
import { parseUtc } from '../utc.ts';
import { checkLevel, mostIntensity } from './electricitymap-live.ts';
import { type HourRead, holdHours } from './hourly.ts';
import { numberIn, parseTable, type Row, textIn } from './table.ts';

/** Which of the portal's two intensities: burning only, or the whole life cycle of the plants. */
export type IntensityScope = 'direct' | 'lca';

// The portal writes the subscript two of CO2 as one letter outside ASCII.
const scopeColumns = {
  direct: 'Carbon Intensity gCO\u2082eq/kWh (direct)',
  lca: 'Carbon Intensity gCO\u2082eq/kWh (LCA)',
} as const;
const timeColumn = 'Datetime (UTC)';
const zoneColumn = 'Zone Id';

/** One zone's yearly files joined in order of time; an hour told twice or backwards is refused. */
export function importElectricitymapsYearly(
  files: readonly TraceText[],
  scope: IntensityScope,
): Imported<RecordedSeries> {
  const column = scopeColumns[scope];
  const byHour = new Map<number, HourRead>();
  const rows = files.flatMap((file) => {
    return parseTable(file, [timeColumn, zoneColumn, ...Object.values(scopeColumns)]);
  });
  const zone = textIn(rows[0], zoneColumn);
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const hour = hourAfter(row, last);
    checkZone(row, zone);
    const value = numberIn(row, column, 0, mostIntensity);
    byHour.set(hour, { value, file: row.file, row: row.line });
    last = hour;
  }
  checkScopes(rows);
  const { recorded, held } = holdHours(zone, byHour);
  const note = `${zone}: ${byHour.size} hours of ${scope} intensity, ${held} missing hours held`;
  return { value: recorded, notes: [note] };
}

/** Reads a scope from `select`: absent means life cycle. */
export function intensityScope(file: string, select: string | undefined): IntensityScope {
  if (select === undefined || select === 'lca') return 'lca';
  if (select === 'direct') return 'direct';
  return refuse({ file, row: 0, found: `select ${shown(select)}`, wanted: 'lca or direct' });
}

function hourAfter(row: Row, last: number): number {
  const text = textIn(row, timeColumn);
  const seconds = parseUtc(text);
  const hour = seconds === undefined ? Number.NaN : Math.floor(seconds / 3600);
  if (hour > last) return hour;
  const wanted = 'a UTC time after the row before, such as 2021-01-01 00:00:00';
  return refuse({ file: row.file, row: row.line, found: shown(text), wanted });
}

// Burning is part of the life cycle, so columns that say otherwise have changed places.
function checkScopes(rows: readonly Row[]): void {
  const values = (name: string) => rows.map((row) => numberIn(row, name, 0, mostIntensity));
  const [direct, lca] = [values(scopeColumns.direct), values(scopeColumns.lca)];
  checkLevel(rows[0].file, lca);
  const wrong = rows.findIndex((_, i) => direct[i] > lca[i] + 1);
  if (wrong < 0) return;
  const { file, line } = rows[wrong];
  const found = `direct ${direct[wrong]} above LCA ${lca[wrong]}`;
  refuse({ file, row: line, found, wanted: 'a direct intensity of at most the life cycle' });
}

function checkZone(row: Row, zone: string): void {
  const found = textIn(row, zoneColumn);
  if (found === zone) return;
  refuse({ file: row.file, row: row.line, found: `zone ${shown(found)}`, wanted: shown(zone) });
}
