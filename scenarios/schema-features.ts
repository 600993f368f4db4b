import { z } from 'zod';
import { text, word } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { count } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

/** A list of regions by name. */
export function regionNames(doc: string) {
  return z
    .array(text(48, 'Name of a region.'), 'a list of regions')
    .min(1)
    .max(64)
    .meta({ description: doc, wanted: 'a list of regions' });
}

const shard = keyed(
  {
    'kept in': regionNames(
      "Regions that keep a copy, the nearest is asked; absent: each group's home keeps its part.",
    ).optional(),
    personal: word(
      ['yes', 'no'],
      "Players' own data: a group with a residency asks only copies in its own regions.",
    ),
    'look-ups': count({ least: 1, most: 64 }, 'Look-ups of a request, all at once.'),
    time: law('One look-up at the shard, without the way there.'),
  },
  'One part of the feature store.',
);

/** What requests look up before their work begins; null when the section is absent. */
export const features = keyed(
  { shards: named(shard, 16, 'The parts of the feature store by name.') },
  'What a request looks up once it has reached its region, before its work begins.',
)
  .optional()
  .transform((given) => given ?? null);
