import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { CarbonScope } from '../series.ts';
import { parseUtc } from '../utc.ts';
import { type Fuel, mixNote, type RecordedMix, readMix } from './mix.ts';

// Grams per kWh, life cycle and direct: CarbonCast's factors (carbonfirst/CarbonCast, 2022; IPCC
// 2014 medians and their direct counterparts). They give back the files' own intensities to the
// last digit for DE, CISO and PJM; Sweden's `unknown` has a factor of its own.
const fuels: readonly (readonly [string, Fuel['kind'], lifecycle: number, direct: number])[] = [
  ['coal', 'plant', 820, 760],
  ['nat_gas', 'plant', 490, 370],
  ['oil', 'plant', 650, 406],
  ['biomass', 'plant', 230, 0],
  ['geothermal', 'plant', 38, 0],
  ['hydro', 'plant', 24, 0],
  ['nuclear', 'plant', 12, 0],
  ['solar', 'weather', 45, 0],
  ['wind', 'weather', 11, 0],
  ['other', 'unknown', 0, 0],
  ['unknown', 'unknown', 0, 0],
];

/** One zone's file of CarbonCast; `zone` is the name its series gets. */
export function importCarboncast(
  file: TraceText,
  zone: string,
  scope: CarbonScope,
): Imported<RecordedMix> {
  const read = readMix(file, zone, {
    timeColumn: 'UTC time',
    intensityColumn: 'carbon_intensity',
    fuels: fuels.map(([column, kind, lifecycle, direct]) => {
      return { column, kind, grams: scope === 'direct' ? direct : lifecycle };
    }),
    scope,
    parseTime: parseAnyStyle,
  });
  return { value: read.mix, notes: [mixNote(zone, read)] };
}

/** Reads a scope from `select`: absent means life cycle. */
export function carboncastScope(file: string, select: string | undefined): CarbonScope {
  if (select === undefined || select === 'lifecycle') return 'lifecycle';
  if (select === 'direct') return 'direct';
  return refuse({ file, row: 0, found: `select ${shown(select)}`, wanted: 'lifecycle or direct' });
}

// The files use `2020-01-31 00:00:00`, the same with `+00:00`, and `01/31/2020 00:00:00`.
function parseAnyStyle(text: string): number | undefined {
  const slashes = /^(\d{2})\/(\d{2})\/(\d{4}) (.+)$/.exec(text.trim());
  if (slashes === null) return parseUtc(text);
  const [, month, day, year, clock] = slashes;
  return parseUtc(`${year}-${month}-${day} ${clock}`);
}
