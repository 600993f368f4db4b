import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../engine/units.ts';
import { listTraces } from '../traces/shelf.ts';
import { duration, LONGEST, quantity, text, word } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { count, plain, ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const SPOT_TRACES = listTraces()
  .filter(({ role }) => role === 'availability')
  .map(({ name }) => name);
const SHARE = { least: 0, most: 1 };
const WIDTH = { least: 1, most: 4096 };

const arrivals = keyed(
  {
    daily: duration(
      { least: 0, most: DAY - 1 },
      'Once a day, this long after simulated time 0 and every 24 h from then on.',
    ).optional(),
    gaps: law('Time between two arrivals.').optional(),
    recorded: keyed(
      {
        'width most': count(WIDTH, 'Wider jobs of the trace are left out.'),
        'one in': count({ least: 1, most: 1_000_000 }, 'Of the others, every such one comes.'),
      },
      "As the trace of role jobs has them: arrivals, work and widths; the class's are not used.",
    ).optional(),
  },
  'When jobs come: exactly one of daily, gaps and recorded.',
).refine(
  (given) => Object.values(given).filter((one) => one !== undefined).length === 1,
  'exactly one of daily, gaps and recorded',
);

const checkpoint = keyed(
  {
    every: duration({ least: SECOND, most: LONGEST }, 'Work between two checkpoints.'),
    takes: duration({ least: 0, most: HOUR }, 'Time to write one; the job stands still.'),
    'on notice': word(
      ['yes', 'no'],
      'Whether one is written when spot instances are about to be taken and the notice is enough.',
    ),
  },
  'Checkpoints; without the section none is written, and a job that is stopped starts over.',
);

const allReduce = keyed(
  {
    step: duration({ least: 1, most: HOUR }, 'Forward and backward pass of one instance.'),
    gradient: quantity('data', { least: 1, most: 1e13 }, 'Bytes all instances add up each step.'),
    bandwidth: quantity('data rate', { least: 1, most: 1e13 }, "Of the ring's narrowest link."),
    latency: duration({ least: 0, most: SECOND }, 'Of one message between neighbours.'),
    buffer: quantity('data', { least: 1, most: 1e13 }, 'Gradients travel in parts of this size.'),
    overlap: ratio(SHARE, 'Share of a step during which gradients travel unseen.'),
    spread: plain(
      { least: 0, most: 3 },
      "Standard deviation of the logarithm of one instance's step; the slowest sets the pace.",
    ),
  },
  'Ring all-reduce after every step; without the section n instances are n times as fast as one.',
);

const jobClass = keyed(
  {
    arrivals,
    count: count({ least: 1, most: 10_000 }, 'Jobs that come together; 1 if absent.').optional(),
    work: law('Work of a job, in time of one instance.').optional(),
    width: count(WIDTH, 'Instances of a job: it has all of them or none.').optional(),
    deadline: duration({ least: MINUTE, most: LONGEST }, 'From its coming to its due end.'),
    checkpoint: checkpoint.optional(),
    restart: duration(
      { least: 0, most: DAY },
      'Loading code, data and checkpoint once the instances run.',
    ),
    in: z.array(text(48, 'Name of a region.'), 'a list of regions').min(1).max(64).meta({
      description: 'Regions its jobs may run in, home first.',
      wanted: 'a list of regions',
    }),
    'all-reduce': allReduce.optional(),
  },
  'One class of jobs.',
);

/** Training and search jobs on instances of their own; null when the section is absent. */
export const jobs = keyed(
  {
    quota: count({ least: 1, most: 100_000 }, 'Most instances jobs may hold in one region.'),
    launch: law('One instance from order to running; a gang waits for its slowest.'),
    power: ratio(SHARE, 'Share of the way from idle to full power at which a job works.'),
    hazards: word(
      SPOT_TRACES,
      'Shipped trace of availability that job policies learn the comings and goings of spot from ' +
        "beforehand; never the run's own.",
    ).optional(),
    classes: named(jobClass, 32, 'The classes of jobs by name.'),
  },
  'Training and search jobs beside the players, on instances of the serving type of their own.',
)
  .optional()
  .transform((given) => given ?? null);
