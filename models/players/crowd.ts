import type { Law } from '../../engine/distributions.ts';
import { openStream, uniform } from '../../engine/random.ts';
import type { Duration, SimTime } from '../../engine/units.ts';
import type { OpinionSetup } from './opinion.ts';

/** Leaving early in proportion to what is felt: hazard = (exp(sum) - 1) ÷ mean stay. */
export interface SurvivalSetup {
  readonly meanStay: Duration;
  /** Part of the sum for each 100 ms of mean response, each 100 ms of jitter, each % lost. */
  readonly perDelay: number;
  readonly perJitter: number;
  readonly perLoss: number;
}

/** Money spent by the hour of play, and how it falls with the opinion felt. */
export interface SpendSetup {
  readonly perHour: number;
  /** Mean opinion at and below which nothing is spent, at and above which all is. */
  readonly nothingBelow: number;
  readonly allAbove: number;
}

/** A pool of players who know the game: it shrinks by those lost and grows by newcomers. */
export interface ReactionSetup {
  /** Known players of each group at the start. */
  readonly known: readonly number[];
  /** Newcomers per microsecond, as a share of the pool at the start. */
  readonly gained: number;
  /** Players lost for other reasons per microsecond, as a share of the pool. */
  readonly lost: number;
  /** Chance that one who left over lateness, a cut or a login comes back another day. */
  readonly returning: number;
  /** How long such a player stays away. */
  readonly awayFor: Duration;
}

/** How a player outside tries again: gaps grow by a factor up to a largest one, and are spread. */
export interface ComebackSetup {
  readonly first: Duration;
  readonly factor: number;
  readonly most: Duration;
  /** Each gap is spread evenly by this share to either side. */
  readonly jitter: number;
  /** Logins refused after which the player gives up. */
  readonly tries: number;
}

/** A login that lets in so many a second; the others stand in line, and a full line refuses. */
export interface LoginSetup {
  /** Time between two logins. */
  readonly every: number;
  readonly line: number;
  readonly patience: Law;
}

/** Players of one group or region (-1: any) who lose the game at once or over a while. */
export interface Storm {
  readonly at: SimTime;
  readonly group: number;
  readonly region: number;
  readonly share: number;
  /** Time over which they are cut off one after another. */
  readonly over: Duration;
  /** Time from the start during which nobody who is concerned can log in. */
  readonly down: Duration;
}

/** A rate of arrivals that switches between (1 + swing) and (1 - swing) times its curve. */
export interface BurstSetup {
  readonly swing: number;
  /** Mean length of each state. */
  readonly lasting: Duration;
}

/** Everything about the players that a scenario may add to arriving, playing and asking. */
export interface CrowdSetup {
  /** Coefficient of variation of the gaps between arrivals; 1: a Poisson process. */
  readonly gapCv: number;
  readonly bursts?: BurstSetup;
  /** Whether any of the laws below asks what players feel. */
  readonly isFelt: boolean;
  readonly stallTolerance?: Law;
  readonly survival?: SurvivalSetup;
  readonly opinion?: OpinionSetup;
  readonly spend?: SpendSetup;
  readonly reacts?: ReactionSetup;
  readonly comeback?: ComebackSetup;
  readonly login?: LoginSetup;
  readonly storms: readonly Storm[];
}

/** What each session has felt so far, a row a session; no rows where nobody asks. */
export interface FeltTable {
  startedAt: Float64Array;
  heardAt: Float64Array;
  responseSum: Float64Array;
  /** Sum of the differences between one response and the next. */
  jitterSum: Float64Array;
  last: Float64Array;
  /** Lateness beyond which this player leaves. */
  tolerance: Float64Array;
  answers: Int32Array;
  lost: Int32Array;
}

/** What changes about the players during a run beside sessions, lobbies and matches. */
export interface Crowd {
  readonly felt: FeltTable;
  /** Known players of each group, as they were at `pooledAt`. */
  readonly pool: Float64Array;
  readonly pooledAt: Float64Array;
  /** Players outside who want in: at the login, in its line, or waiting to try again. */
  outside: number;
  /** When the login is free again. */
  loginFreeAt: number;
  readonly groupDownUntil: Float64Array;
  readonly regionDownUntil: Float64Array;
  /** 1 while a group's arrivals are in their high state, which ends at `burstUntil`. */
  readonly burstHigh: Uint8Array;
  readonly burstUntil: Float64Array;
  readonly burstChance: Int32Array;
  /** Where on the circle of players the next cut begins: a share of them at random. */
  readonly cutFrom: Int32Array;
}

/** The crowd at time 0. */
export function openCrowd(setup: {
  readonly seed: number;
  readonly crowd: CrowdSetup;
  readonly groups: readonly { readonly name: string }[];
  readonly regions: readonly unknown[];
}): Crowd {
  const groups = setup.groups.length;
  return {
    felt: createFelt(0),
    pool: Float64Array.from(setup.crowd.reacts?.known ?? new Float64Array(groups)),
    pooledAt: new Float64Array(groups),
    outside: 0,
    loginFreeAt: 0,
    groupDownUntil: new Float64Array(groups),
    regionDownUntil: new Float64Array(setup.regions.length),
    burstHigh: new Uint8Array(groups),
    burstUntil: new Float64Array(groups),
    burstChance: burstStreams(setup),
    cutFrom: openStream(setup.seed, 'players/cuts'),
  };
}

function burstStreams(setup: {
  readonly seed: number;
  readonly groups: readonly { readonly name: string }[];
}): Int32Array {
  const words = new Int32Array(setup.groups.length * 4);
  setup.groups.forEach(({ name }, group) => {
    words.set(openStream(setup.seed, `bursts/${name}`), group * 4);
  });
  return words;
}

/** A table for this many sessions. */
export function createFelt(capacity: number): FeltTable {
  return {
    startedAt: new Float64Array(capacity),
    heardAt: new Float64Array(capacity),
    responseSum: new Float64Array(capacity),
    jitterSum: new Float64Array(capacity),
    last: new Float64Array(capacity),
    tolerance: new Float64Array(capacity),
    answers: new Int32Array(capacity),
    lost: new Int32Array(capacity),
  };
}

/** A fresh place in [0, 1) at which a cut begins. */
export function drawCut(crowd: Crowd): number {
  return uniform(crowd.cutFrom, 0);
}
