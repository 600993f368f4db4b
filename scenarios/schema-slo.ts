import type { z } from 'zod';
import { HOUR, MINUTE, SECOND } from '../engine/units.ts';
import { ASPECTS, type SloSetup } from '../models/slo/setup.ts';
import { CONDITIONS_MOST } from '../models/slo/windows.ts';
import { duration, word } from './parse/fields.ts';
import { ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const condition = keyed(
  {
    of: word(ASPECTS, 'Response time, wait in the region, or answers of the full model.'),
    within: duration(
      { least: 1, most: HOUR },
      'Good up to this; for response and waiting.',
    ).optional(),
    share: ratio({ least: 0, most: 1 }, 'Of the requests of a window, those without answer too.'),
  },
  'One condition on the requests of a window: p95 within 50 ms is `within: 50 ms, share: 95 %`.',
).refine(
  ({ of, within }) => (of === 'full-model') === (within === undefined),
  'within for response and waiting, and none for full-model',
);

const objective = keyed(
  {
    window: duration(
      { least: 10 * SECOND, most: 24 * HOUR },
      'Judged as a whole; absent: 5 min.',
    ).optional(),
    target: ratio({ least: 0, most: 0.999999 }, 'Of windows with requests that must be good.'),
    conditions: named(condition, CONDITIONS_MOST, 'A window is good when it meets them all.'),
  },
  'A composite service level objective with its error budget: docs/slo.md.',
);

/** A composite objective; null when the section is absent. */
export const slo = objective
  .optional()
  .transform((given): SloSetup | null => (given === undefined ? null : settle(given)));

type Written = z.output<typeof objective>;

function settle({ window = 5 * MINUTE, target, conditions }: Written): SloSetup {
  const listed = Object.entries(conditions).map(([name, { of, within = Infinity, share }]) => {
    return { name, aspect: of, within, share };
  });
  return { window, target, conditions: listed };
}
