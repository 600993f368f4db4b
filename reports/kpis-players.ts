import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

const SECOND = 1_000_000;

type Total = (totals: RunTotals) => number;

function divideBy(none: string, of: Total): Divisor {
  return { divides: true, of, none };
}

const cut = divideBy('nobody was cut off', (t) => t.sessionsCut + t.sessionsCutAtOpen);
const knockers = divideBy('nobody came to the login', (t) => {
  return t.loginsGranted + t.loginsRefused === 0 ? 0 : t.sessionsArrived + t.playersOutsideAtOpen;
});
const knocked = divideBy('no login was asked for', (t) => t.loginsGranted + t.loginsRefused);
const judged = divideBy('demand does not react', (t) => t.sessionsJudged);

/** What players feel, spend and do about it; each where the scenario asks for it. */
export const playerKpis: readonly Kpi[] = [
  {
    id: 'felt-opinion',
    title: 'mean opinion felt',
    unit: '1 to 5',
    scale: 1,
    direction: 'max',
    formula: 'opinion by ITU-T G.1072 of each stretch of play, weighted by its length',
    numerator: (t) => t.opinionSum,
    denominator: divideBy('nobody was asked what they felt', (t) => t.opinionTime),
    isPart: true,
  },
  {
    id: 'spend-per-session',
    title: 'spend per session (proxy)',
    unit: 'USD',
    scale: 1,
    direction: 'max',
    formula: 'spend by the hour × share left by the opinion felt ÷ sessions ended',
    numerator: (t) => t.spendUsd,
    denominator: divideBy('spending is not modelled', (t) => t.sessionsSpending),
    isPart: true,
  },
  {
    id: 'returning-share',
    title: 'players who will be back',
    unit: '%',
    scale: 0.01,
    direction: 'max',
    formula: '(sessions ended or turned away - players lost for good) ÷ the former',
    numerator: (t) => t.sessionsJudged - t.playersLost,
    denominator: judged,
    isPart: true,
  },
  {
    id: 'resumed-share',
    title: 'cut off and back',
    unit: '%',
    scale: 0.01,
    direction: 'max',
    formula: 'sessions at play again ÷ sessions cut off in mid-play, before the opening too',
    numerator: (t) => t.sessionsResumed,
    denominator: cut,
    isPart: true,
  },
  {
    id: 'lost-sessions',
    title: 'cut off for good',
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: 'sessions never at play again ÷ sessions cut off in mid-play, before the opening too',
    numerator: (t) => t.sessionsLost,
    denominator: cut,
    isPart: true,
  },
  {
    id: 'turned-away',
    title: 'turned away at the login',
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: 'new players who gave up outside ÷ (sessions arrived + outside at the opening)',
    numerator: (t) => t.sessionsTurnedAway,
    denominator: knockers,
    isPart: true,
  },
  {
    id: 'refused-logins',
    title: 'logins refused',
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: 'logins refused ÷ (logins refused + granted)',
    numerator: (t) => t.loginsRefused,
    denominator: knocked,
    isPart: true,
  },
  {
    id: 'login-wait',
    title: 'login wait',
    unit: 's',
    scale: SECOND,
    direction: 'min',
    formula: 'waits in line of logins granted ÷ logins granted',
    numerator: (t) => t.loginWaitSum,
    denominator: divideBy('no login was granted', (t) => t.loginsGranted),
    isPart: true,
  },
];
