import { z } from 'zod';

const count = z.int().min(0);
const usd = z.number().min(0).describe('USD');
const time = z.number().min(0).describe('Microseconds');

/** How the players' totals are written: cuts, logins, what was felt, spent and lost. */
export const crowdShape = {
  sessionsCut: count.describe('Cut off in mid-play'),
  sessionsResumed: count.describe('At play again after a cut'),
  sessionsGivenUp: count.describe('Never came in, or never came back after a cut'),
  sessionsLost: count.describe('Cut off in mid-play and never back at play'),
  sessionsTurnedAway: count.describe('New, and gave up at the login'),
  sessionsCutAtOpen: count.describe('Cut off and not back yet when the warm-up ended'),
  playersOutsideAtOpen: count.describe('Wanted in when the warm-up ended'),
  loginsGranted: count,
  loginsRefused: count,
  loginWaitSum: time,
  opinionSum: z.number().min(0).describe('Mean opinion × microseconds'),
  opinionTime: time,
  spendUsd: usd,
  sessionsSpending: count.describe('Sessions ended where spending is modelled'),
  sessionsJudged: count.describe('Sessions ended or turned away where demand reacts'),
  playersLost: count.describe('Left over lateness, a cut or a login and never come back'),
};

/** The players' part of a run's totals. */
export type CrowdTotals = { readonly [K in keyof typeof crowdShape]: number };
