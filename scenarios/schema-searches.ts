import { DAY, HOUR, MINUTE, SECOND } from '../engine/units.ts';
import { formula } from './parse/curve.ts';
import { duration, LONGEST, quantity, text, word } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { count, plain, ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const SHARE = { least: 0, most: 1 };
const VARIABLES = { least: 2, most: 10_000_000 };
const BURST = { least: 1, most: 10_000 };
const SPREAD = { least: 0, most: 5 };
const POWER = { least: 0, most: 6 };
const PRICE = { least: 0, most: 100_000 };

const growth = (doc: string) =>
  keyed(
    {
      median: duration({ least: 1, most: DAY }, 'Median time of problems of one size.'),
      at: count(VARIABLES, 'That size, in variables.'),
      power: plain(POWER, 'Power of the size with which the median grows.'),
      spread: plain(SPREAD, "Standard deviation of the time's logarithm at one size."),
    },
    doc,
  );

const burst = keyed(
  {
    gaps: law('Time between two bursts.'),
    'daily cycle': formula('factor', 'Factor on their rate by UTC time of day.').optional(),
    least: count(BURST, 'Fewest searches of a burst.'),
    most: count(BURST, 'Most searches of a burst; all numbers between are alike likely.'),
  },
  'When searches come, and how many at once.',
);

const size = keyed(
  {
    median: count(VARIABLES, 'Median.'),
    spread: plain(SPREAD, 'Standard deviation of its logarithm.'),
    least: count(VARIABLES, 'No problem is smaller.'),
    most: count(VARIABLES, 'No problem is larger.'),
  },
  'Variables of a problem: log-normal, cut off at both ends.',
);

const graphs = keyed(
  {
    common: count({ least: 0, most: 10_000 }, 'Problem graphs that come again and again.'),
    share: ratio(SHARE, 'Share of searches on one of them; the others have a graph of their own.'),
  },
  'What embeddings can be kept: a common graph is embedded once.',
);

const classical = keyed(
  {
    in: text(48, 'Name of its region.'),
    instance: text(64, 'Instance of the catalogue: power and embodied emissions of a worker.'),
    workers: count({ least: 1, most: 10_000 }, 'Searches that are solved at once.'),
    price: quantity('money per hour', PRICE, 'Of one worker.'),
    paid: word(['by use', 'always'], 'Whether workers cost only while they work.'),
    time: growth('Time to the target quality with 99 % on one worker.'),
    'known from': count(VARIABLES, 'Smallest size the time was measured on.').optional(),
    'known to': count(VARIABLES, 'Largest size the time was measured on.').optional(),
  },
  "The game's own machines for searches.",
);

const annealer = keyed(
  {
    in: text(48, 'Name of the region in whose grid it stands.'),
    device: text(64, 'Annealer of the catalogue.'),
    'reads most': count({ least: 1, most: 10_000 }, 'Most reads of one problem.'),
    price: quantity(
      'money per hour',
      PRICE,
      "Of time on the machine; absent: the catalogue's.",
    ).optional(),
    others: keyed(
      {
        load: ratio({ least: 0, most: 0.99 }, 'Share of its time that others keep it busy.'),
        service: law('Time on the machine of one job of theirs.'),
      },
      'Jobs of other customers, which come at random and are served in turn.',
    ),
    sold: ratio(
      { least: 0.001, most: 1 },
      'Share of its time that it is sold; the power of the rest is spread over that.',
    ),
    outages: keyed(
      {
        gaps: law('From the end of one to the next.'),
        last: law('How long one lasts.'),
      },
      'Times out of order, calibrations included.',
    ).optional(),
    'round trip': law("Network and the service's own machinery, there and back."),
    embedding: growth("Time to embed a new graph, on a machine like a worker's."),
    'give up': duration(
      { least: SECOND, most: DAY },
      'A client that has waited this long turns to the classical machines.',
    ),
    miss: ratio(SHARE, 'Mean gap to the target of one read that misses it.'),
  },
  'A quantum annealer, shared with other customers.',
);

const told = keyed(
  {
    every: duration({ least: SECOND, most: HOUR }, 'Time between two words on the waits.'),
    delay: duration({ least: 0, most: HOUR }, 'Until a word arrives; at most `every`.'),
  },
  'What gates know of the waits and of the grid.',
);

const rules = keyed(
  {
    budget: quantity('money', { least: 0, most: 1e9 }, 'On the annealer in a UTC day.').optional(),
    carbon: plain({ least: 0, most: 5000 }, "Intensity of the annealer's grid, g/kWh.").optional(),
    queue: duration({ least: 0, most: DAY }, 'Wait at the annealer as told.').optional(),
    failures: count({ least: 0, most: 32 }, 'Failures of the last 32 off-loads.').optional(),
    age: duration({ least: SECOND, most: DAY }, 'Age of the last word on the waits.').optional(),
    hold: duration({ least: MINUTE, most: DAY }, 'Least time that a broken rule holds.'),
    back: ratio(SHARE, 'It lets go below this share of its limit.'),
  },
  'Limits; above one of them every search is solved classically.',
);

/** Burst searches; null when the section is absent. */
export const searches = keyed(
  {
    bursts: burst,
    size,
    graphs,
    deadline: duration({ least: 1000, most: LONGEST }, 'From its coming to its due answer.'),
    classical,
    annealer,
    told,
    governance: named(rules, 16, 'Rules that contenders may be under, by name.').optional(),
  },
  'Bursts of search problems, solved by own machines or by a quantum annealer.',
)
  .optional()
  .transform((given) => given ?? null);
