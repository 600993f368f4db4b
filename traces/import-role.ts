import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { fitLinkJitter } from './fit/link-jitter.ts';
import { formatNamed } from './formats.ts';
import { importAzureLlm2023, type RequestTrace } from './import/azure-llm-2023.ts';
import { importGaia } from './import/gaia.ts';
import { importGcpRtt } from './import/gcp-rtt.ts';
import { importMooncake } from './import/mooncake.ts';
import { importPlanetLab, importSeattle } from './import/netlatency.ts';
import { importOpenbTasks } from './import/openb.ts';
import { importSeattleReadings, missingNote } from './import/seattle-sweeps.ts';
import { importServegenTokens } from './import/servegen.ts';
import { importVidur } from './import/vidur.ts';
import { openAwsPrices } from './open-aws-prices.ts';
import { openCarbonLive, openCarbonYearly } from './open-carbon.ts';
import { openCarboncast, openCarboncastMarginal, openEiaMarginal, openEiaMix } from './open-mix.ts';
import { openPriceSnapshots } from './open-prices.ts';
import { openAvailability, openFleet, textsAt, unreadNote } from './open-series.ts';
import { type Imported, refuse, shown, type TraceText } from './problem.ts';
import type { JitterSample, TokenSample } from './series.ts';
import type { RoleContent } from './shelf.ts';
import { formatUtc } from './utc.ts';
import { watchFiles } from './watch-files.ts';

type Opening = (
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
) => Imported<RoleContent>;

const openings: ReadonlyMap<string, Opening> = new Map([
  ['azure-llm-2023', openAzure],
  ['mooncake', sizesFrom((file) => sampleOf(importMooncake(file)))],
  ['vidur', sizesFrom((file) => sampleOf(importVidur(file)))],
  ['servegen', sizesFrom(importServegenTokens)],
  ['electricitymap-live', openCarbonLive],
  ['electricitymaps-yearly', openCarbonYearly],
  ['carboncast', openCarboncast],
  ['carboncast-marginal', openCarboncastMarginal],
  ['eia-mix', openEiaMix],
  ['eia-mix-marginal', openEiaMarginal],
  ['cant-be-late', openAvailability],
  ['oobleck', openFleet],
  ['gaia', openGaia],
  ['openb', openOpenb],
  ['gcp-pricing', openPriceSnapshots],
  ['aws-spot-prices', openAwsPrices],
  ['gcp-rtt', openGcpRtt],
  ['netlatency-seattle', openSeattle],
  ['netlatency-planetlab', openPlanetLab],
]);

/** Reads one role from files of a public format; refuses formats that cannot play the role. */
export function importRole(
  role: RoleContent['role'],
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const format = formatNamed(origin.format);
  const open = openings.get(format.name);
  if (open !== undefined && format.roles.includes(role)) {
    if (format.takesSelect !== true) refuseSelect(origin);
    const watched = watchFiles(files);
    const { value, notes } = open(origin, request, watched.files);
    return { value, notes: [...notes, ...watched.notes()] };
  }
  const found = `format ${format.name}, which gives ${format.roles.join(', ')}`;
  return refuse({ file: origin.from, row: 0, found, wanted: `a format that gives ${role}` });
}

function sampleOf({ value, notes }: Imported<RequestTrace>): Imported<TokenSample> {
  return { value: value.sample, notes };
}

/** Opens one file as sizes of requests, by an importer that asks for nothing else. */
function sizesFrom(read: (file: TraceText) => Imported<TokenSample>): Opening {
  return (origin, _request, files) => {
    refuseSince(origin);
    const { value, notes } = read(files.read(origin.from));
    return { value: { role: 'tokens', sample: value }, notes };
  };
}

function openAzure(
  origin: ImportOrigin,
  _request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin);
  const { value, notes } = importAzureLlm2023(files.read(origin.from));
  return { value: { role: 'tokens', sample: value.sample }, notes };
}

function openGaia(
  origin: ImportOrigin,
  _request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin);
  const { value, notes } = importGaia(files.read(origin.from), origin.select);
  return { value: { role: 'jobs', sample: value }, notes };
}

function openOpenb(
  origin: ImportOrigin,
  _request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin);
  const { value, notes } = importOpenbTasks(files.read(origin.from));
  return { value: { role: 'jobs', sample: value.sample }, notes };
}

function openGcpRtt(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin);
  const names = request.regions.map((region) => region.name);
  const wanted = names.length === 0 ? undefined : names;
  const { value, notes } = importGcpRtt(files.read(origin.from), wanted);
  return { value: { role: 'rtt', matrix: value }, notes };
}

const slicePattern = /^SeattleData_\d+(\.gz)?$/;

function openSeattle(
  origin: ImportOrigin,
  _request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin);
  const isSlice = (name: string) => slicePattern.test(name);
  const texts = textsAt(files, origin.from, isSlice);
  const { value, notes } = origin.select === undefined ? pooled(texts) : byLink(origin, texts);
  const skipped = unreadNote(files, origin.from, isSlice);
  return { value: { role: 'jitter', sample: value }, notes: [...notes, ...skipped] };
}

function pooled(texts: readonly TraceText[]): Imported<JitterSample> {
  const { value, notes } = importSeattle(texts);
  return { value, notes: [...notes, ...missingNote(texts)] };
}

// Without select one pool for all links, as before; the population of links has to be asked for.
function byLink(origin: ImportOrigin, texts: readonly TraceText[]): Imported<JitterSample> {
  if (origin.select !== 'links') {
    const found = `select ${shown(origin.select ?? '')}`;
    refuse({ file: origin.from, row: 0, found, wanted: 'links, or no select for one pool of all' });
  }
  const readings = importSeattleReadings(texts);
  const links = fitLinkJitter(readings.links, readings.slicesPerSweep);
  return { value: { factors: [1], links }, notes: readings.notes };
}

function openPlanetLab(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin);
  const numbers = (origin.select ?? '').split(',').map((text) => text.trim());
  const { regions } = request;
  if (numbers.length !== regions.length || numbers.some((text) => !/^\d{1,6}$/.test(text))) {
    const found = `select ${shown(origin.select ?? '')}`;
    const wanted =
      regions.length === 0
        ? 'the regions to place hosts in (--names a,b) and as many host numbers (--select 1,2)'
        : `${regions.length} host numbers with commas, one for each region in order`;
    return refuse({ file: origin.from, row: 0, found, wanted });
  }
  const hosts = regions.map(({ name }, i) => ({ name, host: Number(numbers[i]) }));
  const { value, notes } = importPlanetLab(files.read(origin.from), hosts);
  return { value: { role: 'rtt', matrix: value }, notes };
}

function refuseSelect(origin: ImportOrigin): void {
  if (origin.select === undefined) return;
  const found = `select ${shown(origin.select)}`;
  const wanted = `no select: ${origin.format} has nothing to choose from`;
  refuse({ file: origin.from, row: 0, found, wanted });
}

function refuseSince(origin: ImportOrigin): void {
  if (origin.since === undefined) return;
  const found = `since ${formatUtc(origin.since)}`;
  const wanted = `no since: ${origin.format} gives values without a time`;
  refuse({ file: origin.from, row: 0, found, wanted });
}
