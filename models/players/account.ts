/**
 * The players' part of the ledger, since it opened. Money is a proxy: nobody has published what a
 * player spends by the quality felt.
 */
export interface CrowdAccount {
  /** Players outside when the ledger opened. */
  outsideAtOpen: number;
  /** Of these and of those in the lobby: cut off in mid-play before, and not back yet. */
  cutAtOpen: number;
  /** Sessions cut off in mid-play, resumed after a cut, given up outside. */
  sessionsCut: number;
  sessionsResumed: number;
  sessionsGivenUp: number;
  /** Cut off and never back at play: given up outside, or in the lobby on the way back. */
  sessionsLost: number;
  /** Given up outside by players who were new. */
  sessionsTurnedAway: number;
  loginsGranted: number;
  loginsRefused: number;
  /** Time in the login's line, microseconds, over logins granted. */
  loginWaitSum: number;
  /** Opinion × time played, and that time, microseconds: of play in which answers were felt. */
  opinionSum: number;
  opinionTime: number;
  spendUsd: number;
  /** Sessions ended while spending is modelled. */
  sessionsSpending: number;
  /** Sessions ended, or never begun, while demand reacts; players lost for good among them. */
  sessionsJudged: number;
  playersLost: number;
}

/** An account that opens with this many players outside, and this many cut off. */
export function createAccount(outsideAtOpen: number, cutAtOpen: number): CrowdAccount {
  return {
    outsideAtOpen,
    cutAtOpen,
    sessionsCut: 0,
    sessionsResumed: 0,
    sessionsGivenUp: 0,
    sessionsLost: 0,
    sessionsTurnedAway: 0,
    loginsGranted: 0,
    loginsRefused: 0,
    loginWaitSum: 0,
    opinionSum: 0,
    opinionTime: 0,
    spendUsd: 0,
    sessionsSpending: 0,
    sessionsJudged: 0,
    playersLost: 0,
  };
}

/** The account as a run's totals show it. */
export function crowdTotals(account: CrowdAccount) {
  const { outsideAtOpen, cutAtOpen, ...totals } = account;
  return { ...totals, playersOutsideAtOpen: outsideAtOpen, sessionsCutAtOpen: cutAtOpen };
}
