import { z } from 'zod';
import { DAY } from '../engine/units.ts';
import type { BootSetup } from '../models/cold-start/setup.ts';
import { duration, quantity, text, word } from './parse/fields.ts';
import { LAW_KINDS, law } from './parse/laws.ts';
import { count, plain, ratio, readRatio } from './parse/numbers.ts';
import { field, keyed, named, type Reading } from './parse/reading.ts';
import { resolveBoot } from './parse/staged-boot.ts';

const SHARE = { least: 0, most: 1 };
const RATE = { least: 1000, most: 1e14 };
const BYTES = { least: 0, most: 1e16 };
const STAGES = 15;

const rate = (doc: string) => quantity('data rate', RATE, doc).optional();

const names = (doc: string) =>
  z
    .array(text(48, 'Name of a stage.'), 'a list of names of stages')
    .max(STAGES)
    .meta({ description: doc, wanted: 'a list of names of stages' });

const store = keyed(
  {
    channel: rate('Most that one channel carries: a volume, a connection; without it, no limit.'),
    client: rate('Most that one instance takes over all its channels; without it, no limit.'),
    total: rate('Most for all instances of the region, shared fairly; without it, no limit.'),
    'openings per minute': count(
      { least: 1, most: 1_000_000 },
      'Quota of channels (volumes) that the account may open in a minute; without it, no quota.',
    ).optional(),
    'openings at once': count(
      { least: 1, most: 1_000_000 },
      'Channels that may be opened at one instant after a rest; wanted with a quota.',
    ).optional(),
    'open channels': count(
      { least: 1, most: 1_000_000 },
      'Channels that may be open at once; without it, no limit.',
    ).optional(),
    price: quantity(
      'money per data',
      { least: 0, most: 1000 },
      'Of what instances read from it, as it comes over the wire; without it, reads are free.',
    ).optional(),
  },
  'Where bytes are read from; each region has its own.',
);

const SOURCE = 'the name of a store, or chances by store, for example { dram: 20 %, remote: 80 % }';

const source = field(
  { wanted: SOURCE, type: ['string', 'object'], examples: ['snapshot'] },
  (raw): Reading<Readonly<Record<string, number>>> => {
    if (typeof raw === 'string') return { value: { [raw]: 1 } };
    if (typeof raw !== 'object' || raw === null) return { wanted: SOURCE };
    const chances = Object.entries(raw).map(([name, share]) => [name, readRatio(share, SHARE)]);
    const read: Record<string, number> = {};
    for (const [name, reading] of chances) {
      if (typeof name !== 'string' || typeof reading === 'string' || !('value' in reading)) {
        return { wanted: SOURCE };
      }
      read[name] = reading.value;
    }
    return { value: read };
  },
).meta({ description: 'The store it reads from, or the tiers in which it may be found.' });

const stage = keyed(
  {
    after: names('Stages that must be over before this one begins; without it, none.').optional(),
    takes: law('How long it takes, whoever else boots. Give this or reads.').optional(),
    reads: quantity('data', BYTES, 'Bytes it brings to the instance, unpacked.').optional(),
    from: source.optional(),
    channels: count({ least: 1, most: 4096 }, 'Channels it reads by; one unless given.').optional(),
    cached: ratio(SHARE, 'Share that the instance has already; none unless given.').optional(),
    packed: plain(
      { least: 1, most: 100 },
      'Bytes unpacked per byte on the wire; 1 unless given.',
    ).optional(),
    unpack: rate('Rate at which the instance unpacks and writes; without it, no limit.'),
    layers: count(
      { least: 1, most: 10_000 },
      'Equal parts that are unpacked only when whole; wanted with unpack.',
    ).optional(),
    hot: ratio(SHARE, 'Share that must be there; the rest comes in the background.').optional(),
    shards: count({ least: 1, most: 1e6 }, 'Equal shards of it; wanted with hot.').optional(),
    needed: ratio(SHARE, 'Chance that a request needs a cold shard; wanted with hot.').optional(),
  },
  'One stage of a boot: it takes a time, or it reads bytes from a store.',
);

const family = keyed(
  {
    price: ratio({ least: 0.01, most: 100 }, "Relative to the region's on-demand price."),
    'most per zone': count({ least: 0, most: 1e6 }, 'Without it, no limit.').optional(),
    has: law('How long a zone has capacity; always, without it.').optional(),
    lacks: law('How long it then has none; wanted with has.').optional(),
  },
  'An instance family that can hold the replica; the cheapest is tried first.',
);

const pool = keyed(
  {
    instances: count({ least: 0, most: 10_000 }, 'Held per region until a policy orders others.'),
    waits: word(['stopped', 'running'], 'How they wait; a running one is billed as such.'),
    keeps: names('Stages an instance has behind it when it is called.'),
    wakes: law('From the call to the first stage that is left.'),
    price: quantity(
      'money per hour',
      { least: 0, most: 10_000 },
      'Of a stopped one: its volumes; wanted where they wait stopped.',
    ).optional(),
  },
  'Instances held beside the fleet, booted as far as they can wait.',
);

/** What a file may say of boots by stages, as read. */
export const STAGED = {
  stages: named(
    stage,
    STAGES,
    'Stages by name; an instance is ready when all are over.',
  ).optional(),
  stores: named(store, 16, 'Stores by name.').optional(),
  families: named(family, 8, 'Families on offer in every zone, by name.').optional(),
  'skip after error': duration(
    { least: 1, most: DAY },
    'How long a family is skipped in a zone that had no capacity; wanted with families.',
  ).optional(),
  'warm pool': pool.optional(),
};

/** From an order to a ready instance: one law for the whole of it, or its stages. */
export const boot = keyed({ ...STAGED, ...LAW_KINDS }, 'From an order to a ready instance.')
  .transform((written, context): BootSetup => {
    const resolved = resolveBoot(written);
    if ('boot' in resolved) return resolved.boot;
    for (const { path, wanted } of resolved.complaints) {
      context.issues.push({ code: 'custom', input: written, path: [...path], message: wanted });
    }
    return z.NEVER;
  })
  .meta({ minProperties: 1 });
