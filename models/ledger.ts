import { createSketch, quantileOf, recordValue, type Sketch } from '../engine/sketch.ts';
import type { SimTime } from '../engine/units.ts';
import { copyMeters, createMeters, type RegionMeters } from './accounts/region-meters.ts';
import { type CrowdAccount, createAccount } from './players/account.ts';

/** Counts of what happened since the ledger opened, one number a kind. */
export interface Counts {
  sessionsArrived: number;
  sessionsAbandoned: number;
  sessionsStarted: number;
  sessionsCompleted: number;
  sessionsQuit: number;
  matchesEnded: number;
  matchesCompleted: number;
  requestsIssued: number;
  /** Issued to a region other than the group's home. */
  requestsAway: number;
  requestsAnswered: number;
  requestsRejected: number;
  requestsAbandoned: number;
  requestsLate: number;
  answeredByEdge: number;
  answeredLowFidelity: number;
  requestsInterrupted: number;
  spills: number;
  returns: number;
  revocations: number;
  /** Launches the cloud turned down: a family that had no capacity in a zone. */
  capacityErrors: number;
  ordersGiven: number;
  ordersRefused: number;
  reversals: number;
  /** Turns taken under a shield, and what shields did not let pass in them. */
  shieldedTurns: number;
  shieldInterventions: number;
}

/**
 * The exact account of a run: integrals are closed off whenever a level or a rate changes, so
 * energy is ∫ power, emissions ∫ power × intensity and money ∫ instances × price with no sampling.
 */
export interface Ledger {
  openedAt: SimTime;
  counts: Counts;
  readonly response: Sketch;
  /** From launch, or call out of a warm pool, to ready: instances that became ready. */
  readonly boots: Sketch;
  responseSum: number;
  waitSum: number;
  lobbySum: number;
  /** Sessions and requests under way when the ledger opened: they close the conservation sums. */
  playingAtOpen: number;
  lobbyAtOpen: number;
  inFlightAtOpen: number;
  /** Answers that witnesses heard, and the late ones of them: 0 where nobody only counts. */
  witnessed: number;
  witnessedLate: number;
  playing: number;
  playingPeak: number;
  inFlight: number;
  crowd: CrowdAccount;
  playerTime: number;
  playingSince: SimTime;
  /** Regions to which a request came while no slot was ready, and none has been since. */
  regionsDown: number;
  downTime: number;
  downSince: SimTime;
  readonly region: RegionMeters;
  /** Readings when the ledger opened: totals are what came after. */
  readonly atOpen: RegionMeters;
}

/** A ledger that opens at time 0 with nothing in it. */
export function createLedger(regions: number): Ledger {
  return {
    openedAt: 0,
    counts: emptyCounts(),
    response: createSketch(),
    boots: createSketch(),
    responseSum: 0,
    waitSum: 0,
    lobbySum: 0,
    playingAtOpen: 0,
    lobbyAtOpen: 0,
    inFlightAtOpen: 0,
    witnessed: 0,
    witnessedLate: 0,
    playing: 0,
    playingPeak: 0,
    inFlight: 0,
    crowd: createAccount(0, 0),
    playerTime: 0,
    playingSince: 0,
    regionsDown: 0,
    downTime: 0,
    downSince: 0,
    region: createMeters(regions),
    atOpen: createMeters(regions),
  };
}

function emptyCounts(): Counts {
  return {
    sessionsArrived: 0,
    sessionsAbandoned: 0,
    sessionsStarted: 0,
    sessionsCompleted: 0,
    sessionsQuit: 0,
    matchesEnded: 0,
    matchesCompleted: 0,
    requestsIssued: 0,
    requestsAway: 0,
    requestsAnswered: 0,
    requestsRejected: 0,
    requestsAbandoned: 0,
    requestsLate: 0,
    answeredByEdge: 0,
    answeredLowFidelity: 0,
    requestsInterrupted: 0,
    spills: 0,
    returns: 0,
    revocations: 0,
    capacityErrors: 0,
    ordersGiven: 0,
    ordersRefused: 0,
    reversals: 0,
    shieldedTurns: 0,
    shieldInterventions: 0,
  };
}

/** Starts the account afresh at the end of the warm-up; what is under way is carried over. */
export function openLedger(ledger: Ledger, now: SimTime, inLobby: number): void {
  ledger.openedAt = now;
  ledger.counts = emptyCounts();
  Object.assign(ledger.response, createSketch());
  Object.assign(ledger.boots, createSketch());
  ledger.responseSum = 0;
  ledger.waitSum = 0;
  ledger.lobbySum = 0;
  ledger.witnessed = 0;
  ledger.witnessedLate = 0;
  ledger.playingAtOpen = ledger.playing;
  ledger.lobbyAtOpen = inLobby;
  ledger.inFlightAtOpen = ledger.inFlight;
  ledger.playingPeak = ledger.playing;
  ledger.playerTime = 0;
  ledger.playingSince = now;
  ledger.downTime = 0;
  ledger.downSince = now;
  copyMeters(ledger.atOpen, ledger.region);
}

/** Records one answered request. */
export function recordAnswer(ledger: Ledger, response: number, late: boolean): void {
  ledger.counts.requestsAnswered++;
  if (late) ledger.counts.requestsLate++;
  ledger.responseSum += response;
  recordValue(ledger.response, response);
}

/** Records one answer that a witness heard; how many were answered is counted elsewhere. */
export function recordWitnessed(ledger: Ledger, response: number, late: boolean): void {
  ledger.witnessed++;
  if (late) ledger.witnessedLate++;
  ledger.responseSum += response;
  recordValue(ledger.response, response);
}

/** Moves the number of players at play, integrating the time spent at the old level. */
export function changePlaying(ledger: Ledger, now: SimTime, by: number): void {
  ledger.playerTime += ledger.playing * (now - ledger.playingSince);
  ledger.playingSince = now;
  ledger.playing += by;
  if (ledger.playing > ledger.playingPeak) ledger.playingPeak = ledger.playing;
}

/** Moves the number of regions that are down. */
export function changeRegionsDown(ledger: Ledger, now: SimTime, by: number): void {
  if (ledger.regionsDown > 0) ledger.downTime += now - ledger.downSince;
  ledger.downSince = now;
  ledger.regionsDown += by;
}

/** Quantile of the response time, microseconds; undefined before the first answer. */
export function responseQuantile(ledger: Ledger, q: number): number {
  return ledger.response.count === 0 ? Number.NaN : quantileOf(ledger.response, q);
}

/** How long instances took to become ready, microseconds; undefined before the first one. */
export function readyTotals({ boots }: Ledger) {
  const quantile = (q: number) => (boots.count === 0 ? Number.NaN : quantileOf(boots, q));
  return { instancesReady: boots.count, readyP50: quantile(0.5), readyP95: quantile(0.95) };
}
