import type { BundleOrigins, BundleRequest, TraceOrigin } from './bundle-request.ts';
import { checkContent } from './check-content.ts';
import { digestContent } from './digest.ts';
import type { TraceFiles } from './files.ts';
import { formatNamed } from './formats.ts';
import { importRole } from './import-role.ts';
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
 * Opens the six roles of a scenario, or says everything that is wrong with them. Without `files`
 * only shipped traces can be opened.
 */
export function openBundle(
  origins: BundleOrigins,
  request: BundleRequest,
  files?: TraceFiles,
): Opened<TraceBundle> {
  const problems: TraceProblem[] = [];
  const open = <R extends Role>(role: R): OpenedRole<R> | undefined =>
    collecting(role, problems, () => openRole(role, origins[role], request, files));
  const carbon = open('carbon');
  const prices = open('prices');
  const availability = open('availability');
  const rtt = open('rtt');
  const jitter = open('jitter');
  const tokens = open('tokens');
  if (!carbon || !prices || !availability || !rtt || !jitter || !tokens) {
    return { ok: false, problems };
  }
  const roles = [carbon, prices, availability, rtt, jitter, tokens];
  const value: TraceBundle = {
    carbon: seriesByName(carbon.content.series),
    prices: recordOf(prices.content.prices),
    availability: availability.content.series,
    rtt: rtt.content.matrix,
    jitter: jitter.content.sample,
    tokens: tokens.content.sample,
    provenance: roles.map((role) => role.provenance),
  };
  return { ok: true, value, notes: roles.flatMap((role) => role.notes) };
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

function seriesByName(series: readonly Series[]): Record<string, Series> {
  return Object.fromEntries(series.map((one) => [one.name, one]));
}

function recordOf(
  prices: readonly (readonly [string, PriceSeries])[],
): Record<string, PriceSeries> {
  return Object.fromEntries(prices);
}
