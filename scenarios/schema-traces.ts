import { z } from 'zod';
import { listFormats, type TraceFormat } from '../traces/formats.ts';
import { listTraces, type ShelfEntry } from '../traces/shelf.ts';
import { instant, text, word } from './parse/fields.ts';
import { keyed } from './parse/reading.ts';
import type { TraceSource } from './trace-sources.ts';

type Role = ShelfEntry['role'];

const PATH = /^[A-Za-z0-9_.,+&-]+(\/[A-Za-z0-9_.,+&-]+)*$/;

const path = text(200, 'File or folder below the one given with --traces.').refine(
  (from) => PATH.test(from) && !from.split('/').includes('..'),
  'a path below the traces folder, with / between names and without ..',
);

function imported(formats: readonly TraceFormat[], doc: string) {
  const names = formats.map(({ name }) => name);
  return keyed(
    {
      import: word(names, 'Public format.'),
      from: path,
      since: instant('First instant wanted; without it, the first recorded.').optional(),
      select: text(64, 'Column, instance type or host where a file has several.').optional(),
    },
    doc,
  );
}

type Written = z.output<ReturnType<typeof imported>>;

function asImport({ import: format, from, since, select }: Written): TraceSource {
  return {
    kind: 'import',
    format,
    from,
    ...(since === undefined ? {} : { since }),
    ...(select === undefined ? {} : { select }),
  };
}

function source(role: Role, doc: string) {
  const shelf = listTraces().filter((entry) => entry.role === role);
  const formats = listFormats().filter(({ roles }) => roles.includes(role));
  const shipped = word(
    shelf.map(({ name }) => name),
    'A shipped trace.',
  );
  const wanted = `a shipped trace such as ${shelf[0]?.name}, or { import: format, from: path }`;
  return z
    .union(
      [
        shipped.transform((name): TraceSource => ({ kind: 'shipped', name })),
        imported(formats, "A public data set on the user's disk.").transform(asImport),
      ],
      { error: wanted },
    )
    .meta({ description: doc, wanted });
}

const marginal = imported(
  listFormats().filter(({ roles }) => roles.includes('marginal')),
  'Marginal carbon intensity by grid zone, of the same scope as `carbon`: reported beside the ' +
    'emissions, never added to them.',
).transform(asImport);

/** The recorded world: one source for each of six roles. */
export const traces = keyed(
  {
    carbon: source('carbon', 'Average carbon intensity by grid zone: emissions are counted by it.'),
    marginal: marginal.optional(),
    prices: source('prices', 'On-demand and spot price by region.'),
    availability: source('availability', 'Spot capacity, zone by zone.'),
    rtt: source('rtt', 'Base round trips between regions.'),
    jitter: source('jitter', 'What multiplies a base round trip.'),
    tokens: source('tokens', 'Prompt and reply sizes of recorded requests.'),
    jobs: source('jobs', 'Recorded jobs, for classes that replay them.').optional(),
  },
  'The recorded world: one source for each of six roles.',
);
