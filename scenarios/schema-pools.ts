import { quantity, text } from './parse/fields.ts';
import { count } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const PRICE = { least: 0, most: 10_000 };

const pool = keyed(
  {
    place: text(48, 'Region in whose building it stands: its grid, PUE, round trips and zones.'),
    instance: text(64, "Instance type of the catalogue; serving's if absent.").optional(),
    slots: count(
      { least: 1, most: 1024 },
      "Requests one instance serves at once; serving's if absent, 1 on a gate array.",
    ).optional(),
    quota: count({ least: 1, most: 100_000 }, 'Most instances the account may hold in it.'),
    zones: count(
      { least: 0, most: 16 },
      'Zones of the building that sell it on spot; all if absent, none without a spot price.',
    ).optional(),
    'at start': count(
      { least: 0, most: 10_000 },
      "Ready on-demand instances at time 0; the scenario's if absent.",
    ).optional(),
    price: quantity('money per hour', PRICE, "On demand, instead of the catalogue's.").optional(),
    'spot price': quantity('money per hour', PRICE, "Instead of the catalogue's.").optional(),
  },
  'A further pool in the building of a region.',
);

/** Further pools by name; none when the section is absent. */
export const pools = named(
  pool,
  32,
  'Further pools of instances in the buildings of regions, of another type or size, by name.',
)
  .optional()
  .transform((given) => given ?? {});

const workClass = keyed(
  {
    network: text(64, 'Head or image of the catalogue: a device that has none cannot do the work.'),
    inferences: count({ least: 1, most: 100_000 }, 'How often one request runs it.'),
  },
  'A kind of work; how long it takes on each pool follows from the catalogue.',
);

/** Kinds of work beside the one of `service`. */
export const workClasses = named(
  workClass,
  8,
  'Kinds of work beside the one of `service`, which is called `matrix`, by name.',
).optional();
