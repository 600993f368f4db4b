import type { BundleOrigins, BundleRequest, TraceOrigin } from './bundle-request.ts';
import { checkContent } from './check-content.ts';
import { digestContent } from './digest.ts';
import type { TraceFiles } from './files.ts';
import { formatNamed } from './formats.ts';
import { importRole } from './import-role.ts';
import { refuseMixing } from './mixing.ts';
import { type Imported, type Opened, problemOf, refuse, type TraceProblem } from './problem.ts';
import type { PriceSeries, Provenance, Series, TraceBundle } from './series.ts';
import { findTrace, type RoleContent } from './shelf.ts';

type Role = RoleContent['role'];
type ContentOf<R extends Role> = Extract<RoleContent, { readonly role: R }>;

interface OpenedRole<R extends Role> {
  readonly content: ContentOf<R>;
  readonly provenance: Provenance;
  readonly notes: readonly string[];
}

/**
 * Opens the roles of a scenario, or says everything that is wrong with them. Without `files`
 * only shipped traces can be opened.
 */
export function openBundle(
  origins: BundleOrigins,
  { regions, ...rest }: BundleRequest,
  files?: TraceFiles,
): Opened<TraceBundle> {
  const request = { ...rest, regions: regions.filter(({ place }) => place === undefined) };
  const problems: TraceProblem[] = [];
  const open = <R extends Role>(role: R): OpenedRole<R> | undefined =>
    collecting(role, problems, () => openRole(role, originOf(origins, role), request, files));
  const carbon = open('carbon');
  const marginal = openBeside(origins, carbon, () => open('marginal'), problems);
  const prices = open('prices');
  const availability = open('availability');
  const rtt = open('rtt');
  const jitter = open('jitter');
  const tokens = open('tokens');
  const jobs = origins.jobs === undefined ? undefined : open('jobs');
  const isWhole = carbon && prices && availability && rtt && jitter && tokens;
  if (!isWhole || problems.length > 0) return { ok: false, problems };
  const beside = [marginal ?? [], jobs ?? []].flat();
  const roles = [carbon, prices, availability, rtt, jitter, tokens, ...beside];
  const value: TraceBundle = {
    carbon: seriesByName(carbon.content.series),
    prices: recordOf(prices.content.prices),
    availability: availability.content.series,
    rtt: rtt.content.matrix,
    jitter: jitter.content.sample,
    tokens: tokens.content.sample,
    provenance: roles.map((role) => role.provenance),
    ...(marginal === undefined ? {} : { marginal: seriesByName(marginal.content.series) }),
    ...(jobs === undefined ? {} : { jobs: jobs.content.sample }),
  };
  return { ok: true, value, notes: roles.flatMap((role) => role.notes) };
}

// The marginal series counts what the average one counts, from the same hour on.
function openBeside(
  origins: BundleOrigins,
  carbon: OpenedRole<'carbon'> | undefined,
  open: () => OpenedRole<'marginal'> | undefined,
  problems: TraceProblem[],
): OpenedRole<'marginal'> | undefined {
  if (origins.marginal === undefined) return undefined;
  const opened = open();
  if (opened === undefined || carbon === undefined) return undefined;
  const [average, marginal] = [carbon.content.series, opened.content.series];
  collecting('marginal', problems, () => refuseMixing({ average, marginal }, origins));
  return opened;
}

function collecting<T>(role: Role, problems: TraceProblem[], open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    problems.push({ ...problem, role });
    return undefined;
  }
}

function openRole<R extends Role>(
  role: R,
  origin: TraceOrigin,
  request: BundleRequest,
  files: TraceFiles | undefined,
): OpenedRole<R> {
  const { value, notes } = contentOf(role, origin, request, files);
  if (!plays(value, role)) {
    const found = `${originName(origin)}, which is ${value.role}`;
    return refuse({ file: `role ${role}`, row: 0, found, wanted: `a trace of ${role}` });
  }
  checkContent(originName(origin), value);
  return { content: value, provenance: provenanceOf(origin, value), notes };
}

function contentOf(
  role: Role,
  origin: TraceOrigin,
  request: BundleRequest,
  files: TraceFiles | undefined,
): Imported<RoleContent> {
  if (origin.kind === 'shipped') {
    return { value: findTrace(origin.name).open(request), notes: [] };
  }
  if (files !== undefined) return importRole(role, origin, request, files);
  const found = `${origin.format} from "${origin.from}" but no traces folder`;
  return refuse({ file: `role ${role}`, row: 0, found, wanted: 'a traces folder (--traces DIR)' });
}

function originOf(origins: BundleOrigins, role: Role): TraceOrigin {
  const origin = origins[role];
  if (origin !== undefined) return origin;
  return refuse({ file: `role ${role}`, row: 0, found: 'no source', wanted: 'one' });
}

function plays<R extends Role>(content: RoleContent, role: R): content is ContentOf<R> {
  return content.role === role;
}

function originName(origin: TraceOrigin): string {
  return origin.kind === 'shipped' ? origin.name : `${origin.format}:${origin.from}`;
}

function provenanceOf(origin: TraceOrigin, content: RoleContent): Provenance {
  const { source, licence } =
    origin.kind === 'shipped' ? findTrace(origin.name) : formatNamed(origin.format);
  return { name: originName(origin), source, licence, digest: digestContent(content) };
}

function seriesByName<S extends Series>(series: readonly S[]): Record<string, S> {
  return Object.fromEntries(series.map((one) => [one.name, one]));
}

function recordOf(
  prices: readonly (readonly [string, PriceSeries])[],
): Record<string, PriceSeries> {
  return Object.fromEntries(prices);
}
