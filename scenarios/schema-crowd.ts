import type { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../engine/units.ts';
import { duration, LONGEST, quantity, text, word } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { count, plain, ratio } from './parse/numbers.ts';
import { keyed, named } from './parse/reading.ts';

const SHARE = { least: 0, most: 1 };
const WEIGHT = { least: 0, most: 100 };
const OPINION = { least: 1, most: 5 };

const survival = keyed(
  {
    'mean stay': duration(
      { least: MINUTE, most: LONGEST },
      'Mean time to leaving early where the weights below sum up to ln 2.',
    ),
    'per 100 ms delay': plain(WEIGHT, 'Weight of each 100 ms of mean response time.'),
    'per 100 ms jitter': plain(WEIGHT, 'Weight of each 100 ms of change between two answers.'),
    'per 1 % lost': plain(WEIGHT, 'Weight of each per cent of answers that never come.'),
  },
  'Leaving early: hazard (exp(weighted sum) - 1) ÷ mean stay; Chen et al. 2006 find 1 : 2 : 11.',
);

/** What lateness does to players: any of the causes, which act side by side. */
export const churn = keyed(
  {
    'quit per late answer': ratio(
      SHARE,
      'Chance that one late answer makes a player leave; give it with the next.',
    ).optional(),
    'quit per budget over': ratio(
      SHARE,
      'Chance added for each further budget of lateness.',
    ).optional(),
    'stall tolerance': law(
      'A player leaves over the first answer later than this: size counts, not number.',
    ).optional(),
    survival: survival.optional(),
  },
  'What lateness does to players.',
).superRefine((causes, context) => {
  const isHalf =
    (causes['quit per late answer'] === undefined) !==
    (causes['quit per budget over'] === undefined);
  const isNone = Object.values(causes).every((cause) => cause === undefined);
  if (!isHalf && !isNone) return;
  const message = 'quit per late answer with quit per budget over, stall tolerance or survival';
  context.addIssue({ code: 'custom', message });
});

const bursts = keyed(
  {
    swing: ratio(SHARE, 'Arrivals come at (1 + swing) or (1 - swing) times the curve.'),
    lasting: duration({ least: MINUTE / 60, most: DAY }, 'Mean length of each of the two states.'),
  },
  'Arrivals in bursts, a group apart from the other: AI requests of 2023 fit 19 % and 8 min.',
);

const opinion = keyed(
  {
    input: word(['time-critical', 'tolerant'], 'How much the game suffers from delay.'),
    video: word(['low', 'medium', 'high'], 'How much there is to code in a picture.'),
    'frame rate': count({ least: 10, most: 60 }, 'Frames a second.'),
    'bit rate': quantity('data rate', { least: 37_500, most: 6_250_000 }, 'Of the stream.'),
    resolution: word(['480p', '720p', '1080p'], 'Of the stream.'),
  },
  'Mean opinion of players by ITU-T G.1072: answers are frames, felt delay is response time.',
);

const spend = keyed(
  {
    'per hour': quantity('money per hour', { least: 0, most: 1000 }, 'Spent by an hour of play.'),
    'nothing below': plain(OPINION, 'Mean opinion at which nothing is spent (assumed).'),
    'all above': plain(OPINION, 'Mean opinion from which all is spent (assumed).'),
  },
  'Money spent in a session, straight from nothing to all by the opinion felt: a proxy.',
);

const reacts = keyed(
  {
    'known players': count({ least: 1, most: 1_000_000_000 }, 'Who know the game at the start.'),
    'gained a day': ratio(SHARE, 'Newcomers a day, as a share of the known at the start.'),
    'lost a day': ratio(SHARE, 'Share of the known who tire of it in a day.'),
    returning: ratio(SHARE, 'Chance that a player who quit over lateness comes back.'),
    'away for': duration({ least: 0, most: 30 * DAY }, 'How long such a player stays away.'),
  },
  'Demand that reacts: arrivals are as much of the curve as are left of the known players.',
);

const comeback = keyed(
  {
    first: duration({ least: 0, most: HOUR }, 'Gap before the first try.'),
    factor: plain({ least: 1, most: 10 }, 'Every refusal makes the next gap so much longer.'),
    most: duration({ least: 0, most: DAY }, 'Longest gap.'),
    jitter: ratio(SHARE, 'Spread of each gap to either side.'),
    tries: count({ least: 0, most: 250 }, 'Refusals after which a player gives up.'),
  },
  'How players outside try again; gRPC clients: 1 s, 1.6, 120 s, 20 %.',
);

const login = keyed(
  {
    'per second': plain({ least: 0.01, most: 1_000_000 }, 'Logins let through a second.'),
    line: count({ least: 0, most: 100_000_000 }, 'Most players in line; others are refused.'),
    patience: law('Longest wait a player joins the line for; the wait is shown.'),
  },
  'The login of the whole world.',
);

const storm = keyed(
  {
    at: duration({ least: 0, most: LONGEST }, 'When it begins.'),
    share: ratio(SHARE, 'Share of players at play who are cut off.'),
    over: duration({ least: 0, most: DAY }, 'Time over which they are cut off.'),
    down: duration({ least: 0, most: LONGEST }, 'Time from its start without logins.'),
    group: text(48, 'Only players of this group.').optional(),
    region: text(48, 'Only players sent to this region.').optional(),
  },
  'A mass disconnect.',
);

const drawnStorms = keyed(
  {
    like: word(['runescape'], 'Whose sizes, lengths and episodes they have.'),
    'per week': plain({ least: 0.01, most: 100 }, 'Episodes a week; recorded: 2.8.'),
  },
  'Mass disconnects drawn anew in each replication.',
);

/** Optional keys of the players section beyond who comes, when and for how long. */
export const crowdKeys = {
  'gap cv': plain(
    { least: 0.1, most: 20 },
    'Coefficient of variation of the gaps between arrivals; without it 1, a Poisson process.',
  ).optional(),
  bursts: bursts.optional(),
  opinion: opinion.optional(),
  spend: spend.optional(),
  reacts: reacts.optional(),
  comeback: comeback.optional(),
  login: login.optional(),
  storms: named(storm, 64, 'Mass disconnects by name.').optional(),
  'drawn storms': drawnStorms.optional(),
} as const satisfies Record<string, z.ZodType>;
