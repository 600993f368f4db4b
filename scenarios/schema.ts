import { z } from 'zod';
import { HOUR, SECOND } from '../engine/units.ts';
import { duration, instant, LONGEST, text } from './parse/fields.ts';
import { count } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';
import { accounts } from './schema-accounts.ts';
import { detail } from './schema-detail.ts';
import { faults } from './schema-faults.ts';
import { features } from './schema-features.ts';
import { gateways } from './schema-gateway.ts';
import { jobs } from './schema-jobs.ts';
import { observing, serving } from './schema-machines.ts';
import { membership } from './schema-membership.ts';
import { players, regions } from './schema-people.ts';
import { pipeline } from './schema-pipeline.ts';
import { placement } from './schema-placement.ts';
import { pools } from './schema-pools.ts';
import { searches } from './schema-searches.ts';
import { shield } from './schema-shield.ts';
import { slo } from './schema-slo.ts';
import { traces } from './schema-traces.ts';

// Keys beside these are the policy's parameters, checked against the registry.
const loop = (name: 'capacity' | 'routing' | 'jobs', doc: string) =>
  z
    .looseObject(
      {
        use: text(64, 'Id of the policy.'),
        every: duration({ least: SECOND, most: 24 * HOUR }, 'Time between two turns.'),
        shield: shield.optional(),
      },
      { error: "a mapping with use, every and the policy's parameters" },
    )
    .meta({ description: doc, loop: name });

// Keys beside `use` are the gate's parameters, checked against the registry.
const gate = (name: 'searches' | 'placement', doc: string) =>
  z
    .looseObject(
      { use: text(64, 'Id of the gate.') },
      { error: "a mapping with use and the gate's parameters" },
    )
    .meta({ description: doc, loop: name });

const policies = named(
  keyed(
    {
      capacity: loop('capacity', 'The loop that buys and releases capacity.'),
      routing: loop('routing', 'The loop that sends groups to regions.'),
      jobs: loop('jobs', 'The loop that places jobs; only where there are jobs.').optional(),
      searches: gate('searches', 'Who solves a search; only where there are searches.').optional(),
      governance: text(48, 'Rules over that gate, by name; absent: none.').optional(),
      collector: text(48, 'Its collector, where there is a pipeline.').optional(),
      placement: gate('placement', 'Who places frames; only where they are placed.').optional(),
      gateway: text(48, 'Its gateway; absent: the routing table sends players.').optional(),
    },
    'One way to run the game.',
  ),
  16,
  'The contenders by name; each meets the same players and the same storms.',
);

const catalogue = text(
  200,
  'File beside this one that adds machines to the catalogue or overrides numbers of it; a price ' +
    "there scales the instance's recorded prices by its ratio to the shipped one.",
)
  .optional()
  .transform((given) => given ?? null);

/** The top-level keys of a scenario file; each is read on its own, so that all problems show. */
export const SECTIONS = {
  question: text(300, 'What the run is to answer, one sentence.'),
  epoch: instant('Simulated time 0.'),
  horizon: duration({ least: SECOND, most: LONGEST }, 'Length of simulated time.'),
  'warm-up': duration({ least: 0, most: LONGEST }, 'Left out of the KPIs, from time 0.'),
  seed: count({ least: 0, most: 9007199254740991 }, 'Seed of all randomness.'),
  replications: count({ least: 1, most: 1000 }, 'How often it is run, each with its own chance.'),
  catalogue,
  traces,
  regions,
  pools,
  players,
  serving,
  observing,
  'at start': count({ least: 0, most: 10_000 }, 'Ready on-demand instances per region at time 0.'),
  policies,
  jobs,
  searches,
  pipeline,
  faults,
  gateways,
  membership,
  accounts,
  placement,
  slo,
  features,
  detail,
};
