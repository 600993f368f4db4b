import { DAY, HOUR, MINUTE } from '../engine/units.ts';
import { SHEDDING, WEIGHTS } from '../models/gateway/setup.ts';
import { PRESETS } from './gateway-presets.ts';
import { duration, word } from './parse/fields.ts';
import { count, plain, ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const SHARE = { least: 0, most: 1 };
const SPAN = { least: 1000, most: HOUR };
const WAIT = { least: 0, most: DAY };
const IN_A_ROW = { least: 1, most: 100 };
const REQUESTS = { least: 0, most: 1_000_000 };
const YES_OR_NO = ['yes', 'no'] as const;

const checks = keyed(
  {
    every: duration(SPAN, 'Time between two checks of a region by one gateway.'),
    'time-out': duration(SPAN, 'No answer within this is a failure; at most `every`.'),
    'unhealthy after': count(IN_A_ROW, 'Failures in a row that take a region out.'),
    'healthy after': count(IN_A_ROW, 'Passes in a row that bring it back.'),
    'wait in line': word(
      YES_OR_NO,
      'Whether a check waits as a request does, or only asks for a ready slot; absent: no.',
    ).optional(),
  },
  "Active checks of every region from every group's gateway.",
);

const ejection = keyed(
  {
    after: count(IN_A_ROW, 'Requests in a row that failed there.'),
    base: duration(SPAN, 'Ejected for this times the number of recent ejections.'),
    most: duration({ least: 1000, most: DAY }, 'At most this long.'),
    forgive: duration(SPAN, 'That number falls by one in this time without an ejection.'),
    share: ratio(SHARE, 'Largest share of regions ejected at once; one may always be.'),
  },
  'Passive ejection: a gateway judges a region by what its requests meet there.',
);

const weights = keyed(
  {
    by: word(WEIGHTS, "The policy's alone; times the free share; or the less busy of two."),
    sync: duration(SPAN, 'Weights are read and put into force this often.'),
    hold: duration(WAIT, 'A player keeps its region this long, as a cached name.').optional(),
    drain: duration(WAIT, 'Players of a region with no weight any more stay this long.').optional(),
  },
  'How the regions that are in share the requests.',
);

const bucket = keyed(
  {
    'per second': plain({ least: 0, most: 1e6 }, 'Tokens that come in; a request takes one.'),
    burst: plain({ least: 1, most: 1e6 }, 'Tokens it holds at most, as at the start.'),
  },
  'A bucket of tokens.',
);

const admission = keyed(
  {
    'in flight': count(REQUESTS, 'Requests inside a region at most; absent: any.').optional(),
    'per slot': plain(
      { least: 0.01, most: 1000 },
      'Requests inside for each ready slot; absent: any.',
    ).optional(),
    queue: count(REQUESTS, "Requests that may wait at a region's gateway."),
    deadline: duration({ least: 1000, most: DAY }, 'Who waits there longer is shed.'),
    shed: word(SHEDDING, 'Who goes when the queue is full.'),
    priority: named(
      count({ least: 0, most: 100 }, 'Higher is more important.'),
      64,
      'Of groups, for shedding; 0 where it is not given.',
    ).optional(),
    tokens: named(bucket, 64, 'Limits on the rate of groups; absent: none.').optional(),
  },
  "What a region's gateway lets in, and whom it sheds.",
);

const backOff = keyed(
  {
    first: duration({ least: 0, most: HOUR }, 'Before the first retry.'),
    factor: plain({ least: 1, most: 100 }, 'Each further one is so many times as long.'),
    most: duration({ least: 0, most: HOUR }, 'At most this long.'),
    jitter: ratio(SHARE, 'Largest random share by which each is shorter.'),
  },
  'Time before each retry.',
);

const budget = keyed(
  {
    share: ratio(SHARE, 'Retries for each request of the group.'),
    reserve: plain({ least: 0, most: 1e6 }, 'Most retries saved up, as at the start.'),
  },
  'Retries that a group may make; absent: any.',
);

const clients = keyed(
  {
    'time-out': duration({ least: 1000, most: DAY }, 'An attempt not answered by then has failed.'),
    attempts: count({ least: 1, most: 100 }, 'At most, the first included.'),
    'back-off': backOff.optional(),
    budget: budget.optional(),
    'cancel on time-out': word(
      YES_OR_NO,
      'Whether regions are told to stop work on what timed out; absent: no.',
    ).optional(),
    'retry elsewhere': word(
      YES_OR_NO,
      'Whether a retry avoids the region of the attempt before; absent: no.',
    ).optional(),
  },
  'How clients wait and try again.',
);

const gateway = keyed(
  {
    like: word(
      PRESETS,
      "Begins from a product's own defaults; sections given replace its.",
    ).optional(),
    'health checks': checks.optional(),
    ejection: ejection.optional(),
    weights: weights.optional(),
    admission: admission.optional(),
    clients,
  },
  'What stands between players and regions: one gateway for each group.',
);

/** Gateways by name; nothing when the section is absent. */
export const gateways = named(gateway, 16, 'Gateways, by name; a contender takes one or none.')
  .optional()
  .transform((given) => given ?? {});

/** Weights of a gateway that does not say: the policy's, put into force in step with endpoints. */
export const PLAIN_SYNC = MINUTE / 12;
