import { HOUR, SECOND } from '../engine/units.ts';
import { access } from './parse/access.ts';
import { formula } from './parse/curve.ts';
import { duration, LONGEST, text } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { count, plain, ratio } from './parse/numbers.ts';
import { clock, place } from './parse/place.ts';
import { keyed, named } from './parse/reading.ts';
import { titledCycle, titledLaw } from './parse/titles.ts';
import { churn, crowdKeys } from './schema-crowd.ts';
import { regionNames } from './schema-features.ts';

const SHARE = { least: 0, most: 1 };

const region = keyed(
  {
    at: place('Where its data centres are.'),
    grid: text(32, 'Electricity zone whose carbon series applies.'),
    pue: plain({ least: 1, most: 3 }, 'Power usage effectiveness: facility over device energy.'),
    quota: count({ least: 1, most: 100_000 }, 'Most instances the account may hold.'),
    zones: count({ least: 0, most: 16 }, 'Spot zones.'),
    'edge slots': count({ least: 0, most: 100_000 }, 'Slots of its edge PoP; 0: it has none.'),
  },
  'One cloud region.',
);

/** The cloud regions by name. */
export const regions = named(region, 64, 'The cloud regions by name.');

const group = keyed(
  {
    at: place('Where its players live.'),
    share: ratio(SHARE, "Share of the world's arrivals; all shares add up to 100 %."),
    clock: clock('Offset of the local clock from UTC.'),
    home: text(48, 'Region nearest in the network.'),
    'work class': text(
      48,
      "Kind of its requests' work; `matrix`, the work of `serving.service`, if absent.",
    ).optional(),
    residency: regionNames(
      'Regions its data may be in, home among them: its requests go nowhere else.',
    ).optional(),
    access: access(
      { least: 0, most: 10 * SECOND },
      'Last mile to the home region, round trip: one time for all, or access classes.',
    ),
  },
  'Players who live near one place and keep one clock.',
);

const match = keyed(
  {
    players: count({ least: 1, most: 200 }, 'Players of one match.'),
    'fill after': duration(
      { least: 0, most: HOUR },
      'A lobby whose first player has waited this long starts short-handed.',
    ),
    patience: law('Time a player waits in the lobby before giving up.'),
  },
  'The lobby.',
);

/** Who plays, when, for how long and what they ask for. */
export const players = keyed(
  {
    arrivals: formula('rate', 'Arrivals of the world; t is the time since the epoch.'),
    'daily cycle': titledCycle('daily', 'Factor on arrivals; t is the local time of day.'),
    'weekly cycle': titledCycle(
      'weekly',
      'Factor on arrivals; t is the local time since Monday 00:00.',
    ).optional(),
    session: titledLaw('session', 'Planned length of a session from the start of play.'),
    think: titledLaw('think', 'Between the end of one answer and the next request.'),
    match,
    churn,
    groups: named(group, 256, 'The player groups by name.'),
    ...crowdKeys,
  },
  'Who plays, when, for how long and what they ask for.',
);

/** Steps of the curves: arrivals over the horizon, the daily and the weekly cycle. */
export const GRID = {
  arrivals: HOUR / 12,
  dailyCycle: HOUR / 4,
  weeklyCycle: HOUR,
  longest: LONGEST,
} as const;
