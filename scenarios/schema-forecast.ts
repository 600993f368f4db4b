import { DAY, HOUR, MINUTE } from '../engine/units.ts';
import { type ForecastSetup, FURTHEST_HOURS } from '../models/grid/forecast.ts';
import { duration, word } from './parse/fields.ts';
import { ratio } from './parse/numbers.ts';
import { keyed } from './parse/reading.ts';

const FURTHEST = FURTHEST_HOURS * HOUR;

const error = keyed(
  {
    limit: ratio({ least: 0.01, most: 1 }, 'Standard deviation of the log error far ahead.'),
    'half by': duration(
      { least: HOUR, most: FURTHEST },
      'Lead at which half of its variance is reached: sd = limit × √(h ÷ (h + half by)).',
    ),
    correlation: ratio(
      { least: 0, most: 0.999 },
      "Correlation of one issue's revisions for neighbouring hours.",
    ),
  },
  'The truth, disturbed as a forecast that is bought: its revisions cannot be known beforehand.',
);

/** Forecast of carbon intensity for policies: made from the past, or the truth disturbed. */
export const forecast = keyed(
  {
    method: word(
      ['seasonal', 'persistence'],
      'From the past alone: daily shape and present level, or the last value held.',
    ).optional(),
    error: error.optional(),
    every: duration({ least: 15 * MINUTE, most: DAY }, 'Time between two issues.'),
    horizon: duration({ least: HOUR, most: FURTHEST }, 'How far ahead; whole hours count.'),
  },
  'Forecast of carbon intensity that policies see: by method or with error, one of the two.',
)
  .superRefine(({ method, error: told }, context) => {
    if ((method === undefined) !== (told === undefined)) return;
    const message = 'either method or error';
    context.addIssue({ code: 'custom', message });
  })
  .transform(({ method, error: told, every, horizon }): ForecastSetup => {
    const hours = Math.floor(horizon / HOUR);
    if (told === undefined) {
      const kind = method === 'persistence' ? 'persistence' : 'seasonal';
      return { source: { kind }, every, hours };
    }
    const { limit, correlation } = told;
    const halfBy = told['half by'] / HOUR;
    return { source: { kind: 'disturbed', error: { limit, halfBy, correlation } }, every, hours };
  });
