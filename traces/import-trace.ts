import { type Duration, SECOND } from '../engine/units.ts';
import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import { checkContent } from './check-content.ts';
import { type Summary, summarise } from './describe.ts';
import { digestContent } from './digest.ts';
import type { TraceFiles } from './files.ts';
import { formatNamed } from './formats.ts';
import { importRole } from './import-role.ts';
import type { Series } from './series.ts';
import type { LinkJitter } from './series-links.ts';
import type { RoleContent } from './shelf.ts';

/** What to take from an imported file. */
export interface ImportOptions {
  /** Zones (carbon) or regions (prices, rtt), in order; absent: what the path itself names. */
  readonly names?: readonly string[];
  /** First instant wanted, Unix seconds. */
  readonly since?: number;
  readonly select?: string;
  /** How much of a price history to read after `since`; absent: ten years. */
  readonly span?: Duration;
}

/** An imported trace in short, and as CSV text to write. */
export interface ImportedTrace {
  readonly role: RoleContent['role'];
  readonly digest: string;
  readonly summaries: readonly Summary[];
  readonly notes: readonly string[];
  readonly csv: string;
}

const tenYears = 3653 * 86_400 * SECOND;

/** Reads a public format and normalises it; throws an Error with a `problem` for bad input. */
export function importTrace(
  format: string,
  path: string,
  options: ImportOptions,
  files: TraceFiles,
): ImportedTrace {
  const [role] = formatNamed(format).roles;
  const { names, since, select } = options;
  const origin: ImportOrigin = {
    kind: 'import',
    format,
    from: path,
    ...(since === undefined ? {} : { since }),
    ...(select === undefined ? {} : { select }),
  };
  const span = options.span ?? (role === 'prices' ? tenYears : 0);
  const request = requestFor(names ?? namesIn(role, path, files), span);
  const { value, notes } = importRole(role, origin, request, files);
  checkContent(path, value);
  const digest = digestContent(value);
  return { role, digest, summaries: summarise(value), notes, csv: normalisedCsv(value) };
}

function normalisedCsv(content: RoleContent): string {
  switch (content.role) {
    case 'carbon':
    case 'marginal':
    case 'availability':
      return csvOf('name,time_s,value', content.series.flatMap(stepRows));
    case 'prices':
      return csvOf(
        'name,time_s,usd_per_hour',
        content.prices.flatMap(([, price]) => [price.onDemand, price.spot].flatMap(stepRows)),
      );
    case 'rtt':
      return csvOf('from,to,rtt_us', pairRows(content.matrix.names, content.matrix.rtt));
    case 'jitter':
      return content.sample.links === undefined
        ? csvOf('factor', content.sample.factors.map(String))
        : csvOf('parameter,value', linkRows(content.sample.links));
    case 'tokens':
      return csvOf(
        'context,generated',
        content.sample.context.map((size, i) => `${size},${content.sample.generated[i]}`),
      );
    case 'jobs':
      return csvOf(
        'arrival_us,work_us,width',
        content.sample.at.map((at, i) => {
          return `${at},${content.sample.work[i]},${content.sample.width[i]}`;
        }),
      );
  }
}

function requestFor(names: readonly string[], span: Duration): BundleRequest {
  const regions = names.map((name) => ({ name, grid: name, latitude: 0, longitude: 0, zones: 1 }));
  return { epoch: 0, span, regions };
}

// A carbon file or folder names its zones; other formats name nothing.
function namesIn(role: RoleContent['role'], path: string, files: TraceFiles): readonly string[] {
  if (role !== 'carbon' && role !== 'marginal') return [];
  const inside = files.list(path);
  const names = inside.length > 0 ? inside : [path.slice(path.lastIndexOf('/') + 1)];
  return [...new Set(names.map((name) => name.replace(/(_\d{4}_hourly)?\.csv(\.gz)?$/, '')))];
}

function stepRows(series: Series): readonly string[] {
  const name = cellOf(series.name);
  return series.times.map((time, i) => `${name},${time / SECOND},${series.values[i]}`);
}

// Names come from files and may hold anything.
function cellOf(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function linkRows({ body, quiet, ...laws }: LinkJitter): readonly string[] {
  const named = Object.entries(laws).flatMap(([law, parameters]) =>
    Object.entries(parameters).map(([name, value]) => `${law} ${name},${value}`),
  );
  return [`quiet,${quiet}`, ...named, ...body.map((value, i) => `body ${i},${value}`)];
}

function pairRows(
  names: readonly string[],
  rtt: readonly (readonly number[])[],
): readonly string[] {
  return names.flatMap((from, i) =>
    names.map((to, j) => `${cellOf(from)},${cellOf(to)},${rtt[i][j]}`),
  );
}

function csvOf(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}
