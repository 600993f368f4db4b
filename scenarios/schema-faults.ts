import { DAY } from '../engine/units.ts';
import { FAULTS } from '../models/faults/fault.ts';
import { duration, LONGEST, text, word } from './parse/fields.ts';
import { count, plain, ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const fault = keyed(
  {
    fault: word(FAULTS, 'What goes wrong.'),
    at: duration({ least: 0, most: LONGEST }, 'When it begins.'),
    lasts: duration({ least: 1, most: LONGEST }, 'How long until it is over.').optional(),
    region: text(48, 'Where; absent: everywhere.').optional(),
    zone: count({ least: 0, most: 15 }, 'Which zone of the region, from 0.').optional(),
    'far region': text(
      48,
      'A partition cuts the backbone to this region; absent: the ways of players.',
    ).optional(),
    group: text(48, 'Whom it cuts off; absent: everybody.').optional(),
    share: ratio(
      { least: 0, most: 1 },
      'Of spot instances, or of players; absent: all.',
    ).optional(),
    factor: plain({ least: 0, most: 1000 }, 'On service times (above 0), or on counts.').optional(),
    skew: duration({ least: -DAY, most: DAY }, 'How far clocks are ahead.').optional(),
    feed: word(['prices', 'carbon'], 'Which feed stands still.').optional(),
  },
  'One thing that goes wrong; no policy is told of it.',
);

/** What goes wrong, by name; nothing when the section is absent, or empty as on a fork. */
export const faults = named(fault, 256, 'What goes wrong, by name.', 0)
  .optional()
  .transform((given) => given ?? {});
