import { z } from 'zod';
import { type Duration, MINUTE } from '../engine/units.ts';
import { duration, word } from './parse/fields.ts';
import { count } from './parse/numbers.ts';
import { keyed } from './parse/reading.ts';

const WANTED = 'none, continuous, or for example { up to: 8, within: 2 ms }';
const DOC =
  'How requests of one instance are served together. `none`: each slot is a server of its own. ' +
  '`continuous`: prompts are read as they come and answers written side by side, each the slower ' +
  'the more there are; wants a service by model. Batches up to a number: for a service by head; ' +
  'see [batching](../batching.md).';

type Written =
  | { readonly kind: 'none' }
  | { readonly kind: 'continuous' }
  | { readonly kind: 'gathered'; readonly most: number; readonly within: Duration };

const stay = word(['none', 'continuous'], 'No batches, or those of a language model.').transform(
  (kind): Written => ({ kind }),
);

const gathered = keyed(
  {
    'up to': count({ least: 1, most: 1024 }, 'Requests of a full batch; the slots at most.'),
    within: duration(
      { least: 0, most: MINUTE },
      'How long the first of a batch waits for others on an instance that is idle.',
    ),
  },
  'Batches that are gathered and then served together.',
).transform(({ 'up to': most, within }): Written => ({ kind: 'gathered', most, within }));

/** How requests share an instance; each slot alone where nothing is said. */
export const batching = z
  .union([stay, gathered], { error: WANTED })
  .meta({ description: DOC, wanted: WANTED })
  .optional()
  .transform((given): Written => given ?? { kind: 'none' })
  .meta({ description: DOC });
