import type { Law } from '../engine/distributions.ts';
import type { Duration } from '../engine/units.ts';
import type {
  BurstSetup,
  ComebackSetup,
  SpendSetup,
  SurvivalSetup,
} from '../models/players/crowd.ts';
import type { VideoStream } from '../models/players/opinion.ts';

/** What players feel beyond single late answers, how they react, and what throws them out. */
export interface CrowdScenario {
  /** Coefficient of variation of the gaps between arrivals; 1: a Poisson process. */
  readonly gapCv?: number;
  /** Arrivals that come in bursts: two states of the rate. */
  readonly bursts?: BurstSetup;
  /** A player leaves over the first answer later than this, drawn once a player. */
  readonly stallTolerance?: Law;
  readonly survival?: SurvivalSetup;
  readonly opinion?: VideoStream;
  readonly spend?: SpendSetup;
  readonly reacts?: ReactsScenario;
  readonly comeback?: ComebackSetup;
  readonly login?: LoginScenario;
  readonly storms?: readonly StormScenario[];
  readonly drawnStorms?: DrawnStormsScenario;
}

/** A pool of known players and what moves it; shares are of the pool, by the day. */
export interface ReactsScenario {
  readonly known: number;
  readonly gainedPerDay: number;
  readonly lostPerDay: number;
  readonly returning: number;
  readonly awayFor: Duration;
}

/** The login: so many a second, a line, and how long players stand in it. */
export interface LoginScenario {
  readonly perSecond: number;
  readonly line: number;
  readonly patience: Law;
}

/** A storm as written: players of a group, of a region, or of both absent, all. */
export interface StormScenario {
  readonly at: Duration;
  readonly group?: string;
  readonly region?: string;
  readonly share: number;
  readonly over: Duration;
  readonly down: Duration;
}

/** Storms drawn anew for each replication. */
export interface DrawnStormsScenario {
  readonly perWeek: number;
}
