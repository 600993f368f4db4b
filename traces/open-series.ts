import { SECOND } from '../engine/units.ts';
import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { importCantBeLate } from './import/cant-be-late.ts';
import { importElectricitymapLive } from './import/electricitymap-live.ts';
import { importElectricitymapsYearly, intensityScope } from './import/electricitymaps-yearly.ts';
import { type Imported, nearestHint, refuse, type TraceText } from './problem.ts';
import { cutSince, type RecordedSeries, shortNote } from './recorded.ts';
import type { Series } from './series.ts';
import { rebase } from './series-ops.ts';
import type { RoleContent } from './shelf.ts';

/** Texts of a folder's files whose names are wanted, by name; or of the one file a path names. */
export function textsAt(
  files: TraceFiles,
  path: string,
  isWanted: (name: string) => boolean,
): readonly TraceText[] {
  const names = files.list(path);
  if (names.length === 0) return [files.read(path)];
  const wanted = names.filter((name) => !name.startsWith('.') && isWanted(name));
  if (wanted.length > 0) return wanted.map((name) => files.read(`${path}/${name}`));
  const found = `${names.length} files, none of this format`;
  return refuse({ file: path, row: 0, found, wanted: 'a folder with at least one' });
}

/** One series for each zone of the request from `<ZONE>.csv`; other files are not read. */
export function openCarbonLive(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  return openZones(origin, request, (zone) => {
    const isZone = (name: string) => name === `${zone}.csv` || name === `${zone}.csv.gz`;
    const [file] = zoneTexts(files, origin.from, zone, isZone);
    return importElectricitymapLive(file);
  });
}

/** One series for each zone of the request from all its `<ZONE>_<YEAR>_hourly.csv` files. */
export function openCarbonYearly(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const scope = intensityScope(origin.from, origin.select);
  return openZones(origin, request, (zone) => {
    const isZone = (name: string) => /^_\d{4}_hourly\.csv(\.gz)?$/.test(afterPrefix(name, zone));
    return importElectricitymapsYearly(zoneTexts(files, origin.from, zone, isZone), scope);
  });
}

/** One series for each file; ticks carry no clock, so `since` is refused. */
export function openAvailability(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  if (origin.since !== undefined) {
    const wanted = 'no since: its ticks carry no clock time';
    return refuse({ file: origin.from, row: 0, found: 'since', wanted });
  }
  const texts = textsAt(files, origin.from, (name) => /\.json(\.gz)?$/.test(name));
  const imported = texts.map(importCantBeLate);
  const series = imported.map(({ value }) => value);
  const short = series.flatMap((one) => shortNote(one, request.span));
  const notes = [...shortList(imported.flatMap((one) => one.notes)), ...shortList(short)];
  return { value: { role: 'availability', series }, notes };
}

// A folder may hold hundreds of files that all say the same.
function shortList(notes: readonly string[]): readonly string[] {
  if (notes.length <= 3) return notes;
  return [...notes.slice(0, 2), `${notes.length - 2} more files of ${notes.length} alike`];
}

function openZones(
  origin: ImportOrigin,
  request: BundleRequest,
  open: (zone: string) => Imported<RecordedSeries>,
): Imported<RoleContent> {
  const zones = [...new Set(request.regions.map((region) => region.grid))];
  const opened = zones.map((zone) => ({ zone, ...open(zone) }));
  for (const { zone, value } of opened) checkZone(origin, zone, value.series);
  const series = cutTogether(
    origin,
    request,
    opened.map(({ value }) => value),
  );
  const short = series.flatMap((one) => shortNote(one, request.span));
  const notes = [...opened.flatMap((one) => one.notes), ...short];
  return { value: { role: 'carbon', series }, notes };
}

// Without `since`, time 0 is the first hour that every zone has.
function cutTogether(
  origin: ImportOrigin,
  request: BundleRequest,
  recorded: readonly RecordedSeries[],
): readonly Series[] {
  const common = recorded.reduce((latest, one) => Math.max(latest, one.startsAt), 0);
  const since = origin.since ?? common;
  return recorded.map((one) => {
    const file = `${origin.from} (${one.series.name})`;
    return wholeDays(cutSince(file, one, { since, span: request.span }), request.span);
  });
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

function zoneTexts(
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

function checkZone(origin: ImportOrigin, zone: string, series: Series): void {
  if (series.name === zone) return;
  const found = `zone "${series.name}"`;
  refuse({ file: origin.from, row: 0, found, wanted: `zone "${zone}"` });
}

function afterPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : '';
}
