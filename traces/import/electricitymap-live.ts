import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { RecordedSeries } from '../recorded.ts';
import { parseUtc } from '../utc.ts';
import { type HourRead, holdHours } from './hourly.ts';
import { numberIn, parseTable, type Row, textIn } from './table.ts';

const columns = ['timestamp', 'zone_datetime', 'status', 'zone_name', 'carbon_intensity_avg'];
const unitColumn = 'carbon_intensity_unit';
const wantedUnit = 'gCO2eq/kWh';

/**
 * No grid emits more than its worst plants: 1 689 g/kWh is the most found for coal over the life
 * cycle (IPCC, SRREN 2011, annex II). Above it a row is damaged or in another unit.
 */
export const mostIntensity = 2000;

/**
 * No grid emits less over the life cycle: wind has a median of 11 g/kWh, and the lowest hour of the
 * recordings read here is 11 (IPCC 2014, annex III). A lower median is kg/kWh, t/MWh or direct.
 */
const leastTypical = 4;

// Polls of the published files come 0 to 4.02 h after the hour they tell of begins. Hours on a
// clock west of UTC come later, east of it before they begin.
const soonestPoll = -300;
const latestPoll = 6 * 3600;
const mostStray = 0.1;

/** The polls of one zone's file: the last answer for every Unix hour, and what was left out. */
export interface LivePolls {
  readonly zone: string;
  readonly byHour: ReadonlyMap<number, HourRead>;
  readonly failed: number;
  readonly repeats: number;
  /** Polls that came too early or too late after their hour to be trusted to be UTC. */
  readonly stray: number;
}

/**
 * One zone's file of the live feed: an hour polled more than once keeps the value of its last
 * poll, a missing hour the value of the hour before; both are counted in the notes.
 */
export function importElectricitymapLive(file: TraceText): Imported<RecordedSeries> {
  const { zone, byHour, failed, repeats, stray } = readPolls(file);
  const { recorded, held, longest } = holdHours(zone, byHour);
  checkLevel(file.name, recorded.series.values);
  const polls = `${failed} failed and ${repeats} repeated polls`;
  const gaps = `${held} missing hours held (longest gap ${longest} h)`;
  const late = stray === 0 ? [] : [`${zone}: ${stray} polls 6 h and more off their hour, kept`];
  return { value: recorded, notes: [`${zone}: ${byHour.size} hours, ${polls}, ${gaps}`, ...late] };
}

/** Refuses life-cycle intensities whose median no grid can have. */
export function checkLevel(file: string, values: readonly number[]): void {
  const typical = [...values].sort((a, b) => a - b)[values.length >> 1];
  if (typical >= leastTypical) return;
  const found = `a median intensity of ${typical}`;
  const wanted = `gCO2eq/kWh over the life cycle, ${leastTypical} at least (is it kg/kWh?)`;
  refuse({ file, row: 0, found, wanted });
}

/** The polls of a file, the last one of each hour; hours nobody polled are not in it. */
export function readPolls(file: TraceText): LivePolls {
  const rows = parseTable(file, [...columns, unitColumn]);
  const answered = rows.filter((row) => textIn(row, 'status') === 'ok');
  const stray = checkClock(file.name, answered);
  if (answered.length === 0) {
    return refuse({ file: file.name, row: 2, found: 'no row with status ok', wanted: 'one' });
  }
  const latest = new Map<number, HourRead & { readonly polled: number }>();
  for (const row of answered) {
    const hour = hourOf(row);
    const polled = numberIn(row, 'timestamp', 0, 1e11);
    const before = latest.get(hour);
    if (before === undefined || before.polled <= polled) {
      latest.set(hour, { polled, value: intensityOf(row), file: row.file, row: row.line });
    }
  }
  return {
    zone: zoneOf(answered),
    byHour: latest,
    failed: rows.length - answered.length,
    repeats: answered.length - latest.size,
    stray,
  };
}

function checkClock(file: string, rows: readonly Row[]): number {
  const stray = rows.filter((row) => {
    const after = numberIn(row, 'timestamp', 0, 1e11) - 3600 * hourOf(row);
    return after < soonestPoll || after > latestPoll;
  });
  if (stray.length <= mostStray * rows.length) return stray.length;
  const [hour, poll] = ['zone_datetime', 'timestamp'].map((name) => textIn(stray[0], name));
  const found = `zone_datetime ${shown(hour)} at poll ${poll}`;
  const wanted = 'hours in UTC, polled in Unix seconds 0 to 6 h after they begin';
  return refuse({ file, row: stray[0].line, found, wanted });
}

function hourOf(row: Row): number {
  const text = textIn(row, 'zone_datetime');
  const seconds = parseUtc(text);
  if (seconds !== undefined) return Math.floor(seconds / 3600);
  const found = `zone_datetime ${shown(text)}`;
  return refuse({
    file: row.file,
    row: row.line,
    found,
    wanted: 'a UTC time such as 2021-10-08T13:00:00.000Z',
  });
}

function intensityOf(row: Row): number {
  const unit = textIn(row, unitColumn);
  if (unit === wantedUnit) return numberIn(row, 'carbon_intensity_avg', 0, mostIntensity);
  const found = `${unitColumn} ${shown(unit)}`;
  return refuse({ file: row.file, row: row.line, found, wanted: wantedUnit });
}

function zoneOf(rows: readonly Row[]): string {
  const zone = textIn(rows[0], 'zone_name');
  const other = rows.find((row) => textIn(row, 'zone_name') !== zone);
  if (other === undefined) return zone;
  const found = `zone_name ${shown(textIn(other, 'zone_name'))}`;
  return refuse({ file: other.file, row: other.line, found, wanted: `${shown(zone)} throughout` });
}
