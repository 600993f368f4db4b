import type { Imported, TraceText } from '../problem.ts';
import { parseUtc } from '../utc.ts';
import { type Fuel, mixNote, type RecordedMix, readMix } from './mix.ts';

// Grams per kWh over the life cycle: IPCC 2014 medians, `OTH` as biomass. They give back the files'
// own intensities, so the files count the life cycle though they do not say so.
const fuels: readonly Fuel[] = [
  { column: 'COL', kind: 'plant', grams: 820 },
  { column: 'NG', kind: 'plant', grams: 490 },
  { column: 'OIL', kind: 'plant', grams: 650 },
  { column: 'NUC', kind: 'plant', grams: 12 },
  { column: 'WAT', kind: 'plant', grams: 24 },
  { column: 'SUN', kind: 'weather', grams: 45 },
  { column: 'WND', kind: 'weather', grams: 11 },
  { column: 'OTH', kind: 'plant', grams: 230 },
];

/** One state's file of hourly EIA generation by fuel; `zone` is the name its series gets. */
export function importEiaMix(file: TraceText, zone: string): Imported<RecordedMix> {
  const read = readMix(file, zone, {
    timeColumn: 'timestamp',
    intensityColumn: 'avg_CI',
    fuels,
    scope: 'lifecycle',
    parseTime: parseUtc,
  });
  return { value: read.mix, notes: [mixNote(zone, read)] };
}
