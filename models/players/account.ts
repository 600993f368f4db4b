/**
 * The players' part of the ledger, since it opened. Money is a proxy: nobody has published what a
 * player spends by the quality felt.
 */
export interface CrowdAccount {
  /** Players outside when the ledger opened. */
  outsideAtOpen: number;
  /** Sessions cut off in mid-play, resumed after a cut, given up outside. */
  sessionsCut: number;
  sessionsResumed: number;
  sessionsGivenUp: number;
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
  /** Sessions ended while demand reacts, and players lost for good among them. */
  sessionsJudged: number;
  playersLost: number;
}

/** An account that opens with this many players outside. */
export function createAccount(outsideAtOpen: number): CrowdAccount {
  return {
    outsideAtOpen,
    sessionsCut: 0,
    sessionsResumed: 0,
    sessionsGivenUp: 0,
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
  const { outsideAtOpen, ...totals } = account;
  return { ...totals, playersOutsideAtOpen: outsideAtOpen };
}
