import type { SimTime } from '../../engine/units.ts';

/**
 * How the loss of one region was got over, as instants; -1 for what has not happened. Where the
 * region held the manager, another must first be elected.
 */
export interface FailOver {
  readonly fault: number;
  readonly region: number;
  readonly begunAt: SimTime;
  readonly heldManager: boolean;
  /** Share of late answers before it; -1: nothing was answered. */
  readonly level: number;
  detectedAt: SimTime;
  electedAt: SimTime;
  agreedAt: SimTime;
  movedAt: SimTime;
  /** End of the last stretch of late answers before a calm one; -1 while there was none. */
  recoveredAt: SimTime;
  /** The ledger at the last look, and the end of the last stretch that was late. */
  heardBefore: number;
  lateBefore: number;
  lateUntil: SimTime;
  calm: number;
}

/** All of a run. */
export interface FailOvers {
  readonly all: FailOver[];
}

/** None yet. */
export function createFailOvers(): FailOvers {
  return { all: [] };
}

/** A voter misses its leader: those who waited for that to happen have been detected. */
export function markAsking({ all }: FailOvers, now: SimTime, leader: number): void {
  for (const one of all) {
    if (one.heldManager && one.region === leader && one.detectedAt < 0) one.detectedAt = now;
  }
}

/** A new leader knows all that was agreed before. */
export function markElected({ all }: FailOvers, now: SimTime, leader: number): void {
  for (const one of all) {
    if (one.detectedAt >= 0 && one.electedAt < 0 && one.region !== leader) one.electedAt = now;
  }
}

/** A leader holds a region for silent; it needs no election where it led already. */
export function markSuspected({ all }: FailOvers, now: SimTime, region: number): void {
  for (const one of all) {
    if (one.region !== region) continue;
    if (one.detectedAt < 0) one.detectedAt = now;
    if (one.electedAt < 0) one.electedAt = now;
  }
}

/** A quorum agrees that a region is out. */
export function markAgreed({ all }: FailOvers, now: SimTime, region: number): void {
  for (const one of all) {
    if (one.region === region && one.electedAt >= 0 && one.agreedAt < 0) one.agreedAt = now;
  }
}

/** Players are sent elsewhere. */
export function markMoved({ all }: FailOvers, now: SimTime, region: number): void {
  for (const one of all) {
    if (one.region === region && one.agreedAt >= 0 && one.movedAt < 0) one.movedAt = now;
  }
}
