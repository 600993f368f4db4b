import { SECOND } from '../engine/units.ts';
import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import {
  importGcpPricing,
  longestAfter,
  type PriceQuery,
  snapshotDate,
} from './import/gcp-pricing.ts';
import { unreadNote } from './open-series.ts';
import { type Imported, refuse, type TraceText } from './problem.ts';
import type { RoleContent } from './shelf.ts';
import { formatUtc } from './utc.ts';

const defaultInstance = 'g2-standard-4';

/**
 * Prices of the request's regions from dated snapshots: the last one up to `since` and those that
 * follow within the horizon are read, no other. Without `since` the newest snapshot counts, which
 * then holds throughout.
 */
export function openPriceSnapshots(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  if (request.regions.length === 0) {
    const wanted = 'the regions whose prices are wanted (--names us-east4,us-west1)';
    return refuse({ file: origin.from, row: 0, found: 'no region', wanted });
  }
  const query: PriceQuery = {
    instance: origin.select ?? defaultInstance,
    regions: request.regions.map((region) => region.name),
    span: request.span,
    ...(origin.since === undefined ? {} : { since: origin.since }),
  };
  const { value, notes } = importGcpPricing(snapshotsFor(origin, query, files), query);
  const unread = unreadNote(files, origin.from, (name) => snapshotDate(name) !== undefined);
  return { value: { role: 'prices', prices: value }, notes: [...notes, ...unread] };
}

function snapshotsFor(
  origin: ImportOrigin,
  query: PriceQuery,
  files: TraceFiles,
): readonly TraceText[] {
  const names = files.list(origin.from);
  if (names.length === 0) return [files.read(origin.from)];
  const dated = names.filter((name) => snapshotDate(name) !== undefined);
  const wanted = snapshotsWithin(origin, query, dated);
  return wanted.map((name) => files.read(`${origin.from}/${name}`));
}

// Names sort by date, but a file's own stamp may lie some hours after midnight of that date: the
// snapshot before the last one up to `since` may be the one in force.
function snapshotsWithin(
  origin: ImportOrigin,
  query: PriceQuery,
  dated: readonly string[],
): readonly string[] {
  if (dated.length === 0) {
    const wanted = 'files named <YYYY-MM-DD>-pricing.yml';
    return refuse({ file: origin.from, row: 0, found: 'no dated snapshot', wanted });
  }
  if (query.since === undefined) return dated.slice(-1);
  const since = query.since;
  const last = dated[dated.length - 1];
  if (since > dateOf(last) + longestAfter) return refuseLate(origin, since, last);
  const until = since + query.span / SECOND;
  const start = dated.findLastIndex((name) => dateOf(name) <= since);
  if (start < 0) return refuseEarly(origin, since, dated[0]);
  return dated.slice(Math.max(0, start - 1)).filter((name) => dateOf(name) <= until);
}

function dateOf(name: string): number {
  return snapshotDate(name) ?? Number.NaN;
}

function refuseLate(origin: ImportOrigin, since: number, last: string): never {
  const found = `since ${formatUtc(since)}`;
  const wanted = `an instant up to a week after the last snapshot, ${last}`;
  return refuse({ file: origin.from, row: 0, found, wanted });
}

function refuseEarly(origin: ImportOrigin, since: number, first: string): never {
  const found = `since ${formatUtc(since)}`;
  const wanted = `an instant from the first snapshot on, ${first}`;
  return refuse({ file: origin.from, row: 0, found, wanted });
}
