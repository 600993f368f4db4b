import { HOUR } from '../engine/units.ts';
import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { estimateMarginal, marginalNote } from './fit/marginal.ts';
import { type GridZone, gridNamed } from './grid-zones.ts';
import { carboncastScope, importCarboncast } from './import/carboncast.ts';
import { importEiaMix } from './import/eia-mix.ts';
import type { RecordedMix } from './import/mix.ts';
import { onlyText, openZones, zonesOf, zoneTexts } from './open-carbon.ts';
import { type Imported, refuse, type TraceText } from './problem.ts';
import type { CarbonSeries } from './series.ts';
import type { RoleContent } from './shelf.ts';

type MixOpening = (zone: string) => Imported<RecordedMix>;

/** Average intensity of each zone from CarbonCast's files. */
export function openCarboncast(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const scope = carboncastScope(origin.from, origin.select);
  const open = carboncastMix(origin, files);
  return openZones(origin, request, { scope, open: (zone) => intensityOf(open(zone)) });
}

/** Marginal intensity of each zone, derived from CarbonCast's files. */
export function openCarboncastMarginal(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  return openMarginal(origin, request, carboncastMix(origin, files));
}

/** Average intensity of each zone from EIA mixes. */
export function openEiaMix(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const open = eiaMix(origin, files);
  const opening = { scope: 'lifecycle', open: (zone: string) => intensityOf(open(zone)) } as const;
  return openZones(origin, request, opening);
}

/** Marginal intensity of each zone, derived from EIA mixes. */
export function openEiaMarginal(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  return openMarginal(origin, request, eiaMix(origin, files));
}

function carboncastMix(origin: ImportOrigin, files: TraceFiles): MixOpening {
  const scope = carboncastScope(origin.from, origin.select);
  return (zone) => {
    const name = aliasOf(origin, zone, 'carboncast');
    const start = `${name}_${scope}_emissions.csv`;
    return importCarboncast(fileOf(origin, files, start), zone, scope);
  };
}

function eiaMix(origin: ImportOrigin, files: TraceFiles): MixOpening {
  return (zone) => {
    const name = aliasOf(origin, zone, 'eia');
    return importEiaMix(fileOf(origin, files, `${name}_NG_&_avgCI.csv`), zone);
  };
}

// A file named by the path itself was meant, whatever its name says.
function fileOf(origin: ImportOrigin, files: TraceFiles, name: string): TraceText {
  const isZone = (found: string) => found === name || found === `${name}.gz`;
  return onlyText(zoneTexts(files, origin.from, name, isZone));
}

function aliasOf(origin: ImportOrigin, zone: string, name: 'carboncast' | 'eia'): string {
  const alias = gridNamed(zone)?.[name satisfies keyof GridZone];
  if (alias !== undefined) return alias;
  const wanted = 'a zone of this source, such as US-CAL-CISO';
  return refuse({ file: origin.from, row: 0, found: `zone "${zone}"`, wanted });
}

function intensityOf({ value, notes }: Imported<RecordedMix>) {
  return { value: value.intensity, notes };
}

// The profile begins at the hour of the day at which the run does.
function openMarginal(
  origin: ImportOrigin,
  request: BundleRequest,
  open: MixOpening,
): Imported<RoleContent> {
  const first = Math.floor((origin.since ?? request.epoch) / 3600) % 24;
  const opened = zonesOf(request).map((zone) => ({ zone, ...open(zone) }));
  const estimates = opened.map(({ zone, value }) => {
    return { zone, scope: value.scope, estimate: estimateMarginal(origin.from, value) };
  });
  const series = estimates.map(({ zone, scope, estimate }): CarbonSeries<'marginal'> => {
    const values = estimate.hours.map((_, i) => estimate.hours[(first + i) % 24].gPerKwh);
    const times = values.map((_, i) => i * HOUR);
    const shape = { unit: 'gCO2e/kWh', span: 24 * HOUR, end: 'repeat' } as const;
    return { name: zone, times, values, ...shape, accounting: 'marginal', scope };
  });
  const derived = estimates.map(({ zone, estimate }) => marginalNote(zone, estimate));
  return {
    value: { role: 'marginal', series },
    notes: [...opened.flatMap(({ notes }) => notes), ...derived],
  };
}
