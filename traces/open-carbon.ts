import { HOUR, SECOND } from '../engine/units.ts';
import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { importElectricitymapLive } from './import/electricitymap-live.ts';
import { importElectricitymapsYearly, intensityScope } from './import/electricitymaps-yearly.ts';
import { textsAt } from './open-series.ts';
import { type Imported, nearestHint, refuse, type TraceText } from './problem.ts';
import { cutSince, type RecordedSeries, shortNote } from './recorded.ts';
import type { CarbonScope, CarbonSeries, Series } from './series.ts';
import { rebase, valueAt } from './series-ops.ts';
import type { RoleContent } from './shelf.ts';

/** How a format's zones are opened, and what their intensity counts; it is an average one. */
export interface ZoneOpening {
  readonly scope: CarbonScope;
  readonly open: (zone: string) => Imported<RecordedSeries>;
}

/** One series for each zone of the request from `<ZONE>.csv`; other files are not read. */
export function openCarbonLive(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const open = (zone: string) => {
    const isZone = (name: string) => name === `${zone}.csv` || name === `${zone}.csv.gz`;
    return importElectricitymapLive(onlyText(zoneTexts(files, origin.from, zone, isZone)));
  };
  return openZones(origin, request, { scope: 'lifecycle', open });
}

/** One series for each zone of the request from all its `<ZONE>_<YEAR>_hourly.csv` files. */
export function openCarbonYearly(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const scope = intensityScope(origin.from, origin.select);
  const open = (zone: string) => {
    const isZone = (name: string) => /^_\d{4}_hourly\.csv(\.gz)?$/.test(afterPrefix(name, zone));
    return importElectricitymapsYearly(zoneTexts(files, origin.from, zone, isZone), scope);
  };
  return openZones(origin, request, { scope: scope === 'direct' ? 'direct' : 'lifecycle', open });
}

/** One average series for each zone of the request, all from one instant on. */
export function openZones(
  origin: ImportOrigin,
  request: BundleRequest,
  { scope, open }: ZoneOpening,
): Imported<RoleContent> {
  const opened = zonesOf(request).map((zone) => ({ zone, ...open(zone) }));
  for (const { zone, value } of opened) checkZone(origin, zone, value.series);
  const recorded = opened.map(({ value }) => value);
  const series = cutTogether(origin, request, recorded).map((one): CarbonSeries<'average'> => {
    return { ...one, accounting: 'average', scope };
  });
  const short = series.flatMap((one) => shortNote(one, request.span));
  const notes = [...opened.flatMap((one) => one.notes), ...short];
  return { value: { role: 'carbon', series }, notes };
}

/** The request's grid zones, each once. */
export function zonesOf(request: BundleRequest): readonly string[] {
  return [...new Set(request.regions.map((region) => region.grid))];
}

// Without `since`, time 0 is the first hour that every zone has.
function cutTogether(
  origin: ImportOrigin,
  request: BundleRequest,
  recorded: readonly RecordedSeries[],
): readonly (Series & Pick<CarbonSeries, 'before'>)[] {
  const common = recorded.reduce((latest, one) => Math.max(latest, one.startsAt), 0);
  const since = origin.since ?? common;
  return recorded.map((one) => {
    const file = `${origin.from} (${one.series.name})`;
    const cut = cutSince(file, one, { since, span: request.span });
    const before = hoursBefore(one, since, request.pastHours);
    return { ...wholeDays(cut, request.span), ...(before === undefined ? {} : { before }) };
  });
}

// The recording's own past, as far back as it is wanted and goes.
function hoursBefore(
  { startsAt, series }: RecordedSeries,
  since: number,
  wanted: number | undefined,
): readonly number[] | undefined {
  if (wanted === undefined) return undefined;
  const at = Math.round((since - startsAt) * SECOND);
  const hours = Math.min(wanted, Math.floor(at / HOUR));
  return Array.from({ length: hours }, (_, i) => valueAt(series, at - (hours - i) * HOUR));
}

// A repeat that starts at another hour would shift the daily cycle, so a short end is cut off.
function wholeDays(series: Series, span: number): Series {
  const day = 86_400 * SECOND;
  const days = Math.floor(series.span / day) * day;
  if (series.span >= span || days === 0) return series;
  const cut = rebase(series, 0);
  const times = cut.times.filter((time) => time < days);
  return { ...cut, times, values: cut.values.slice(0, times.length), span: days };
}

/** Texts of a zone's files in a folder, or of the one file a path names. */
export function zoneTexts(
  files: TraceFiles,
  path: string,
  zone: string,
  isZone: (name: string) => boolean,
): readonly TraceText[] {
  const names = files.list(path);
  if (names.length === 0 || names.some(isZone)) return textsAt(files, path, isZone);
  const zones = names.map((name) => name.replace(/(_\d{4}_hourly)?\.csv(\.gz)?$/, ''));
  const wanted = `a zone with a file here${nearestHint(zone, zones)}`;
  return refuse({ file: path, row: 0, found: `no file of zone "${zone}"`, wanted });
}

/** The one file of a zone; a second one, say packed beside unpacked, would be read by chance. */
export function onlyText([file, other]: readonly TraceText[]): TraceText {
  if (other === undefined) return file;
  const found = `a second file of the zone beside ${file.name}`;
  return refuse({ file: other.name, row: 0, found, wanted: 'one file a zone' });
}

function checkZone(origin: ImportOrigin, zone: string, series: Series): void {
  if (series.name === zone) return;
  const found = `zone "${series.name}"`;
  refuse({ file: origin.from, row: 0, found, wanted: `zone "${zone}"` });
}

function afterPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : '';
}
