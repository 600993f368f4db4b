import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import { parseUtc } from '../utc.ts';
import { numberIn, parseTable, type Row, textIn } from './table.ts';

/** One sudden drop of a service's players or users, times in seconds. */
export interface Drop {
  /** Since the first drop of the recording. */
  readonly at: number;
  /** From the level before to the lowest one. */
  readonly over: number;
  /** Share of players lost, 0..1. */
  readonly share: number;
  /** Until the level was as before, where it is recorded. */
  readonly recovery?: number;
  /** Hour of the day and day of the week (Monday is 0) on the recording's own clock. */
  readonly hour?: number;
  readonly weekday?: number;
  /** Calendar year on that clock. */
  readonly year?: number;
  /** Players just before the drop. */
  readonly players?: number;
}

const LONGEST = 400 * 86_400;
/** The drop is worked out from a trend, which may put it a little over all players. */
const MOST_PERCENT = 101;
const LEAST_TYPICAL = 30;

/**
 * Drops of the Cloud Uptime Archive in either of its formats: failure traces (`start_time,
 * end_time, status, service`, seconds) or the peaks file of one game (calendar times without a
 * zone). Rows come out in order of time; what had to be put in order is told.
 */
export function importDrops(file: TraceText): Imported<readonly Drop[]> {
  const [head] = file.text.replace(/^\ufeff/, '').split('\n', 1);
  return head.includes('startdate') ? importPeaks(file) : importFailures(file);
}

function importFailures(file: TraceText): Imported<readonly Drop[]> {
  const rows = parseTable(file, ['start_time', 'end_time', 'status', 'service']);
  const drops = rows.map((row): Drop => {
    const at = numberIn(row, 'start_time', 0, 100 * LONGEST);
    const end = numberIn(row, 'end_time', 0, 100 * LONGEST);
    if (end < at || end - at > LONGEST) return refuseEnd(row, 'end_time', 'seconds');
    return { at, over: end - at, share: shareIn(row) };
  });
  checkLengths(file, drops);
  const other = rows.find((row) => textIn(row, 'service') !== textIn(rows[0], 'service'));
  if (other !== undefined) {
    const found = `service ${shown(textIn(other, 'service'))}`;
    return refuse({ file: file.name, row: other.line, found, wanted: 'one service in a file' });
  }
  return inOrder(drops, []);
}

// The shortest published drop lasts 84 s; a median below 30 is minutes or hours.
function checkLengths(file: TraceText, drops: readonly Drop[]): void {
  const typical = drops.map(({ over }) => over).sort((a, b) => a - b)[drops.length >> 1];
  if (typical >= LEAST_TYPICAL) return;
  const found = `a median of ${typical} from start_time to end_time`;
  refuse({ file: file.name, row: 0, found, wanted: 'seconds (are these minutes or hours?)' });
}

function shareIn(row: Row): number {
  const value = Number(textIn(row, 'status'));
  if (!(value > 1)) return numberIn(row, 'status', 0, 1);
  const found = `status ${shown(textIn(row, 'status'))}`;
  const wanted = 'a share of players from 0 to 1 (this may be per cent)';
  return refuse({ file: row.file, row: row.line, found, wanted });
}

const PEAKS = ['timespan', 'magnitude', 'drop', 'startdate', 'enddate', 'recoverytime'];

function importPeaks(file: TraceText): Imported<readonly Drop[]> {
  const rows = parseTable(file, PEAKS);
  const start = Math.min(...rows.map((row) => instantIn(row, 'startdate')));
  const drops = rows.map((row) => peakOf(row, start));
  const most = Math.max(...rows.map((row) => Number(textIn(row, 'drop'))));
  if (most <= 1) {
    const found = `drops of ${most} at most`;
    return refuse({ file: file.name, row: 0, found, wanted: 'per cent (are these shares?)' });
  }
  const local = 'times carry no zone: hours are as written, and a change of clock may move some';
  const over = rows.filter((row) => Number(textIn(row, 'drop')) > 100).length;
  const cut = over === 0 ? [] : [`${over} drops of more than 100 %: taken as 100 %`];
  return inOrder(drops, [local, ...cut]);
}

function peakOf(row: Row, start: number): Drop {
  const at = instantIn(row, 'startdate');
  const over = spanIn(row, 'timespan');
  if (instantIn(row, 'enddate') !== at + over) return refuseEnd(row, 'enddate', 'a local time');
  const percent = Math.min(100, numberIn(row, 'drop', 0, MOST_PERCENT));
  const lost = numberIn(row, 'magnitude', 0, 1e9);
  const day = Math.floor(at / 86_400);
  return {
    at: at - start,
    over,
    share: percent / 100,
    recovery: spanIn(row, 'recoverytime'),
    hour: Math.floor((at - day * 86_400) / 3600),
    // The first of January 1970 was a Thursday.
    weekday: (day + 3) % 7,
    year: Number(textIn(row, 'startdate').slice(0, 4)),
    ...(percent > 0 ? { players: lost / (percent / 100) } : {}),
  };
}

function instantIn(row: Row, column: string): number {
  const value = parseUtc(textIn(row, column));
  if (value !== undefined) return value;
  const found = `${column} ${shown(textIn(row, column))}`;
  return refuse({
    file: row.file,
    row: row.line,
    found,
    wanted: 'a time such as 2007-08-17 07:00:00',
  });
}

const SPAN = /^(\d{1,4}) days (\d{2}):(\d{2}):(\d{2})(?:\.\d+)?$/;

function spanIn(row: Row, column: string): number {
  const match = SPAN.exec(textIn(row, column).trim());
  if (match !== null) {
    const [days, hours, minutes, seconds] = match.slice(1, 5).map(Number);
    return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
  }
  const found = `${column} ${shown(textIn(row, column))}`;
  return refuse({ file: row.file, row: row.line, found, wanted: 'a span: 0 days 00:06:00' });
}

function refuseEnd(row: Row, column: string, unit: string): never {
  const found = `${column} ${shown(textIn(row, column))}`;
  const wanted = `${unit} that lies the row's own length after its start`;
  return refuse({ file: row.file, row: row.line, found, wanted });
}

function inOrder(drops: readonly Drop[], notes: readonly string[]): Imported<readonly Drop[]> {
  const late = drops.filter(({ at }, i) => i > 0 && at < drops[i - 1].at).length;
  const sorted = [...drops].sort((one, other) => one.at - other.at);
  const same = sorted.filter((one, i) => i > 0 && isSame(one, sorted[i - 1])).length;
  const whole = sorted.filter((one, i) => i === 0 || !isSame(one, sorted[i - 1]));
  const said = [
    ...(late === 0 ? [] : [`${late} rows earlier than the row above: put in order of time`]),
    ...(same === 0 ? [] : [`${same} rows repeated: left out`]),
  ];
  return { value: whole, notes: [`${whole.length} drops`, ...said, ...notes] };
}

function isSame(one: Drop, other: Drop): boolean {
  return one.at === other.at && one.over === other.over && one.share === other.share;
}
