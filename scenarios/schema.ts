import { z } from 'zod';
import { HOUR, SECOND } from '../engine/units.ts';
import { count, duration, instant, LONGEST, text } from './parse/fields.ts';
import { keyed, named } from './parse/reading.ts';
import { observing, serving } from './schema-machines.ts';
import { players, regions } from './schema-people.ts';

const shipped = text(64, 'Name of a recipe on the shelf.').refine(
  (name) => /^shipped\/[a-z0-9-]+$/.test(name),
  'a shipped trace such as shipped/carbon, or { import: format, from: path }',
);

const PATH = /^[A-Za-z0-9_.,+-]+(\/[A-Za-z0-9_.,+-]+)*$/;

const imported = keyed(
  {
    import: text(64, 'Public format, for example electricitymap-live.'),
    from: text(200, 'File or folder below the one given with --traces.').refine(
      (path) => PATH.test(path) && !path.split('/').includes('..'),
      'a path below the traces folder, with / between names and without ..',
    ),
    since: instant('First instant wanted; without it, the first recorded.').optional(),
    select: text(64, 'Column, instance type or field where a file has several.').optional(),
  },
  'A public data set on the user\'s disk.',
);

const source = (doc: string) =>
  z
    .union([
      shipped.transform((path) => ({ kind: 'shipped' as const, name: path.slice(8) })),
      imported.transform(({ import: format, from, since, select }) => ({
        kind: 'import' as const,
        format,
        from,
        ...(since === undefined ? {} : { since }),
        ...(select === undefined ? {} : { select }),
      })),
    ], { error: 'a shipped trace such as shipped/carbon, or { import: format, from: path }' })
    .describe(doc);

const traces = keyed(
  {
    carbon: source('Carbon intensity by grid zone.'),
    prices: source('On-demand and spot price by region.'),
    availability: source('Spot capacity, zone by zone.'),
    rtt: source('Base round trips between regions.'),
    jitter: source('What multiplies a base round trip.'),
    tokens: source('Prompt and reply sizes of recorded requests.'),
  },
  'The recorded world: one source for each of six roles.',
);

const choice = (doc: string) =>
  z
    .looseObject(
      {
        use: text(64, 'Id of the policy.'),
        every: duration({ least: SECOND, most: 24 * HOUR }, 'Time between two turns.'),
      },
      { error: 'a mapping with use, every and the policy\'s parameters' },
    )
    .describe(doc);

/** A contender as written: each loop's parameters are checked against the policy it uses. */
const policies = named(
  keyed(
    {
      capacity: choice('The loop that buys and releases capacity.'),
      routing: choice('The loop that sends groups to regions.'),
    },
    'One way to run the game.',
  ),
  16,
  'The contenders by name; each is run on the same players and the same storms.',
);

/** The top-level keys of a scenario file. */
export const SECTIONS = {
  question: text(300, 'What the run is to answer, one sentence.'),
  epoch: instant('Simulated time 0.'),
  horizon: duration({ least: SECOND, most: LONGEST }, 'Length of simulated time.'),
  'warm-up': duration({ least: 0, most: LONGEST }, 'Left out of the KPIs, from time 0.'),
  seed: count({ least: 0, most: 2 ** 31 - 1 }, 'Of all randomness.'),
  replications: count({ least: 1, most: 1000 }, 'Runs with seeds seed, seed + 1, …'),
  traces,
  regions,
  players,
  serving,
  observing,
  'at start': count({ least: 0, most: 10_000 }, 'Ready on-demand instances per region at time 0.'),
  policies,
};

/** The whole file; `SECTIONS` one by one give the same problems. */
export const scenarioSchema = keyed(SECTIONS, 'A playtwin scenario.');
