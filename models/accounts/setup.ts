import type { SimTime } from '../../engine/units.ts';

/** A commitment of one region: so many instances paid for, held or not. */
export interface Reservation {
  readonly instances: number;
  /** Fixed when it was signed, at simulated time 0; USD. */
  readonly pricePerHour: number;
  /** When it lapses; Infinity: not within the run. */
  readonly until: SimTime;
}

/** One tier of a price by volume: it holds from so many GB in a month on. */
export interface Tier {
  readonly fromGb: number;
  readonly pricePerGb: number;
}

/** Bytes that players and regions send, and what they cost; regions in the setup's order. */
export interface TrafficSetup {
  /** Out to the player: with each answer, and once in each session. */
  readonly answerBytes: number;
  readonly sessionBytes: number;
  /** From a player's home region to another one that answers, with each request. */
  readonly awayBytes: number;
  /** The least volume first. */
  readonly out: readonly (readonly Tier[])[];
  /** USD per GB between regions, by the region that sends. */
  readonly between: readonly number[];
}

/** Images, models and volumes; prices by region. */
export interface StorageSetup {
  readonly regionGb: number;
  readonly instanceGb: number;
  readonly pricePerGbMonth: readonly number[];
}

/** What is accounted beside instances, edge and energy. */
export interface AccountsSetup {
  /** One a region; of 0 instances where nothing is reserved. */
  readonly reserved?: readonly Reservation[];
  readonly traffic?: TrafficSetup;
  readonly storage?: StorageSetup;
  /** Energy of networks per GB sent out; 0: not accounted. */
  readonly networkKwhPerGb: number;
}
