import { DAY, MINUTE, SECOND } from '../engine/units.ts';
import { duration, LONGEST, quantity } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { count, ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const SHARE = { least: 0, most: 1 };
const BYTES = { least: 0, most: 1e13 };
const RATE = { least: 1, most: 1e13 };
const SHORT = { least: 0, most: MINUTE };
const PRICE = { least: 0, most: 10_000 };
const SHARDS = { least: 1, most: 100_000 };

const events = keyed(
  {
    every: duration({ least: 1000, most: DAY }, 'Mean time between two events of one player.'),
    size: quantity('data', { least: 1, most: 1e9 }, 'One event as the client writes it.'),
    'stands for': count(
      { least: 1, most: 10_000_000 },
      'Players that each simulated player stands for, where events are concerned.',
    ),
    uplink: law('From what a player does to the collector.'),
    delayed: ratio(SHARE, 'Share of events that a client sends later, after having been offline.'),
    delay: law('How much later.'),
  },
  'What players send.',
);

const collector = keyed(
  {
    batch: count({ least: 1, most: 1_000_000 }, 'Events of a full batch; 1: none are batched.'),
    linger: duration(SHORT, 'A batch goes when its first event has waited this long.'),
    packed: ratio(SHARE, "What packing and compression leave of an event's size."),
    overhead: quantity('data', BYTES, 'Around every record, whatever is in it.'),
    buffer: quantity('data', BYTES, 'Waits for the stream at most; what is beyond is dropped.'),
  },
  'What is done to events before they are sent.',
);

const stream = keyed(
  {
    'at start': count(SHARDS, 'Shards at time 0.'),
    least: count(SHARDS, 'Fewest shards.'),
    most: count(SHARDS, 'Most shards.'),
    'shard rate': quantity('data rate', RATE, 'Bytes one shard takes a second.'),
    'shard records': count({ least: 1, most: 1e9 }, 'Records one shard takes a second.'),
    'shard read': quantity('data rate', RATE, 'Bytes one consumer reads of a shard a second.'),
    burst: duration(SHORT, "Time's worth of these rates that is taken at once after a pause."),
    'scale every': duration({ least: SECOND, most: DAY }, 'Time between two looks at the load.'),
    target: ratio({ least: 0.01, most: 1 }, "Share of the shards' limits that is aimed at."),
    'scale takes': duration({ least: 0, most: DAY }, 'Until a change of shards is done.'),
    price: quantity('money per hour', PRICE, 'Of one shard.'),
    'unit price': quantity('money', PRICE, 'Of a million billed units.'),
    unit: quantity('data', { least: 1, most: 1e9 }, 'A record is billed in units of this size.'),
  },
  'The sharded stream and its autoscaler, which doubles or halves the shards at most.',
);

const consumer = keyed(
  {
    poll: duration(SHORT, 'Time between two reads of a shard; 0 s: records are pushed.'),
    'per read': duration(SHORT, 'Work of a worker for each read, beside its records.'),
    'per record': duration(SHORT, 'Work for each record: opening and unpacking.'),
    'per event': duration(SHORT, 'Work for each event: scoring and updating a profile.'),
    store: law("From a worker's finishing a batch to the profile's showing it."),
    'model pull': law('Pulling the model function where a worker has none.'),
    'model kept': duration({ least: 0, most: LONGEST }, 'How long an idle worker keeps it.'),
    price: quantity('money per hour', PRICE, 'Of one worker; there is one a shard.'),
    watermark: duration(
      { least: 0, most: LONGEST },
      'An event this much older than the newest of its shard is late: the window is closed.',
    ),
  },
  'The online path: workers that keep the profiles.',
);

const offline = keyed(
  {
    'flush size': quantity('data', { least: 1, most: 1e13 }, 'A file of this size is written.'),
    'flush every': duration({ least: SECOND, most: DAY }, 'So is one of this age.'),
  },
  'The offline path: files for training.',
);

/** The event pipeline; null when the section is absent. */
export const pipeline = keyed(
  {
    events,
    collectors: named(collector, 16, 'Ways to collect, by name; each contender takes one.'),
    stream,
    consumer,
    offline,
  },
  'What players do, as a stream of events: collector, shards, profiles and files.',
)
  .optional()
  .transform((given) => given ?? null);
