import { refuse, type TraceText } from '../problem.ts';
import type { RecordedSeries } from '../recorded.ts';
import type { CarbonScope } from '../series.ts';
import { mostIntensity } from './electricitymap-live.ts';
import { type HourRead, holdHours } from './hourly.ts';
import { numberIn, parseTable, type Row, textIn } from './table.ts';

/** Generation by fuel beside the average intensity it gives, hour by hour without gaps. */
export interface RecordedMix {
  /** Average carbon intensity, gCO2e/kWh. */
  readonly intensity: RecordedSeries;
  /** Emissions counted: burning only, or the whole life cycle of the plants. */
  readonly scope: CarbonScope;
  /** Total generation of each hour, MWh; NaN where a cell was blank or the hour is missing. */
  readonly generation: readonly number[];
  /** Of it, wind and solar, which nobody turns up for one kWh more. */
  readonly weather: readonly number[];
}

/** A fuel's column and the grams it emits for a kWh; `unknown` fuels have no figure. */
export interface Fuel {
  readonly column: string;
  readonly kind: 'weather' | 'plant' | 'unknown';
  readonly grams: number;
}

/** How a format writes a mix. */
export interface MixFormat {
  readonly timeColumn: string;
  readonly intensityColumn: string;
  readonly fuels: readonly Fuel[];
  readonly scope: CarbonScope;
  /** Unix seconds of a time as this format writes it. */
  readonly parseTime: (text: string) => number | undefined;
}

/** A mix and what was mended in it. */
export interface ReadMix {
  readonly mix: RecordedMix;
  readonly repeats: number;
  readonly held: number;
  readonly longest: number;
  readonly blanks: number;
}

// Twice the largest hour of any grid of the sources (PJM, about 150 GWh; Germany's hours are sums
// of four quarter-hour readings in MW, up to 350 000).
const mostGeneration = 1e6;
// No fuel without a name of its own is dirtier than coal without capture.
const dirtiest = 1000;
const leastFit = 0.9;

/**
 * One zone's file: an hour told twice keeps its last row, a missing or blank one the intensity
 * before it;
 * time that goes backwards, and an intensity that its own fuels cannot give, are refused.
 */
export function readMix(file: TraceText, zone: string, format: MixFormat): ReadMix {
  const fuels = format.fuels.filter(({ column }) => headerOf(file).includes(column));
  if (fuels.length === 0) {
    const wanted = `fuels to check the unit against: ${format.fuels.map(wordFuel).join(',')}`;
    const found = 'no column of a fuel (or an empty file)';
    return refuse({ file: file.name, row: 1, found, wanted });
  }
  const columns = [format.timeColumn, format.intensityColumn, ...fuels.map((fuel) => fuel.column)];
  const rows = parseTable(file, columns);
  const byHour = new Map<number, { readonly row: Row; readonly read: HourRead }>();
  let last = Number.NEGATIVE_INFINITY;
  const told = rows.filter((row) => textIn(row, format.intensityColumn) !== '');
  if (told.length === 0) {
    const found = `no ${format.intensityColumn} in any row`;
    return refuse({ file: file.name, row: 2, found, wanted: 'one at least' });
  }
  for (const row of told) {
    last = hourFrom(row, last, format);
    const value = numberIn(row, format.intensityColumn, 0, mostIntensity);
    byHour.set(last, { row, read: { value, file: row.file, row: row.line } });
  }
  const { recorded, held, longest } = holdHours(
    zone,
    new Map([...byHour].map(([hour, { read }]) => [hour, read])),
  );
  const first = recorded.startsAt / 3600;
  const hours = recorded.series.values.map((_, i) => byHour.get(first + i)?.row);
  checkUnit(file, recorded, hours, fuels);
  const generation = hours.map((row) => sumOf(row, fuels));
  const weather = hours.map((row) =>
    sumOf(
      row,
      fuels.filter(({ kind }) => kind === 'weather'),
    ),
  );
  return {
    mix: { intensity: recorded, scope: format.scope, generation, weather },
    repeats: told.length - byHour.size,
    held,
    longest,
    blanks: generation.filter(Number.isNaN).length - held,
  };
}

/** The counts of a reading in words. */
export function mixNote(zone: string, read: ReadMix): string {
  const { repeats, held, longest, blanks, mix } = read;
  const hours = mix.generation.length - held;
  const gaps = `${held} missing hours held (longest gap ${longest} h)`;
  return (
    `${zone}: ${hours} hours of average ${mix.scope} intensity, ${repeats} repeated rows, ` +
    `${gaps}, ${blanks} hours with a blank fuel`
  );
}

function wordFuel({ column }: Fuel): string {
  return column;
}

function headerOf({ text }: TraceText): readonly string[] {
  const end = text.indexOf('\n');
  const line = text.slice(text.startsWith('\ufeff') ? 1 : 0, end < 0 ? undefined : end);
  return line.replace(/\r$/, '').split(',');
}

function hourFrom(row: Row, last: number, format: MixFormat): number {
  const text = textIn(row, format.timeColumn);
  const seconds = format.parseTime(text);
  const hour = seconds === undefined ? Number.NaN : Math.floor(seconds / 3600);
  if (hour >= last) return hour;
  const wanted = 'a UTC time not before the row above, such as 2020-01-01 00:00:00';
  return refuse({ file: row.file, row: row.line, found: JSON.stringify(text), wanted });
}

function sumOf(row: Row | undefined, fuels: readonly Fuel[]): number {
  if (row === undefined) return Number.NaN;
  return fuels.reduce((sum, { column }) => {
    return (
      sum + (textIn(row, column) === '' ? Number.NaN : numberIn(row, column, 0, mostGeneration))
    );
  }, 0);
}

// A file has no column for its unit, but its fuels tell what the intensity must be: pounds per MWh
// would be 2.2 times that, kilograms a thousandth.
function checkUnit(
  { name }: TraceText,
  { series }: RecordedSeries,
  hours: readonly (Row | undefined)[],
  fuels: readonly Fuel[],
): void {
  const known = hours.flatMap((row, i) => {
    const total = sumOf(row, fuels);
    if (row === undefined || !(total > 0)) return [];
    const least = gramsOf(row, fuels, 0) / total;
    const most = gramsOf(row, fuels, dirtiest) / total;
    return [series.values[i] >= 0.9 * least - 1 && series.values[i] <= 1.1 * most + 1];
  });
  if (known.length === 0) {
    const found = 'no hour with all its fuels, so an intensity of unknown unit';
    refuse({ file: name, row: 0, found, wanted: 'generation by fuel beside it' });
  }
  const fitting = known.filter(Boolean).length;
  if (fitting >= leastFit * known.length) return;
  const share = Math.round((100 * fitting) / known.length);
  const found = `an intensity that agrees with its fuels in ${share} % of the hours`;
  refuse({ file: name, row: 0, found, wanted: 'gCO2/kWh (is it lb/MWh, kg/kWh, another scope?)' });
}

function gramsOf(row: Row, fuels: readonly Fuel[], unknown: number): number {
  return fuels.reduce((sum, { column, kind, grams }) => {
    return sum + numberIn(row, column, 0, mostGeneration) * (kind === 'unknown' ? unknown : grams);
  }, 0);
}
