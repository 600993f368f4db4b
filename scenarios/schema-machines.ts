import { DAY, HOUR, MINUTE } from '../engine/units.ts';
import { listTraces } from '../traces/shelf.ts';
import { duration, LONGEST, quantity, text, word } from './parse/fields.ts';
import { service } from './parse/laws.ts';
import { count, ratio } from './parse/numbers.ts';
import { readQuantity } from './parse/quantity.ts';
import { field, keyed, type Reading } from './parse/reading.ts';
import { batching } from './schema-batching.ts';
import { boot } from './schema-boot.ts';
import { forecast } from './schema-forecast.ts';
import { notice } from './schema-notice.ts';
import { workClasses } from './schema-pools.ts';

const SPOT_TRACES = listTraces()
  .filter(({ role }) => role === 'availability')
  .map(({ name }) => name);
const SHARE = { least: 0, most: 1 };
const WATTS = { least: 0, most: 100_000 };
const KILOGRAMS = { least: 0, most: 100_000 };
const LIFE = { least: DAY, most: 100 * 366 * DAY };

const GIVE_UP = 'a duration of at most "1 d", for example "30 s", or none';

const giveUp = field(
  {
    wanted: GIVE_UP,
    type: ['string'],
    examples: ['30 s', 'none'],
  },
  (raw): Reading<number> => {
    if (raw === 'none') return { value: Number.POSITIVE_INFINITY };
    const reading = readQuantity(raw, 'duration', { least: 1, most: DAY });
    return 'value' in reading ? { value: Math.round(reading.value) } : { wanted: GIVE_UP };
  },
).meta({ description: 'A request that still waits this long after it was issued is abandoned.' });

const queueLimit = field(
  {
    wanted: 'a whole number between 0 and 1000000, or none',
    type: ['integer', 'string'],
    examples: [2000, 'none'],
  },
  (raw): Reading<number> => {
    if (raw === 'none') return { value: Number.POSITIVE_INFINITY };
    const fits = typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw <= 1e6;
    return fits ? { value: raw } : { wanted: 'a whole number between 0 and 1000000, or none' };
  },
).meta({ description: 'Requests that may wait in a region; beyond it they are rejected.' });

const lowFidelity = keyed(
  {
    work: ratio(SHARE, 'Work of the smaller model relative to the full one.'),
    fidelity: ratio(SHARE, 'Its fidelity relative to the full one.'),
  },
  'The smaller model of the last ring.',
);

const edge = keyed(
  {
    rtt: duration(
      { least: 0, most: MINUTE },
      "What a spilled request's detour by the PoP adds to its round trip.",
    ),
    price: quantity('money per hour', { least: 0, most: 10_000 }, 'Of one busy slot.'),
    power: quantity('power', WATTS, 'Of one busy slot.'),
  },
  'The edge PoPs, paid per use.',
);

/** The GPU instance and the model on it. */
export const serving = keyed(
  {
    instance: text(64, 'Instance type of the [catalogue](catalogue.md).'),
    'idle power': quantity('power', WATTS, "Instead of the catalogue's.").optional(),
    'full power': quantity('power', WATTS, "Instead of the catalogue's.").optional(),
    embodied: quantity('mass', KILOGRAMS, "Emissions, instead of the catalogue's.").optional(),
    life: duration(LIFE, "Instead of the catalogue's.").optional(),
    slots: count({ least: 1, most: 1024 }, 'Requests one instance serves at once.'),
    boot,
    notice,
    hazards: word(
      SPOT_TRACES,
      'Shipped trace of availability that capacity policies learn the comings and goings of spot ' +
        "from beforehand; never the run's own.",
    ).optional(),
    'least billed': duration({ least: 0, most: DAY }, 'Shortest span an instance is billed for.'),
    service: service('How long a request holds its slot.'),
    'work classes': workClasses,
    batching,
    budget: duration({ least: 1, most: HOUR }, 'An answer later than this is a late frame.'),
    'queue limit': queueLimit,
    'give up': giveUp,
    'low fidelity': lowFidelity,
    edge,
  },
  'The GPU instance and the model on it.',
);

/** How policies see and act. */
export const observing = keyed(
  {
    every: duration({ least: 1000, most: HOUR }, 'Time between two scrapes.'),
    delay: duration({ least: 0, most: HOUR }, "From a scrape to the policy's seeing it."),
    loss: ratio(SHARE, 'Share of scrapes lost.'),
    probes: count({ least: 0, most: 1000 }, 'Probes per group, region and scrape.'),
    thinking: duration({ least: 0, most: HOUR }, 'Time a policy takes to decide.'),
    actuation: duration({ least: 0, most: LONGEST }, "From an order to the cloud's acting on it."),
    forecast: forecast.optional(),
  },
  'How policies see and act: the last mile.',
);
